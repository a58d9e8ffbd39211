import { computed, signal } from '@preact/signals';
import { Client } from './api/client';
import { list } from './api/instances';
import type { Failure } from './api/outcome';
import { after, fleetOf, without, type Fleet } from './fleet/fleet';
import { LiveStream, type LiveStatus } from './stream/live';

/** Kept until the tab is closed, also over a reload of the page. */
const STORED = 'linkfleet.token';
/** Tokens of accounts are made by the gateway; those of instances may be chosen. */
const ACCOUNT = /^lfa_[A-Za-z0-9_-]{32}$/;
const TOKEN = /^[!-~]{16,256}$/;

export const fleet = signal<Fleet>(new Map());
export const live = signal<LiveStatus>({ kind: 'ended' });
/** Until when the token may make no request, in milliseconds. */
export const limitedUntil = signal(0);
/** Whether the last session ended because its token is valid no more. */
export const wasTurnedAway = signal(false);
/** Signed in when there is one. */
export const client = signal<Client | undefined>(undefined);
export const ofAccount = computed(() => ACCOUNT.test(client.value?.token ?? ''));
/** Names that were deleted here: that they are gone is no surprise. */
export const deleted = signal<ReadonlySet<string>>(new Set());
/** Whether a session of before a reload is being taken up again. */
export const resuming = signal(false);

let stream: LiveStream | undefined;

export type SignedIn = { kind: 'in' } | { kind: 'noToken' } | Failure;

/** Lets the token show itself by listing what it may see. */
export async function signIn(token: string): Promise<SignedIn> {
  if (!TOKEN.test(token)) return { kind: 'noToken' };
  const asking = new Client(token, limited, turnedAway);
  const outcome = await list(asking);
  if (outcome.kind !== 'done') return outcome;
  sessionStorage.setItem(STORED, token);
  wasTurnedAway.value = false;
  fleet.value = fleetOf(outcome.value);
  client.value = asking;
  stream = new LiveStream(token, {
    event: (name, data) => {
      fleet.value = after(fleet.value, name, data);
    },
    status: (status) => {
      live.value = status;
    },
    turnedAway,
  });
  stream.start();
  return { kind: 'in' };
}

export function signOut(): void {
  sessionStorage.removeItem(STORED);
  stream?.stop();
  stream = undefined;
  client.value = undefined;
  fleet.value = new Map();
  limitedUntil.value = 0;
  deleted.value = new Set();
  location.hash = '';
}

/** Takes up the session of before a reload, if there was one. Answers with what stood in the way. */
export async function resume(): Promise<Failure | undefined> {
  const token = sessionStorage.getItem(STORED);
  if (token === null) return undefined;
  resuming.value = true;
  const outcome = await signIn(token);
  resuming.value = false;
  return outcome.kind === 'in' || outcome.kind === 'noToken' ? undefined : outcome;
}

/** It was deleted here, and answered so: its page need not wait for the stream to say it. */
export function forget(name: string): void {
  deleted.value = new Set(deleted.value).add(name);
  fleet.value = without(fleet.value, name);
}

/** After an action: the stream tells what became of it, unless it is away. */
export async function lookAgain(): Promise<void> {
  if (client.value === undefined || live.value.kind === 'live') return;
  const outcome = await list(client.value);
  if (outcome.kind === 'done') fleet.value = fleetOf(outcome.value);
}

function limited(seconds: number): void {
  limitedUntil.value = Math.max(limitedUntil.value, Date.now() + seconds * 1000);
}

function turnedAway(): void {
  if (client.value === undefined) return;
  signOut();
  wasTurnedAway.value = true;
}
