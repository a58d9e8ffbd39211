import { useSignal } from '@preact/signals';
import type { Failure } from '../api/outcome';
import { EVENTS, save, type EventType, type Webhook } from '../api/webhooks';
import { client } from '../session';
import { FailureText } from '../ui/failure';
import { Field } from '../ui/field';
import { words } from '../words/words';

interface Props {
  name: string;
  webhook: Webhook | undefined;
  onSaved: (secret: string) => void;
  onCancel: () => void;
}

export function WebhookForm({ name, webhook, onSaved, onCancel }: Props) {
  const url = useSignal(webhook?.url ?? '');
  const events = useSignal<readonly EventType[]>(webhook?.events ?? EVENTS);
  const authorization = useSignal('');
  const busy = useSignal(false);
  const error = useSignal<Failure | 'noEvents' | undefined>(undefined);
  const w = words.value;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy.value || client.value === undefined) return;
    if (events.value.length === 0) {
      error.value = 'noEvents';
      return;
    }
    busy.value = true;
    const given = authorization.value.trim();
    const outcome = await save(client.value, name, {
      url: url.value.trim(),
      events: [...events.value],
      ...(given === '' ? {} : { authorization: given }),
    });
    busy.value = false;
    if (outcome.kind === 'done') onSaved(outcome.value);
    else error.value = outcome;
  };
  const toggle = (one: EventType) => () => {
    events.value = EVENTS.filter((event) => (event === one) !== events.value.includes(event));
    error.value = undefined;
  };
  const wrong = error.value === 'noEvents' ? w.webhookNoEvents : error.value && <FailureText failure={error.value} />;
  return (
    <form onSubmit={submit} autocomplete="off">
      <Field label={w.webhookUrl} hint={w.webhookHint} error={wrong}>
        {(props) => (
          <input
            {...props}
            type="text"
            inputMode="url"
            required
            maxLength={2048}
            spellcheck={false}
            placeholder="https://"
            value={url.value}
            onInput={(event) => {
              url.value = event.currentTarget.value;
              error.value = undefined;
            }}
          />
        )}
      </Field>
      <fieldset class="checks">
        <legend>{w.webhookEvents}</legend>
        {EVENTS.map((event) => (
          <label key={event}>
            <input type="checkbox" checked={events.value.includes(event)} onChange={toggle(event)} />
            {w.webhookEventNames[event]}
          </label>
        ))}
      </fieldset>
      <Field label={w.webhookAuthorization} hint={w.webhookAuthorizationHint}>
        {(props) => (
          <input
            {...props}
            type="password"
            autocomplete="off"
            value={authorization.value}
            onInput={(event) => (authorization.value = event.currentTarget.value)}
          />
        )}
      </Field>
      {webhook !== undefined && <p class="hint">{w.webhookReplaceHint}</p>}
      <div class="buttons">
        {webhook !== undefined && (
          <button type="button" onClick={onCancel}>
            {w.cancel}
          </button>
        )}
        <button class="primary" type="submit" aria-disabled={busy.value}>
          {busy.value ? w.busy : w.webhookSave}
        </button>
      </div>
    </form>
  );
}
