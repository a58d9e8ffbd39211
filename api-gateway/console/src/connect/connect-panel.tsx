import { useSignal } from '@preact/signals';
import type { Instance } from '../api/instances';
import { address } from '../route';
import { words } from '../words/words';
import { CodeByNumber } from './code-by-number';
import { QrCode } from './qr-code';

/** Links a phone: a code to scan, or one to type. Closes by itself once the instance is connected. */
export function ConnectPanel({ instance }: { instance: Instance }) {
  const way = useSignal<'qr' | 'number'>('qr');
  const number = useSignal<string | undefined>(undefined);
  const w = words.value;
  const answered = instance.status === 'connecting' && instance.connection.reason === 'pairing';
  const tab = (to: 'qr' | 'number', label: string) => (
    <label>
      <input
        type="radio"
        name="way"
        checked={way.value === to}
        onChange={() => {
          way.value = to;
          number.value = undefined;
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <section class="card connect" aria-label={w.connectTitle}>
      <div class="heading">
        <h2>{w.connectTitle}</h2>
        <a class="button" href={address(instance.name)}>
          {w.cancel}
        </a>
      </div>
      <fieldset class="chips">
        <legend class="unseen">{w.connectTitle}</legend>
        {tab('qr', w.byQr)}
        {tab('number', w.byNumber)}
      </fieldset>
      {answered ? (
        <p role="status">{w.scanned}</p>
      ) : way.value === 'qr' ? (
        <QrCode name={instance.name} />
      ) : (
        <CodeByNumber name={instance.name} number={number.value} ask={(asked) => (number.value = asked)} />
      )}
    </section>
  );
}
