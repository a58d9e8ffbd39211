import type { Client } from '../api/client';
import { connect } from '../api/instances';
import type { Failure } from '../api/outcome';
import { isAbandoned, nextLook } from './pace';

/** What there is to see while a phone is being linked. `validUntil` is by our clock, in milliseconds. */
export type Step =
  | { kind: 'asking' }
  | { kind: 'qr'; picture: string; validUntil: number | undefined }
  | { kind: 'number'; code: string; validUntil: number | undefined }
  | { kind: 'paused' }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'connected' };

/** Shows the code that is valid, again and again, until a phone is linked, it fails, nobody comes, or it is aborted. */
export async function pair(
  client: Client,
  name: string,
  number: string | undefined,
  signal: AbortSignal,
  show: (step: Step) => void,
): Promise<void> {
  let first: number | undefined;
  show({ kind: 'asking' });
  while (!signal.aborted) {
    await untilVisible(signal);
    if (first !== undefined && isAbandoned(first, Date.now())) return show({ kind: 'paused' });
    const outcome = await connect(client, name, number, signal);
    if (signal.aborted) return;
    if (outcome.kind !== 'done') {
      show({ kind: 'failed', failure: outcome });
      if (outcome.kind !== 'limited') return;
      await sleep(outcome.seconds, signal);
      continue;
    }
    const code = outcome.value;
    if (code.kind === 'connected') return show(code);
    const since = Date.now();
    first ??= since;
    const { secondsLeft } = code;
    const validUntil = secondsLeft === undefined ? undefined : since + secondsLeft * 1000;
    show(
      code.kind === 'qr'
        ? { kind: 'qr', picture: code.picture, validUntil }
        : { kind: 'number', code: code.code, validUntil },
    );
    await sleep(nextLook(secondsLeft), signal);
  }
}

/** Nobody scans what nobody sees. */
function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
    look();
  });
}

function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, seconds * 1000);
    signal.addEventListener('abort', done);
  });
}
