import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { client } from '../session';
import { pair, type Step } from './pairing';

/** The pairing under way, and how to begin it anew. Without a client there is none. */
export function usePairing(name: string, number: string | undefined): [Step, () => void] {
  const step = useSignal<Step>({ kind: 'asking' });
  const round = useSignal(0);
  const by = client.value;
  useEffect(() => {
    const ended = new AbortController();
    if (by !== undefined) {
      void pair(by, name, number, ended.signal, (next) => (step.value = next));
    }
    return () => ended.abort();
  }, [by, name, number, round.value]);
  return [step.value, () => round.value++];
}
