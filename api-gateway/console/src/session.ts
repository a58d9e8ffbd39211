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
/** Whether a session of before a reload is being taken up again, or what stands in the way. */
export const resuming = signal<'no' | 'now' | Failure>('no');

let stream: LiveStream | undefined;

export type SignedIn = { kind: 'in' } | { kind: 'noToken' } | Failure;

/** Lets the token show itself by listing what it may see. */
export async function signIn(token: string): Promise<SignedIn> {
  if (!TOKEN.test(token)) return { kind: 'noToken' };
  const ofToken = () => turnedAway(token);
  const asking = new Client(token, limited, ofToken);
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
    turnedAway: ofToken,
  });
  stream.start();
  return { kind: 'in' };
}

export function signOut(): void {
  sessionStorage.removeItem(STORED);
  resuming.value = 'no';
  stream?.stop();
  stream = undefined;
  client.value = undefined;
  fleet.value = new Map();
  limitedUntil.value = 0;
  deleted.value = new Set();
  location.hash = '';
}

/** Takes up the session of before a reload, if there was one. */
export async function resume(): Promise<void> {
  const token = sessionStorage.getItem(STORED);
  if (token === null) return;
  resuming.value = 'now';
  const outcome = await signIn(token);
  if (outcome.kind === 'in' || outcome.kind === 'noToken') {
    resuming.value = 'no';
  } else if (outcome.kind === 'refused' && outcome.status === 401) {
    signOut();
    wasTurnedAway.value = true;
  } else {
    resuming.value = outcome;
  }
}

/** It was deleted here, and answered so: its page need not wait for the stream to say it. */
export function forget(name: string): void {
  deleted.value = new Set(deleted.value).add(name);
  fleet.value = without(fleet.value, name);
}

/** After an action: the stream tells what became of it, unless it is away. */
export async function lookAgain(): Promise<void> {
  const asking = client.value;
  if (asking === undefined || live.value.kind === 'live') return;
  const outcome = await list(asking);
  if (outcome.kind === 'done' && client.value === asking) fleet.value = fleetOf(outcome.value);
}

function limited(seconds: number): void {
  limitedUntil.value = Math.max(limitedUntil.value, Date.now() + seconds * 1000);
}

function turnedAway(token: string): void {
  if (client.value?.token !== token) return;
  signOut();
  wasTurnedAway.value = true;
}
