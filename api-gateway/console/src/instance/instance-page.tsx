import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Instance } from '../api/instances';
import { ConnectPanel } from '../connect/connect-panel';
import { address } from '../route';
import { deleted, fleet, ofAccount } from '../session';
import { FailureText } from '../ui/failure';
import { Notice } from '../ui/notice';
import { NumberOf, Pending, State } from '../ui/state';
import { WebhookSection } from '../webhook/webhook-section';
import { moment } from '../words/time';
import { locale, words } from '../words/words';
import { Actions } from './actions';
import { saying, type Said } from './said';

export function InstancePage({ name, connect }: { name: string; connect: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const instance = fleet.value.get(name);
  const w = words.value;
  const gone = deleted.value.has(name) ? w.removeDone(name) : w.gone(name);
  return (
    <>
      {ofAccount.value && (
        <a class="back" href="#">
          ← {w.back}
        </a>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {name}
      </h1>
      {instance === undefined ? (
        <Notice tone="plain">{gone}</Notice>
      ) : (
        <Details instance={instance} connect={connect} />
      )}
    </>
  );
}

function Details({ instance, connect }: { instance: Instance; connect: boolean }) {
  const said = useSignal<Said | undefined>(undefined);
  const w = words.value;
  const connected = instance.status === 'connected';
  const open = connect && !connected;
  useEffect(() => {
    if (!connect || !connected) return;
    said.value = { kind: 'connected' };
    location.replace(address(instance.name));
  }, [connect, connected]);
  return (
    <>
      <p class="standing" id="standing">
        <State instance={instance} />
      </p>
      {instance.unlinkPending && (
        <div class="notice busy" role="status">
          <Pending /> {w.pendingHint}
        </div>
      )}
      {said.value !== undefined && !open && <LastSaid said={said.value} instance={instance} />}
      {open ? (
        <ConnectPanel instance={instance} />
      ) : (
        <Actions instance={instance} tell={(news) => (said.value = news)} />
      )}
      <dl class="card facts">
        <dt>{w.number}</dt>
        <dd>
          <NumberOf instance={instance} />
        </dd>
        <dt>{w.since}</dt>
        <dd>{moment(Date.parse(instance.stateSince), locale.value)}</dd>
        <dt>{w.created}</dt>
        <dd>{moment(Date.parse(instance.createdAt), locale.value)}</dd>
      </dl>
      <WebhookSection name={instance.name} />
    </>
  );
}

function LastSaid({ said, instance }: { said: Said; instance: Instance }) {
  const { tone, says } = saying(said, instance, words.value);
  return (
    <Notice key={tone} tone={tone}>
      {typeof says === 'string' ? says : <FailureText failure={says} />}
    </Notice>
  );
}
