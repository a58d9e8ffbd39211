const UNIT = 1_000;
const CAP = 30_000;

/**
 * Milliseconds before the next try, after so many failures in a row (from 1): doubling, and anywhere in the upper half
 * of that, so that pages which lost one gateway do not come back as one. Never sooner than the server asked for.
 */
export function pause(failures: number, random: () => number, atLeastSeconds = 0): number {
  const full = Math.min(CAP, UNIT * 2 ** Math.min(failures - 1, 20));
  return Math.round(Math.max(full * (0.5 + random() / 2), atLeastSeconds * 1_000));
}
