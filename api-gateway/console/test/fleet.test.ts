import { describe, expect, it } from 'vitest';
import { after, fleetOf } from '../src/fleet/fleet';
import { counts, select, type Wanted } from '../src/fleet/select';
import { instance } from './an-instance';

const fleet = fleetOf([
  instance('shop-10', 'connected', {
    stateSince: '2026-11-23T09:00:00Z',
    connection: { state: 'connected', numberJid: '5511999990042:3@s.whatsapp.net', reason: 'login' },
  }),
  instance('shop-2', 'loggedout', { unlinkPending: true }),
  instance('Bakery', 'connecting'),
  instance('zoo', 'disconnected'),
]);
const names = (wanted: Partial<Wanted>) =>
  select(fleet, { filter: 'all', search: '', sort: 'name', ...wanted }).map(({ name }) => name);

describe('the fleet shown', () => {
  it('is in the order of names, numbers in them as numbers', () => {
    expect(names({})).toEqual(['Bakery', 'shop-2', 'shop-10', 'zoo']);
  });

  it('begins with what needs someone, or with what changed last', () => {
    expect(names({ sort: 'state' })).toEqual(['shop-2', 'zoo', 'Bakery', 'shop-10']);
    expect(names({ sort: 'changed' })[0]).toBe('shop-10');
  });

  it('is searched in names, and in the four digits that are shown', () => {
    expect(names({ search: ' SHOP ' })).toEqual(['shop-2', 'shop-10']);
    expect(names({ search: '0042' })).toEqual(['shop-10']);
    expect(names({ search: '5511' })).toEqual([]);
  });

  it('is filtered by state and by pending unlinks, and counted', () => {
    expect(names({ filter: 'pending' })).toEqual(['shop-2']);
    expect(names({ filter: 'disconnected' })).toEqual(['zoo']);
    expect(counts(fleet)).toEqual({ all: 4, connected: 1, connecting: 1, disconnected: 1, loggedout: 1, pending: 1 });
  });
});

describe('an event of the stream', () => {
  it('replaces everything, adds or replaces one, or takes one away', () => {
    const one = after(fleet, 'instances', JSON.stringify({ instances: [instance('a', 'connected')] }));
    expect([...one.keys()]).toEqual(['a']);
    const changed = after(
      one,
      'instance',
      JSON.stringify({ type: 'instance.state', instance: instance('a', 'loggedout') }),
    );
    expect(changed.get('a')?.status).toBe('loggedout');
    expect(one.get('a')?.status).toBe('connected');
    expect(after(changed, 'removed', '{"name":"a"}').size).toBe(0);
  });

  it('changes nothing when it is unknown or says nothing', () => {
    for (const [name, data] of [
      ['later', '{}'],
      ['instance', '{"instance":null}'],
      ['instances', 'nonsense'],
      ['removed', '7'],
    ] as const) {
      expect(after(fleet, name, data)).toBe(fleet);
    }
  });
});
