import { useSignal } from '@preact/signals';
import type { Failure } from './api/outcome';
import { signIn, wasTurnedAway, type SignedIn } from './session';
import { Field } from './ui/field';
import { Notice } from './ui/notice';
import { failureWords } from './words/failures';
import { words, type Words } from './words/words';

export function SignIn({ failure }: { failure: Failure | undefined }) {
  const token = useSignal('');
  const busy = useSignal(false);
  const result = useSignal<SignedIn | undefined>(undefined);
  const w = words.value;
  const enter = async (event: Event) => {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    result.value = undefined;
    wasTurnedAway.value = false;
    const entered = await signIn(token.value.trim());
    busy.value = false;
    result.value = entered;
  };
  const said = text(result.value ?? failure, w);
  return (
    <form class="card sign-in" onSubmit={enter} autocomplete="off">
      <h1>{w.signIn}</h1>
      {wasTurnedAway.value && said === '' && <Notice tone="bad">{w.turnedAway}</Notice>}
      {said !== '' && <Notice tone="bad">{said}</Notice>}
      <Field label={w.tokenLabel} hint={w.tokenHint}>
        {(props) => (
          <input
            {...props}
            type="password"
            required
            spellcheck={false}
            autocomplete="off"
            value={token.value}
            onInput={(event) => (token.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <button class="primary" type="submit" aria-disabled={busy.value}>
        {busy.value ? w.signingIn : w.signIn}
      </button>
    </form>
  );
}

function text(result: SignedIn | undefined, w: Words): string {
  if (result === undefined || result.kind === 'in') return '';
  if (result.kind === 'noToken') return w.tokenForm;
  if (result.kind === 'refused' && result.status === 401) return w.tokenBad;
  return result.kind === 'unsure' ? w.unsureRead : failureWords(result, w);
}
