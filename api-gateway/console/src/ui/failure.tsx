import type { Failure } from '../api/outcome';
import { seconds } from '../clock';
import { limitedUntil } from '../session';
import { failureWords } from '../words/failures';
import { countdown } from '../words/time';
import { words } from '../words/words';

/** Why a call did not succeed. `read` where it only asked, so that no answer means nothing was done. */
export function FailureText({ failure, read = false }: { failure: Failure; read?: boolean }) {
  const w = words.value;
  if (failure.kind === 'limited') return <Limited said={failureWords(failure, w)} />;
  return <>{failure.kind === 'unsure' && read ? w.unsureRead : failureWords(failure, w)}</>;
}

/** Counts down for the eyes; a screen reader is told once. */
function Limited({ said }: { said: string }) {
  const left = (limitedUntil.value - seconds.value) / 1000;
  const w = words.value;
  return (
    <>
      <span aria-hidden="true">{left > 0 ? w.limited(countdown(left)) : w.limitedOver}</span>
      <span class="unseen">{said}</span>
    </>
  );
}
