import type { Instance, Status } from '../src/api/instances';

export function instance(name: string, status: Status, more: Partial<Instance> = {}): Instance {
  return {
    name,
    status,
    connection: { state: status, numberJid: null, reason: 'api' },
    createdAt: '2026-11-23T08:00:00Z',
    stateSince: '2026-11-23T08:00:00Z',
    unlinkPending: false,
    ...more,
  };
}
