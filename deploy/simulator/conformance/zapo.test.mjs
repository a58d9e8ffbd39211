import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { startSimulator, until } from './simulator.mjs';
import { ZapoClient } from './zapo-client.mjs';

// zapo restarts by itself once it has sent its signature, but takes a 515 that comes before it did
// so for an order to wipe its keys. A server as near as this one must answer like a distant one.
const DISTANT = { delayMs: 150 };

describe('zapo', () => {
  let simulator;
  let client;
  let lastNumber = 5511977770000;

  before(async () => {
    simulator = await startSimulator();
    await simulator.faults(DISTANT);
  });

  afterEach(async () => {
    await client.end();
    await simulator.faults(DISTANT);
  });

  after(() => simulator.stop());

  test('pairs by QR, logs in, stays, logs out and is gone', async () => {
    const phone = await startPairing();
    await phone.scan(client.told('auth_qr')[0].qr);
    await stayAndLogOut(phone);
  });

  test('pairs by code, logs in, stays, logs out and is gone', async () => {
    const phone = await startPairing();
    await phone.enterCode(await client.requestCode(phone.number));
    await stayAndLogOut(phone);
  });

  test('refuses a tampered HMAC', async () => {
    await simulator.faults({ ...DISTANT, tamperHmac: true });
    await assertPairingRefused(/HMAC validation failed/);
  });

  test('refuses a tampered account signature', async () => {
    await simulator.faults({ ...DISTANT, tamperSignature: true });
    await assertPairingRefused(/signature validation failed/);
  });

  test('refuses a server under another root', async () => {
    client = new ZapoClient(simulator, randomBytes(32));
    const before = await simulator.stats();
    await assert.rejects(client.connect());
    assert.ok(client.logged.some((line) => /certificate signature is invalid/.test(line)));
    assert.deepEqual(client.told('auth_qr'), []);
    assert.equal((await simulator.stats()).registrations, before.registrations);
  });

  async function startPairing() {
    const phone = await simulator.phone(`${++lastNumber}`);
    client = new ZapoClient(simulator);
    await client.connect();
    await until('a QR code is shown', () => client.told('auth_qr').length > 0);
    return phone;
  }

  async function assertPairingRefused(message) {
    const phone = await startPairing();
    await phone.scan(client.told('auth_qr')[0].qr);
    await until('zapo has judged', () =>
      client.events.some(({ event }) => message.test(event?.error?.message ?? event?.message)));
    assert.deepEqual(client.told('auth_paired'), []);
    assert.deepEqual(await phone.devices(), []);
  }

  async function stayAndLogOut(phone) {
    await until('it is logged in', () => client.told('connection_success').length > 0);
    assert.equal((await phone.devices()).length, 1);
    const before = await simulator.stats();
    await until('pre-keys were uploaded',
      async () => (await simulator.stats()).preKeyUploads > 0);
    await until('a keep-alive was answered',
      async () => (await simulator.stats()).keepAlives > before.keepAlives);
    await until('server pings were answered',
      async () => (await simulator.stats()).serverPingsAnswered > before.serverPingsAnswered);
    await until('notifications were acked',
      async () => (await simulator.stats()).unackedNotifications === 0);
    await client.logout();
    await until('the phone lists no device', async () => (await phone.devices()).length === 0);
    await until('it has left', async () => (await simulator.stats()).openConnections === 0);
    // It resumes with Noise IK after pairing, and must be led to the full handshake at once.
    assert.equal((await simulator.stats()).protocolErrors, 0);
  }
});
