import type { Delivery } from '../api/webhooks';

const PAUSES = [500, 1_000, 2_000, 4_000, 8_000];

/** Milliseconds until the list is looked at again for this delivery; `undefined` once it is settled or takes too long. */
export function nextGlance(shown: readonly Delivery[], awaited: string, glances: number): number | undefined {
  const delivery = shown.find(({ id }) => id === awaited);
  return delivery !== undefined && delivery.outcome !== 'retrying' ? undefined : PAUSES[glances];
}
