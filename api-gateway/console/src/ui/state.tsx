import type { Instance } from '../api/instances';
import { moment } from '../words/time';
import { masked } from '../words/number';
import { locale, words, type Words } from '../words/words';
import { Age } from './age';

const ALARMING = new Set([
  'replaced',
  'temp_banned',
  'locked',
  'client_outdated',
  'banned',
  'user_agent_rejected',
  'refused',
]);

export type StateTone = 'good' | 'busy' | 'bad' | 'idle';

export function stateTone({ status, connection }: Instance): StateTone {
  if (status === 'connected') return 'good';
  if (ALARMING.has(connection.reason)) return 'bad';
  return status === 'connecting' ? 'busy' : 'idle';
}

/** Why it is in its state, and until when where that is known. */
export function reasonWords({ connection }: Instance, w: Words, locale: string): string {
  const reason = w.reasons[connection.reason] ?? connection.reason;
  const until = Date.parse(connection.until ?? '');
  return Number.isNaN(until) ? reason : `${reason}, ${w.until(moment(until, locale))}`;
}

/** State, reason and age, the same everywhere. */
export function State({ instance }: { instance: Instance }) {
  const w = words.value;
  return (
    <span class="state">
      <span class={`dot ${stateTone(instance)}`} aria-hidden="true" />
      <span>
        <strong>{w.states[instance.status] ?? instance.status}</strong>{' '}
        <span class="quiet">
          <Age of={instance.stateSince} /> · {reasonWords(instance, w, locale.value)}
        </span>
      </span>
    </span>
  );
}

export function NumberOf({ instance }: { instance: Instance }) {
  const number = masked(instance.connection.numberJid);
  if (number === undefined) return <span class="quiet">{words.value.notLinked}</span>;
  return (
    <span class="number">
      <span aria-hidden="true">{number.shown}</span>
      <span class="unseen">{words.value.numberEnding(number.ending)}</span>
    </span>
  );
}

export function Pending() {
  return <span class="badge">{words.value.pending}</span>;
}
