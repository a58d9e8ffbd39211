import { seconds } from '../clock';
import { words } from '../words/words';
import { Stopped } from './stopped';
import { usePairing } from './use-pairing';

export function QrCode({ name }: { name: string }) {
  const [step, again] = usePairing(name, undefined);
  const w = words.value;
  switch (step.kind) {
    case 'qr':
      return (
        <div class="qr">
          <img src={step.picture} alt={w.qrAlt} width="352" height="352" />
          <div>
            <p>{w.qrSteps}</p>
            {step.validUntil !== undefined && <Left until={step.validUntil} />}
          </div>
        </div>
      );
    case 'paused':
    case 'failed':
      return <Stopped step={step} again={again} />;
    case 'connected':
      return <p role="status">{w.connectedNow}</p>;
    case 'asking':
    case 'number':
      return (
        <p class="quiet" role="status">
          {w.qrWaiting}
        </p>
      );
  }
}

function Left({ until }: { until: number }) {
  const left = Math.ceil((until - seconds.value) / 1000);
  const w = words.value;
  return (
    <p class="quiet" role="timer">
      {left > 0 ? w.qrFresh(left) : w.qrReplacing}
    </p>
  );
}
