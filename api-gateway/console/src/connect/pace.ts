/** Codes are asked for again this often at least: someone else may have asked for another kind of code. */
const LONGEST = 10;
/** WhatsApp has put the next code on show by then. */
const AFTER_ROTATION = 0.4;
/** Nobody is there any more: WhatsApp hands out codes for under three minutes, and this is two such rounds. */
const ROUNDS_END = 330_000;

/** Seconds until the code is asked for again: a handful of requests a minute, whatever the lifetimes. */
export function nextLook(secondsLeft: number | undefined): number {
  const rotation = secondsLeft === undefined ? LONGEST : secondsLeft + AFTER_ROTATION;
  return Math.min(LONGEST, Math.max(2, rotation));
}

/** Whether to stop asking until someone wants it: after so long since the first code. */
export function isAbandoned(firstShown: number, now: number): boolean {
  return now - firstShown > ROUNDS_END;
}
