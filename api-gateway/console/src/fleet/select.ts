import type { Instance, Status } from '../api/instances';
import type { Fleet } from './fleet';

export const FILTERS = ['all', 'connected', 'connecting', 'disconnected', 'loggedout', 'pending'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['name', 'changed', 'state'] as const;
export type Sort = (typeof SORTS)[number];

export interface Wanted {
  filter: Filter;
  search: string;
  sort: Sort;
}

/** What needs someone comes first. */
const URGENCY: Record<Status, number> = {
  disconnected: 0,
  loggedout: 1,
  connecting: 2,
  connected: 3,
};

export function select(fleet: Fleet, { filter, search, sort }: Wanted): Instance[] {
  const words = search.trim().toLowerCase();
  return [...fleet.values()]
    .filter((instance) => passes(instance, filter) && matches(instance, words))
    .sort(ORDER[sort]);
}

export function counts(fleet: Fleet): Record<Filter, number> {
  const found = Object.fromEntries(FILTERS.map((filter) => [filter, 0])) as Record<Filter, number>;
  for (const instance of fleet.values()) {
    for (const filter of FILTERS) if (passes(instance, filter)) found[filter]++;
  }
  return found;
}

function passes(instance: Instance, filter: Filter): boolean {
  if (filter === 'all') return true;
  return filter === 'pending' ? instance.unlinkPending : instance.status === filter;
}

/** In the name, or digits at the end of the number: all that is shown of it. */
function matches(instance: Instance, words: string): boolean {
  if (words === '' || instance.name.toLowerCase().includes(words)) return true;
  const digits = /^(\d+)/.exec(instance.connection.numberJid ?? '')?.[1];
  return /^\d{2,4}$/.test(words) && digits !== undefined && digits.slice(-4).includes(words);
}

const names = new Intl.Collator('en', { numeric: true });
const byName = (a: Instance, b: Instance) => names.compare(a.name, b.name);

const ORDER: Record<Sort, (a: Instance, b: Instance) => number> = {
  name: byName,
  changed: (a, b) => Date.parse(b.stateSince) - Date.parse(a.stateSince) || byName(a, b),
  state: (a, b) =>
    Number(b.unlinkPending) - Number(a.unlinkPending) || URGENCY[a.status] - URGENCY[b.status] || byName(a, b),
};
