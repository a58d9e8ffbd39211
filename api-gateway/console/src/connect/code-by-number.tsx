import { useSignal } from '@preact/signals';
import { seconds } from '../clock';
import { Field } from '../ui/field';
import { words } from '../words/words';
import { Stopped } from './stopped';
import { usePairing } from './use-pairing';

interface Props {
  name: string;
  number: string | undefined;
  ask: (number: string | undefined) => void;
}

export function CodeByNumber({ name, number, ask }: Props) {
  return number === undefined ? <NumberForm ask={ask} /> : <Code name={name} number={number} />;
}

const NUMBER = /^[1-9][0-9]{6,14}$/;

function NumberForm({ ask }: { ask: (number: string) => void }) {
  const text = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const w = words.value;
  const submit = (event: Event) => {
    event.preventDefault();
    const digits = text.value.replace(/[\s()+.-]/g, '');
    if (NUMBER.test(digits)) ask(digits);
    else error.value = w.phoneBad;
  };
  return (
    <form onSubmit={submit} noValidate>
      <Field label={w.phoneLabel} hint={w.phoneHint} error={error.value}>
        {(props) => (
          <input
            {...props}
            type="tel"
            autocomplete="off"
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              error.value = undefined;
            }}
          />
        )}
      </Field>
      <button class="primary" type="submit">
        {w.phoneAsk}
      </button>
    </form>
  );
}

function Code({ name, number }: { name: string; number: string }) {
  const [step, again] = usePairing(name, number);
  const w = words.value;
  switch (step.kind) {
    case 'number':
      return (
        <div class="code">
          <p>{w.phoneSteps}</p>
          <p class="digits" role="status">
            {step.code}
          </p>
          {step.validUntil !== undefined && <Left until={step.validUntil} />}
        </div>
      );
    case 'paused':
    case 'failed':
      return <Stopped step={step} again={again} />;
    case 'connected':
      return <p role="status">{w.connectedNow}</p>;
    case 'asking':
    case 'qr':
      return (
        <p class="quiet" role="status">
          {w.qrWaiting}
        </p>
      );
  }
}

function Left({ until }: { until: number }) {
  const left = Math.ceil((until - seconds.value) / 1000);
  return (
    <p class="quiet" role="timer">
      {left > 0 ? words.value.phoneLeft(left) : words.value.qrReplacing}
    </p>
  );
}
