import type { Client } from './client';
import type { Outcome } from './outcome';

export const EVENTS = ['instance.state', 'instance.logged_out'] as const;
export type EventType = (typeof EVENTS)[number];

export interface Webhook {
  url: string;
  events: EventType[];
  authorization: boolean;
}

export interface Settings {
  url: string;
  events: EventType[];
  authorization?: string;
}

export interface Delivery {
  id: string;
  type: string;
  at: string;
  attempts: number;
  outcome: 'delivered' | 'retrying' | 'failed';
  status: number | null;
  error: string | null;
  durationMs: number;
}

const path = (name: string, what = '') => `/api/instance/webhook/${encodeURIComponent(name)}${what}`;

/** `undefined` where the instance has no webhook. */
export async function find(client: Client, name: string): Promise<Outcome<Webhook | undefined>> {
  const outcome = await client.call<{ webhook: Webhook }>(path(name));
  if (outcome.kind === 'done') return { ...outcome, value: outcome.value.webhook };
  return outcome.kind === 'refused' && outcome.message === 'Webhook not found'
    ? { kind: 'done', value: undefined, headers: new Headers() }
    : outcome;
}

/** The secret that proves our deliveries, shown once. */
export async function save(client: Client, name: string, settings: Settings): Promise<Outcome<string>> {
  const outcome = await client.call<{ webhook: { secret: string } }>(path(name), {
    method: 'POST',
    body: settings,
  });
  return outcome.kind === 'done' ? { ...outcome, value: outcome.value.webhook.secret } : outcome;
}

export function remove(client: Client, name: string): Promise<Outcome<unknown>> {
  return client.call(path(name), { method: 'DELETE' });
}

/** The id of the delivery that was queued. */
export async function test(client: Client, name: string): Promise<Outcome<string>> {
  const outcome = await client.call<{ delivery: { id: string } }>(path(name, '/test'), {
    method: 'POST',
  });
  return outcome.kind === 'done' ? { ...outcome, value: outcome.value.delivery.id } : outcome;
}

export async function deliveries(client: Client, name: string): Promise<Outcome<Delivery[]>> {
  const outcome = await client.call<{ deliveries: Delivery[] }>(path(name, '/deliveries'));
  return outcome.kind === 'done' ? { ...outcome, value: outcome.value.deliveries } : outcome;
}
