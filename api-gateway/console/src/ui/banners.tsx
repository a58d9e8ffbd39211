import { seconds, tens } from '../clock';
import { limitedUntil, live } from '../session';
import { ago, countdown } from '../words/time';
import { locale, words } from '../words/words';

/** What is true of the page as a whole: that it is cut off, or has asked too much. */
export function Banners() {
  return (
    <>
      <Limited />
      <Offline />
    </>
  );
}

function Limited() {
  const until = limitedUntil.value;
  if (until === 0) return null;
  const left = (until - seconds.value) / 1000;
  if (left <= 0) return null;
  return (
    <div class="notice busy" role="timer" id="limited">
      {words.value.limited(countdown(left))}
    </div>
  );
}

function Offline() {
  const status = live.value;
  if (status.kind !== 'offline') return null;
  const since = ago(status.since, Math.max(tens.value, status.since), locale.value);
  const wait = countdown((status.next - seconds.value) / 1000);
  return (
    <div class="notice busy" role="timer" id="offline">
      {words.value.offlineLong(since, wait)}
    </div>
  );
}
