import type { Instance } from '../api/instances';
import type { Failure, Outcome } from '../api/outcome';
import type { Tone } from '../ui/notice';
import { failureWords } from '../words/failures';
import type { Words } from '../words/words';

export type Action = 'reconnect' | 'logout' | 'remove';

/** What was last done here, and what came of it. */
export type Said =
  | { kind: 'waiting'; action: Action }
  | { kind: 'answered'; action: Action; outcome: Outcome<unknown> }
  | { kind: 'connected' };

export interface Saying {
  tone: Tone;
  says: string | Failure;
}

/** The truth about it as far as it is known now: a logout that was not confirmed is, once the instance says so. */
export function saying(said: Said, instance: Instance, w: Words): Saying {
  switch (said.kind) {
    case 'connected':
      return { tone: 'good', says: w.connectedNow };
    case 'waiting':
      return { tone: 'plain', says: said.action === 'logout' ? w.logoutBusy : w.busy };
    case 'answered':
      return answered(said.action, said.outcome, instance, w);
  }
}

function answered(action: Action, outcome: Outcome<unknown>, instance: Instance, w: Words): Saying {
  if (outcome.kind === 'done') return { tone: 'good', says: done(action, outcome.value, instance, w) };
  if (action === 'logout' && (outcome.kind === 'unsure' || isNotConfirmed(outcome))) {
    return isUnlinked(instance)
      ? { tone: 'good', says: w.logoutDone }
      : { tone: 'busy', says: failureWords(outcome, w) };
  }
  return { tone: 'bad', says: outcome };
}

function done(action: Action, body: unknown, { status }: Instance, w: Words): string {
  switch (action) {
    case 'logout':
      return w.logoutDone;
    case 'reconnect':
      if ((body as { status?: string }).status === 'connected') return w.reconnectNothing;
      return status === 'connected' ? w.connectedNow : w.reconnectDone;
    case 'remove':
      return '';
  }
}

function isNotConfirmed(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'refused' && outcome.status === 500;
}

/** Not merely logged out for the caller: nothing of it is left at WhatsApp. */
export function isUnlinked({ status, connection, unlinkPending }: Instance): boolean {
  return status === 'loggedout' && connection.numberJid === null && !unlinkPending;
}
