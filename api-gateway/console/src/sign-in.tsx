import { useSignal } from '@preact/signals';
import { signIn, wasTurnedAway, type SignedIn } from './session';
import { FailureText } from './ui/failure';
import { Field } from './ui/field';
import { Notice } from './ui/notice';
import { words } from './words/words';

export function SignIn() {
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
  return (
    <form class="card sign-in" onSubmit={enter} autocomplete="off">
      <h1>{w.signIn}</h1>
      {wasTurnedAway.value && <Notice tone="bad">{w.turnedAway}</Notice>}
      {result.value !== undefined && result.value.kind !== 'in' && (
        <Notice tone="bad">
          <Refused result={result.value} />
        </Notice>
      )}
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

function Refused({ result }: { result: Exclude<SignedIn, { kind: 'in' }> }) {
  const w = words.value;
  if (result.kind === 'noToken') return <>{w.tokenForm}</>;
  if (result.kind === 'refused' && result.status === 401) return <>{w.tokenBad}</>;
  return <FailureText failure={result} read />;
}
