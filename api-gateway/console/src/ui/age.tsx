import { tens } from '../clock';
import { ago, moment } from '../words/time';
import { locale } from '../words/words';

/** How long ago, kept up to date by itself. */
export function Age({ of }: { of: string }) {
  const then = Date.parse(of);
  const now = Math.max(tens.value, then);
  return (
    <time dateTime={of} title={moment(then, locale.value)}>
      {ago(then, now, locale.value)}
    </time>
  );
}
