import { describe, expect, it } from 'vitest';
import { codeOf, secondsLeft } from '../src/api/instances';
import { outcomeOf, retryAfter } from '../src/api/outcome';
import { isAbandoned, nextLook } from '../src/connect/pace';
import { pause } from '../src/stream/backoff';
import { nextGlance } from '../src/webhook/glances';

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  outcomeOf(new Response(body, { status, headers }));

describe('an answer', () => {
  it('is what it says in the envelope', async () => {
    expect(await answer(200, '{"success":true}')).toMatchObject({ kind: 'done', value: { success: true } });
    expect(await answer(409, '{"success":false,"error":{"message":"no"}}')).toEqual({
      kind: 'refused',
      status: 409,
      message: 'no',
    });
    expect(await answer(502, '<html>')).toEqual({ kind: 'refused', status: 502, message: '' });
    expect(await answer(400, 'null')).toEqual({ kind: 'refused', status: 400, message: '' });
  });

  it('over the limit says how long to wait, a whole window where it does not', async () => {
    expect(await answer(429, '{}', { 'Retry-After': '7' })).toEqual({ kind: 'limited', seconds: 7 });
    expect(await answer(429, 'no JSON')).toEqual({ kind: 'limited', seconds: 60 });
    const date = new Headers({ 'Retry-After': 'Mon, 23 Nov 2026 08:00:10 GMT' });
    expect(retryAfter(date, Date.parse('2026-11-23T08:00:00Z'))).toBe(10);
  });
});

describe('a code', () => {
  it('is a picture of our own gateway, a code to type, or not needed', () => {
    expect(codeOf({ qrCodeBase64: 'data:image/png;base64,aGk=', status: 'qr' }, 5)).toMatchObject({
      kind: 'qr',
      secondsLeft: 5,
    });
    expect(codeOf({ pairingCode: 'ABCD-EFGH', status: 'pairing' }, undefined)).toMatchObject({ kind: 'number' });
    expect(codeOf({ status: 'connected' }, undefined)).toEqual({ kind: 'connected' });
    for (const picture of ['javascript:alert(1)', 'https://elsewhere/x.png', 'data:image/svg+xml;base64,aGk=', 7]) {
      expect(codeOf({ qrCodeBase64: picture, status: 'qr' }, 5)).toBeUndefined();
    }
  });

  it('is valid by the server’s clock', () => {
    const headers = { Date: 'Mon, 23 Nov 2026 08:00:00 GMT', 'X-Code-Valid-Until': '2026-11-23T08:00:20.500Z' };
    expect(secondsLeft(new Headers(headers))).toBe(20.5);
    expect(secondsLeft(new Headers({ Date: headers.Date }))).toBeUndefined();
  });

  it('is asked for again behind its end, ten seconds later at most, and never in a hurry', () => {
    expect([undefined, 60, 5, 0].map(nextLook)).toEqual([10, 10, 5.4, 2]);
    expect(isAbandoned(0, 60_000)).toBe(false);
    expect(isAbandoned(0, 600_000)).toBe(true);
  });
});

describe('a lost stream', () => {
  it('is opened again ever later, spread out, and not before the server wants it', () => {
    expect([1, 2, 3, 9, 5_000].map((failures) => pause(failures, () => 1))).toEqual([
      1_000, 2_000, 4_000, 30_000, 30_000,
    ]);
    expect(pause(3, () => 0)).toBe(2_000);
    expect(pause(1, () => 0, 42)).toBe(42_000);
  });
});

describe('a test delivery', () => {
  const delivery = { id: 'd', type: 'webhook.test', at: '', attempts: 1, status: null, error: null, durationMs: 1 };

  it('is looked for a few times, until it is settled', () => {
    expect(nextGlance([], 'd', 0)).toBe(500);
    expect(nextGlance([{ ...delivery, outcome: 'retrying' }], 'd', 2)).toBe(2_000);
    expect(nextGlance([{ ...delivery, outcome: 'delivered' }], 'd', 2)).toBeUndefined();
    expect(nextGlance([], 'd', 5)).toBeUndefined();
  });
});
