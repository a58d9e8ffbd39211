import type { Signal } from '@preact/signals';
import { words } from '../words/words';
import { FILTERS, SORTS, type Filter, type Sort, type Wanted } from './select';

interface Props {
  wanted: Signal<Wanted>;
  counts: Record<Filter, number>;
}

export function Toolbar({ wanted, counts }: Props) {
  const w = words.value;
  const now = wanted.value;
  const want = (change: Partial<Wanted>) => {
    wanted.value = { ...now, ...change };
  };
  return (
    <div class="toolbar" role="search">
      <div class="together">
        <input
          type="search"
          aria-label={w.search}
          placeholder={w.search}
          value={now.search}
          onInput={(event) => want({ search: event.currentTarget.value })}
        />
        <select
          aria-label={w.sortBy}
          value={now.sort}
          onChange={(event) => want({ sort: event.currentTarget.value as Sort })}
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {w.sorts[sort]}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="chips">
        <legend class="unseen">{w.filter}</legend>
        {FILTERS.filter((one) => isOffered(one, now.filter, counts)).map((filter) => (
          <label key={filter}>
            <input type="radio" name="filter" checked={now.filter === filter} onChange={() => want({ filter })} />
            <span>
              {w.filters[filter]} <span class="count">{counts[filter]}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function isOffered(filter: Filter, chosen: Filter, counts: Record<Filter, number>): boolean {
  return filter === 'all' || filter === chosen || counts[filter] > 0;
}
