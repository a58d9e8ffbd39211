import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { deliveries, test, type Delivery } from '../api/webhooks';
import type { Failure, Outcome } from '../api/outcome';
import { client } from '../session';
import { Age } from '../ui/age';
import { FailureText } from '../ui/failure';
import { Notice } from '../ui/notice';
import { words } from '../words/words';
import { nextGlance } from './glances';

/** The last deliveries, and a test that is followed until it has an outcome or a few glances have shown none. */
export function Deliveries({ name }: { name: string }) {
  const shown = useSignal<Delivery[]>([]);
  const failure = useSignal<Failure | undefined>(undefined);
  const awaited = useSignal<{ id: string; glances: number } | undefined>(undefined);
  const w = words.value;
  const take = <T,>(outcome: Outcome<T>): T | undefined => {
    failure.value = outcome.kind === 'done' ? undefined : outcome;
    return outcome.kind === 'done' ? outcome.value : undefined;
  };
  const look = async () => {
    if (client.value === undefined) return;
    shown.value = take(await deliveries(client.value, name)) ?? shown.value;
  };
  const send = async () => {
    if (client.value === undefined) return;
    const id = take(await test(client.value, name));
    if (id !== undefined) awaited.value = { id, glances: 0 };
  };
  useEffect(() => void look(), [name]);
  const following = awaited.value;
  useEffect(() => {
    if (following === undefined) return undefined;
    const wait = nextGlance(shown.value, following.id, following.glances);
    if (wait === undefined) return undefined;
    const timer = setTimeout(async () => {
      await look();
      if (awaited.value === following) {
        awaited.value = { ...following, glances: following.glances + 1 };
      }
    }, wait);
    return () => clearTimeout(timer);
  }, [following]);
  const arrived = shown.value.some(({ id }) => id === following?.id);
  return (
    <section class="deliveries" aria-labelledby="deliveries">
      <div class="heading">
        <h3 id="deliveries">{w.deliveries}</h3>
        <div class="buttons">
          <button type="button" onClick={look}>
            {w.refresh}
          </button>
          <button type="button" onClick={send}>
            {w.test}
          </button>
        </div>
      </div>
      {failure.value !== undefined && (
        <Notice tone="bad">
          <FailureText failure={failure.value} read />
        </Notice>
      )}
      {following !== undefined && !arrived && <Notice tone="plain">{w.testSent}</Notice>}
      {shown.value.length === 0 ? (
        <p class="quiet">{w.noDeliveries}</p>
      ) : (
        <ul class="rows">
          {shown.value.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </section>
  );
}

const TONES = { delivered: 'good', retrying: 'busy', failed: 'bad' } as const;

function Row({ delivery }: { delivery: Delivery }) {
  const { type, at, attempts, outcome, status, error, durationMs } = delivery;
  const w = words.value;
  const names: Record<string, string> = { ...w.webhookEventNames, 'webhook.test': w.testEvent };
  const answer = [status, error].filter((part) => part !== null).join(' ');
  return (
    <li class="delivery">
      <span class="state">
        <span class={`dot ${TONES[outcome] ?? 'idle'}`} aria-hidden="true" />
        <strong>{w.outcomes[outcome] ?? outcome}</strong>
      </span>
      <span>{names[type] ?? type}</span>
      <span class="quiet">
        <Age of={at} /> · {answer === '' ? '' : `${answer} · `}
        {w.attempts(attempts)} · {durationMs} ms
      </span>
    </li>
  );
}
