import { computed, signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fleet } from '../session';
import { words } from '../words/words';
import { CreateDialog } from './create-dialog';
import { Row } from './row';
import { counts, select, type Wanted } from './select';
import { Toolbar } from './toolbar';

/** Rows are made by and by, as one scrolls: a thousand at once would be felt. */
const STEP = 80;

export const wanted = signal<Wanted>({ filter: 'all', search: '', sort: 'name' });
const shown = computed(() => select(fleet.value, wanted.value));
const found = computed(() => counts(fleet.value));

export function FleetPage() {
  const creating = useSignal(false);
  const w = words.value;
  const all = fleet.value.size;
  return (
    <>
      <div class="heading">
        <h1>
          {w.instances} <span class="quiet count">{w.found(shown.value.length, all)}</span>
        </h1>
        <button class="primary" type="button" onClick={() => (creating.value = true)}>
          {w.newInstance}
        </button>
      </div>
      {all > 0 && <Toolbar wanted={wanted} counts={found.value} />}
      {all === 0 ? <Nothing /> : <Rows />}
      {creating.value && <CreateDialog onClose={() => (creating.value = false)} />}
    </>
  );
}

function Nothing() {
  const w = words.value;
  return (
    <div class="card empty">
      <h2>{w.none}</h2>
      <p class="quiet">{w.noneHint}</p>
    </div>
  );
}

function Rows() {
  const limit = useSignal(STEP);
  const w = words.value;
  const instances = shown.value;
  useEffect(() => {
    limit.value = STEP;
  }, [wanted.value]);
  const more = () => {
    limit.value += STEP;
  };
  if (instances.length === 0) {
    const clear = () => {
      wanted.value = { ...wanted.value, filter: 'all', search: '' };
    };
    return (
      <div class="card empty">
        <p>{w.noMatch}</p>
        <button type="button" onClick={clear}>
          {w.clearSearch}
        </button>
      </div>
    );
  }
  const left = instances.length - limit.value;
  return (
    <>
      <ul class="rows">
        {instances.slice(0, limit.value).map((instance) => (
          <Row key={instance.name} instance={instance} />
        ))}
      </ul>
      {left > 0 && (
        <button class="more" type="button" onClick={more} ref={(button) => whenSeen(button, more)}>
          {w.showMore(Math.min(left, STEP))}
        </button>
      )}
    </>
  );
}

const watched = new WeakMap<Element, () => void>();
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) watched.get(target)?.();
  },
  { rootMargin: '600px' },
);

function whenSeen(element: Element | null, then: () => void): void {
  if (element === null) return;
  watched.set(element, then);
  observer.unobserve(element);
  observer.observe(element);
}
