import type { Failure } from '../api/outcome';
import { countdown } from './time';
import type { Words } from './words';

/** What is said about a call that did not succeed. A text of the API that we do not know is shown as it came. */
export function failureWords(failure: Failure, words: Words): string {
  switch (failure.kind) {
    case 'limited':
      return words.limited(countdown(failure.seconds));
    case 'unsure':
      return words.unsure;
    case 'refused':
      return (
        words.refusals[failure.message] ??
        words.refusals[failure.message.split(':')[0] ?? ''] ??
        (failure.message || words.refusedOtherwise(failure.status))
      );
  }
}
