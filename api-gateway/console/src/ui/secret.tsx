import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { words } from '../words/words';

/** Something that is shown once, with a button to copy it. */
export function Secret({ text, hint }: { text: string; hint: string }) {
  const copied = useSignal<'no' | 'yes' | 'failed'>('no');
  const id = useId();
  const w = words.value;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = 'yes';
    } catch {
      copied.value = 'failed';
    }
  };
  return (
    <div class="secret">
      <p id={id}>{hint}</p>
      <div class="together">
        <input readOnly aria-labelledby={id} value={text} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" onClick={copy}>
          {copied.value === 'yes' ? w.copied : w.copy}
        </button>
      </div>
      <p class="hint" role="status">
        {copied.value === 'failed' ? w.copyFailed : copied.value === 'yes' ? w.copied : ''}
      </p>
    </div>
  );
}
