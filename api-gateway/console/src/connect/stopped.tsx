import { FailureText } from '../ui/failure';
import { Notice } from '../ui/notice';
import { words } from '../words/words';
import type { Step } from './pairing';

interface Props {
  step: Extract<Step, { kind: 'paused' | 'failed' }>;
  again: () => void;
}

/** Why there is no code, and a button to ask for one; over the limit it goes on by itself. */
export function Stopped({ step, again }: Props) {
  const w = words.value;
  const goesOn = step.kind === 'failed' && step.failure.kind === 'limited';
  return (
    <>
      <Notice tone={step.kind === 'paused' ? 'plain' : 'bad'}>
        {step.kind === 'paused' ? w.qrPaused : <FailureText failure={step.failure} read />}
      </Notice>
      {!goesOn && (
        <button class="primary" type="button" onClick={again}>
          {step.kind === 'paused' ? w.qrAgain : w.tryAgain}
        </button>
      )}
    </>
  );
}
