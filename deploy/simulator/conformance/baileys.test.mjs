import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import { BaileysClient } from './baileys-client.mjs';
import { startSimulator, until } from './simulator.mjs';

const RESTART_REQUIRED = 515;

describe('Baileys', () => {
  let simulator;
  let client;
  let lastNumber = 5511988880000;

  before(async () => {
    simulator = await startSimulator();
  });

  afterEach(async () => {
    client.end();
    await simulator.faults({});
  });

  after(() => simulator.stop());

  test('pairs by QR, logs in, stays, logs out and is gone', async () => {
    const phone = await simulator.phone(`${++lastNumber}`);
    client = new BaileysClient(simulator);
    assert.equal((await pairByQr(phone)).code, RESTART_REQUIRED);
    await stayAndLogOut(phone);
  });

  test('pairs by code, logs in, stays, logs out and is gone', async () => {
    const phone = await simulator.phone(`${++lastNumber}`);
    client = new BaileysClient(simulator);
    let qrShown = false;
    const closed = client.connect(() => {
      qrShown = true;
    });
    await until('refs have come', () => qrShown);
    await phone.enterCode(await client.requestCode(phone.number));
    assert.equal((await closed).code, RESTART_REQUIRED);
    await stayAndLogOut(phone);
  });

  test('refuses a tampered HMAC', async () => {
    await simulator.faults({ tamperHmac: true });
    await assertPairingRefused(/Invalid account signature/);
  });

  test('refuses a tampered account signature', async () => {
    await simulator.faults({ tamperSignature: true });
    await assertPairingRefused(/Failed to verify account signature/);
  });

  test('refuses a server under another root', async () => {
    client = new BaileysClient(simulator, randomBytes(32));
    let qrShown = false;
    const closed = await client.connect(() => {
      qrShown = true;
    });
    assert.equal(closed.open, false);
    assert.match(closed.message, /certificate/i);
    assert.equal(qrShown, false);
  });

  async function pairByQr(phone) {
    let scanned;
    const outcome = await client.connect((qr) => {
      scanned ??= phone.scan(qr);
    });
    await scanned;
    return outcome;
  }

  async function assertPairingRefused(message) {
    const phone = await simulator.phone(`${++lastNumber}`);
    client = new BaileysClient(simulator);
    const closed = await pairByQr(phone);
    assert.equal(closed.open, false);
    assert.match(closed.message, message);
    assert.deepEqual(await phone.devices(), []);
  }

  async function stayAndLogOut(phone) {
    assert.equal((await phone.devices()).length, 1);
    assert.equal((await client.connect()).open, true);
    const before = await simulator.stats();
    assert.ok(before.preKeyUploads > 0, 'pre-keys were uploaded');
    await until('a keep-alive was answered',
      async () => (await simulator.stats()).keepAlives > before.keepAlives);
    await until('notifications were acked',
      async () => (await simulator.stats()).unackedNotifications === 0);
    await client.logout();
    await until('the phone lists no device', async () => (await phone.devices()).length === 0);
    const relogin = await client.connect();
    assert.deepEqual([relogin.open, relogin.code], [false, 401]);
    assert.equal((await simulator.stats()).protocolErrors, 0);
  }
});
