import { LIST, type Client } from './client';
import type { Outcome } from './outcome';

export type Status = 'disconnected' | 'connecting' | 'connected' | 'loggedout';

/** An instance as the API tells it. */
export interface Instance {
  name: string;
  status: Status;
  connection: { state: Status; numberJid: string | null; reason: string; until?: string };
  createdAt: string;
  stateSince: string;
  unlinkPending: boolean;
}

export interface Created {
  name: string;
  token: string;
}

/** What `connect` shows. `secondsLeft` is by the server's clock; unknown if it does not say. */
export type Code =
  | { kind: 'qr'; picture: string; secondsLeft: number | undefined }
  | { kind: 'number'; code: string; secondsLeft: number | undefined }
  | { kind: 'connected' };

const PICTURE = /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/;

const path = (verb: string, name: string) => `/api/instance/${verb}/${encodeURIComponent(name)}`;

export async function list(client: Client): Promise<Outcome<Instance[]>> {
  const outcome = await client.call<{ instances: Instance[] }>(LIST);
  return outcome.kind === 'done' ? { ...outcome, value: outcome.value.instances } : outcome;
}

export async function create(client: Client, name: string): Promise<Outcome<Created>> {
  const outcome = await client.call<{ instance: Created }>('/api/instance/new', {
    method: 'POST',
    body: { name },
  });
  return outcome.kind === 'done' ? { ...outcome, value: outcome.value.instance } : outcome;
}

export function reconnect(client: Client, name: string): Promise<Outcome<{ status: string }>> {
  return client.call(path('reconnect', name), { method: 'POST' });
}

export function logout(client: Client, name: string): Promise<Outcome<unknown>> {
  return client.call(path('logout', name), { method: 'DELETE' });
}

export function remove(client: Client, name: string): Promise<Outcome<unknown>> {
  return client.call(path('delete', name), { method: 'DELETE' });
}

/** A QR code, or with a number the code to type into that phone. */
export async function connect(
  client: Client,
  name: string,
  number: string | undefined,
  signal: AbortSignal,
): Promise<Outcome<Code>> {
  const query = number === undefined ? '' : `?number=${encodeURIComponent(number)}`;
  const outcome = await client.call<Record<string, unknown>>(path('connect', name) + query, {
    signal,
  });
  if (outcome.kind !== 'done') return outcome;
  const code = codeOf(outcome.value, secondsLeft(outcome.headers));
  return code === undefined ? { kind: 'refused', status: 200, message: '' } : { ...outcome, value: code };
}

export function codeOf(body: Record<string, unknown>, secondsLeft: number | undefined): Code | undefined {
  const { qrCodeBase64: picture, pairingCode: code, status } = body;
  if (typeof picture === 'string' && PICTURE.test(picture)) {
    return { kind: 'qr', picture, secondsLeft };
  }
  if (typeof code === 'string') return { kind: 'number', code, secondsLeft };
  return status === 'connected' ? { kind: 'connected' } : undefined;
}

/** Both headers are of the server's clock, so that ours may be wrong. */
export function secondsLeft(headers: Headers): number | undefined {
  const until = Date.parse(headers.get('X-Code-Valid-Until') ?? '');
  const sent = Date.parse(headers.get('Date') ?? '');
  const seconds = (until - sent) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
