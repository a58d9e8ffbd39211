import { signal } from '@preact/signals';

/** Where in the page we are, as its address says behind the `#`. */
export type Route = { page: 'fleet' } | { page: 'instance'; name: string; connect: boolean };

export function routeOf(hash: string): Route {
  const match = /^#\/([A-Za-z0-9_-]{1,100})(\/connect)?$/.exec(hash);
  return match?.[1] === undefined
    ? { page: 'fleet' }
    : { page: 'instance', name: match[1], connect: match[2] !== undefined };
}

export function address(name: string, connect = false): string {
  return `#/${name}${connect ? '/connect' : ''}`;
}

export const route = signal<Route>({ page: 'fleet' });

export function startRoute(): void {
  const read = () => {
    route.value = routeOf(location.hash);
    const { value } = route;
    document.title = value.page === 'instance' ? `${value.name} · Linkfleet` : 'Linkfleet';
  };
  addEventListener('hashchange', read);
  read();
}
