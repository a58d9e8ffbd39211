import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { find, remove, type Webhook } from '../api/webhooks';
import type { Failure } from '../api/outcome';
import { client } from '../session';
import { Confirm } from '../ui/confirm';
import { FailureText } from '../ui/failure';
import { Notice } from '../ui/notice';
import { Secret } from '../ui/secret';
import { words } from '../words/words';
import { Deliveries } from './deliveries';
import { WebhookForm } from './webhook-form';

/** Looked up only when it is opened: most visits to an instance are not about its webhook. */
export function WebhookSection({ name }: { name: string }) {
  const open = useSignal(false);
  return (
    <details class="card webhook" onToggle={(event) => (open.value = (event.currentTarget as HTMLDetailsElement).open)}>
      <summary>
        <h2>{words.value.webhook}</h2>
      </summary>
      {open.value && <Content name={name} />}
    </details>
  );
}

type Found = { kind: 'asking' } | { kind: 'failed'; failure: Failure } | Settled;
type Settled = { kind: 'found'; webhook: Webhook | undefined };

function Content({ name }: { name: string }) {
  const found = useSignal<Found>({ kind: 'asking' });
  const secret = useSignal<string | undefined>(undefined);
  const w = words.value;
  const look = async () => {
    if (client.value === undefined) return;
    const outcome = await find(client.value, name);
    found.value =
      outcome.kind === 'done' ? { kind: 'found', webhook: outcome.value } : { kind: 'failed', failure: outcome };
  };
  useEffect(() => void look(), [name]);
  switch (found.value.kind) {
    case 'asking':
      return <p class="quiet">{w.busy}</p>;
    case 'failed':
      return (
        <>
          <Notice tone="bad">
            <FailureText failure={found.value.failure} read />
          </Notice>
          <button type="button" onClick={look}>
            {w.tryAgain}
          </button>
        </>
      );
    case 'found':
      return (
        <>
          {secret.value !== undefined && (
            <Notice tone="good">
              <Secret text={secret.value} hint={w.webhookSecret} />
            </Notice>
          )}
          <Settings
            key={JSON.stringify(found.value.webhook)}
            name={name}
            webhook={found.value.webhook}
            onSaved={(made) => {
              secret.value = made;
              void look();
            }}
            onRemoved={() => {
              secret.value = undefined;
              void look();
            }}
          />
        </>
      );
  }
}

interface Props {
  name: string;
  webhook: Webhook | undefined;
  onSaved: (secret: string) => void;
  onRemoved: () => void;
}

function Settings({ name, webhook, onSaved, onRemoved }: Props) {
  const editing = useSignal(false);
  const asking = useSignal(false);
  const failure = useSignal<Failure | undefined>(undefined);
  const w = words.value;
  const end = async () => {
    if (client.value === undefined) return;
    const outcome = await remove(client.value, name);
    if (outcome.kind === 'done') onRemoved();
    else failure.value = outcome;
  };
  if (webhook === undefined || editing.value) {
    return (
      <WebhookForm
        name={name}
        webhook={webhook}
        onSaved={(secret) => {
          editing.value = false;
          onSaved(secret);
        }}
        onCancel={() => (editing.value = false)}
      />
    );
  }
  return (
    <>
      {failure.value !== undefined && (
        <Notice tone="bad">
          <FailureText failure={failure.value} />
        </Notice>
      )}
      <dl class="facts">
        <dt>{w.webhookUrl}</dt>
        <dd class="url">{webhook.url}</dd>
        <dt>{w.webhookEvents}</dt>
        <dd>{webhook.events.map((event) => w.webhookEventNames[event] ?? event).join(', ')}</dd>
      </dl>
      {webhook.authorization && <p class="quiet">{w.webhookAuthorizationSet}</p>}
      <div class="buttons">
        <button type="button" onClick={() => (editing.value = true)}>
          {w.webhookEdit}
        </button>
        <button type="button" class="danger" onClick={() => (asking.value = true)}>
          {w.webhookRemove}
        </button>
      </div>
      <Deliveries name={name} />
      {asking.value && (
        <Confirm
          title={w.webhookRemoveAsk}
          hint={w.webhookRemoveHint}
          action={w.webhookRemove}
          danger
          onClose={() => (asking.value = false)}
          onConfirm={end}
        />
      )}
    </>
  );
}
