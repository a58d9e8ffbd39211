// Holds Baileys sockets of devices that are linked already, as a user of Baileys would open them,
// and does what it is told on standard input:
//
//   connect N M   opens the next N devices, M of them at a time; prints {"connected":N}
//   collect       collects garbage; prints {"heap":bytes}, of live objects
//   unlink N M    opens the next N devices, unlinks each at once; prints {"unlinked":N}
//
// Arguments: chat URL, root key in hex, file with a device in JSON on each line.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as Baileys from 'baileys';
import pino from 'pino';

const [url, rootKey, file] = process.argv.slice(2);
Baileys.WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(rootKey, 'hex');
const logger = pino({ level: 'silent' });
const devices = readFileSync(file, 'utf8').trim().split('\n');
const held = [];
let next = 0;

const bytes = (base64) => Buffer.from(base64, 'base64');
const pair = (keys) => ({ private: bytes(keys.private), public: bytes(keys.public) });

// Pre-keys are in a database, not in memory: every one that is asked for is there.
const preKey = Baileys.Curve.generateKeyPair();
const keys = {
  get: async (type, ids) =>
    type === 'pre-key' ? Object.fromEntries(ids.map((id) => [id, preKey])) : {},
  set: async () => {},
};

function credentials(device) {
  return {
    ...Baileys.initAuthCreds(),
    noiseKey: pair(device.noise),
    signedIdentityKey: pair(device.identity),
    signedPreKey: {
      keyPair: pair(device.signedPreKey),
      signature: bytes(device.signature),
      keyId: 1,
    },
    registrationId: device.registrationId,
    advSecretKey: device.advSecret,
    nextPreKeyId: device.nextPreKeyId,
    firstUnuploadedPreKeyId: device.nextPreKeyId,
    registered: true,
    platform: 'android',
    routingInfo: Buffer.from([8, 2, 8, 5]),
    me: { id: device.jid, lid: device.lid },
  };
}

function open(device) {
  const creds = credentials(device);
  const socket = Baileys.makeWASocket({ waWebSocketUrl: url, auth: { creds, keys }, logger });
  socket.ev.on('creds.update', (changed) => Object.assign(creds, changed));
  return new Promise((resolve, reject) => {
    socket.ev.on('connection.update', ({ connection, lastDisconnect }) => {
      if (connection === 'open') {
        resolve(socket);
      }
      if (connection === 'close') {
        reject(lastDisconnect?.error ?? new Error('closed'));
      }
    });
  });
}

async function connect() {
  held.push(await open(JSON.parse(devices[next++])));
}

async function unlink() {
  const socket = await open(JSON.parse(devices[next++]));
  await socket.logout();
}

/** Runs the action so many times, so many at once. */
async function repeat(action, count, atOnce) {
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      await action();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, atOnce) }, lane));
}

function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

say({ ready: process.version });
for await (const line of createInterface({ input: process.stdin })) {
  const [word, count, atOnce] = line.split(' ');
  if (word === 'connect') {
    await repeat(connect, Number(count), Number(atOnce));
    say({ connected: held.length });
  } else if (word === 'unlink') {
    await repeat(unlink, Number(count), Number(atOnce));
    say({ unlinked: Number(count) });
  } else if (word === 'collect') {
    globalThis.gc();
    globalThis.gc();
    say({ heap: process.memoryUsage().heapUsed });
  }
}
process.exit(0);
