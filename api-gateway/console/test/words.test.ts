import { describe, expect, it } from 'vitest';
import { saying } from '../src/instance/said';
import { routeOf } from '../src/route';
import { reasonWords, stateTone } from '../src/ui/state';
import { en } from '../src/words/en';
import { failureWords } from '../src/words/failures';
import { masked } from '../src/words/number';
import { pt } from '../src/words/pt';
import { ago, countdown } from '../src/words/time';
import { preferred } from '../src/words/words';
import { instance } from './an-instance';

const REASONS = [
  'created',
  'api',
  'phone',
  'pairing',
  'pairing_failed',
  'login',
  'connection_lost',
  'takeover',
  'retry',
  'replaced',
  'temp_banned',
  'locked',
  'client_outdated',
  'banned',
  'user_agent_rejected',
  'refused',
  'deleted',
];

describe('both languages', () => {
  it('have words for every reason and the same refusals', () => {
    for (const words of [en, pt]) expect(Object.keys(words.reasons)).toEqual(REASONS);
    expect(Object.keys(pt.refusals)).toEqual(Object.keys(en.refusals));
  });

  it('are chosen by what was chosen before, else by the browser, else English', () => {
    expect(preferred(['de-DE', 'pt-BR', 'en'], null)).toBe('pt');
    expect(preferred(['pt-BR'], 'en')).toBe('en');
    expect(preferred(['de'], 'xx')).toBe('en');
  });
});

describe('a number', () => {
  it('is never shown whole', () => {
    expect(masked('5511999990002:12@s.whatsapp.net')).toEqual({ shown: '+55 ••••• 0002', ending: '0002' });
    expect(masked('1234567@s.whatsapp.net')).toEqual({ shown: '+••••• 67', ending: '67' });
    expect(masked(null)).toBeUndefined();
    expect(masked('<b>1</b>')).toBeUndefined();
  });
});

describe('time', () => {
  const at = Date.parse('2026-11-23T08:00:00Z');

  it('that has passed is told in its largest whole unit', () => {
    expect(ago(at, at + 59_000, 'en')).toBe('just now');
    expect(ago(at, at + 119_000, 'en')).toBe('1 minute ago');
    expect(ago(at, at + 7_300_000, 'pt-BR')).toBe('há 2 horas');
    expect(ago(at, at + 90_000_000, 'en')).toBe('yesterday');
    expect(ago(at, at - 5_000, 'en')).toBe('just now');
  });

  it('that is left is counted down to nothing and not below', () => {
    expect([65, 59.2, 0.4, 0, -3].map(countdown)).toEqual(['1:05', '1:00', '1 s', '0 s', '0 s']);
  });
});

describe('a state', () => {
  const banned = instance('a', 'disconnected', {
    connection: { state: 'disconnected', numberJid: null, reason: 'temp_banned', until: '2026-11-23T08:00:00Z' },
  });

  it('that someone must see to is alarming, one that heals itself is not', () => {
    expect(stateTone(banned)).toBe('bad');
    expect(stateTone(instance('a', 'connecting'))).toBe('busy');
    expect(stateTone(instance('a', 'disconnected'))).toBe('idle');
    expect(stateTone(instance('a', 'connected'))).toBe('good');
  });

  it('says why and until when, and an unknown reason as it came', () => {
    expect(reasonWords(banned, en, 'en-GB')).toMatch(/^WhatsApp has banned it for a while, until 23 Nov 2026/);
    const odd = instance('a', 'connected', { connection: { state: 'connected', numberJid: null, reason: 'tide' } });
    expect(reasonWords(odd, en, 'en-GB')).toBe('tide');
  });
});

describe('what is said of a call', () => {
  it('is in our words, by the text up to a colon, or as it came', () => {
    const refused = (message: string, status = 500) => failureWords({ kind: 'refused', status, message }, en);
    expect(refused('Failed to reconnect: deadline passed')).toBe(en.refusals['Failed to reconnect']);
    expect(refused('Something new')).toBe('Something new');
    expect(refused('', 502)).toContain('502');
    expect(failureWords({ kind: 'limited', seconds: 61 }, en)).toContain('1:01');
  });

  it('follows a logout that was not confirmed until it is', () => {
    const said = {
      kind: 'answered',
      action: 'logout',
      outcome: { kind: 'refused', status: 500, message: 'Failed to logout instance' },
    } as const;
    const linked = { state: 'connected', numberJid: '5511999990002:1@s.whatsapp.net', reason: 'login' } as const;
    expect(saying(said, instance('a', 'connected', { connection: linked }), en).says).toBe(en.logoutPending);
    expect(saying(said, instance('a', 'loggedout', { unlinkPending: true }), en).says).toBe(en.logoutPending);
    expect(saying(said, instance('a', 'loggedout'), en)).toEqual({ tone: 'good', says: en.logoutDone });
  });
});

describe('an address', () => {
  it('names an instance, or else the fleet', () => {
    expect(routeOf('#/shop_1-a')).toEqual({ page: 'instance', name: 'shop_1-a', connect: false });
    expect(routeOf('#/shop/connect')).toEqual({ page: 'instance', name: 'shop', connect: true });
    for (const hash of ['', '#', '#/', '#/a/b', '#/<img>', '#/a%20b']) expect(routeOf(hash)).toEqual({ page: 'fleet' });
  });
});
