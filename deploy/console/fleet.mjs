// The fleet under test, by its API and the simulator's: what the page shows is set up and looked at from behind.
import { setTimeout as pause } from 'node:timers/promises';

const { LINKFLEET_URL, LINKFLEET_OPERATOR_TOKEN, LINKFLEET_SIMULATOR_URL } = process.env;

export const url = LINKFLEET_URL;

async function send(base, method, path, headers, body) {
  const response = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

async function well(answer) {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export const call = (token, method, path, body) => send(url, method, path, { token }, body);

const asOperator = (method, path, body) =>
  well(send(url, method, path, { Authorization: `Bearer ${LINKFLEET_OPERATOR_TOKEN}` }, body));

/** A tenant of its own, `{id, token}`. */
export async function account(name, settings = {}) {
  return (await asOperator('POST', '/admin/accounts', { name, limit: 100_000, ...settings })).account;
}

export async function rotateToken(id) {
  await asOperator('POST', `/admin/accounts/${id}/token`);
}

/** The new instance's token. */
export async function create(token, name) {
  return (await well(call(token, 'POST', '/api/instance/new', { name }))).instance.token;
}

const simulator = (method, path, body) => well(send(LINKFLEET_SIMULATOR_URL, method, path, {}, body));

export const setFaults = (faults) => simulator('PUT', '/faults', faults);
export const dropConnections = () => simulator('DELETE', '/connections');

let last = 0;

/** A simulated phone of its own number. */
export async function phone() {
  const number = `55119${String(70_000_000 + ((Date.now() * 10 + last++) % 20_000_000))}`;
  await simulator('POST', '/phones', { number });
  return {
    number,
    scan: (qr) => simulator('POST', `/phones/${number}/scan`, { qr }),
    enter: (code) => simulator('POST', `/phones/${number}/enter-code`, { code: code.replace('-', '') }),
    devices: () => simulator('GET', `/phones/${number}/devices`),
    unlink: async () => {
      for (const { device } of await simulator('GET', `/phones/${number}/devices`)) {
        await simulator('DELETE', `/phones/${number}/devices/${device}`);
      }
    },
  };
}

/** A connected instance, linked without the page. */
export async function connected(token, name) {
  const instanceToken = await create(token, name);
  const { qrCode } = await well(call(token, 'GET', `/api/instance/connect/${name}`));
  const its = await phone();
  await its.scan(qrCode);
  await until(async () => (await state(token, name)).status === 'connected');
  return { phone: its, token: instanceToken };
}

export async function state(token, name) {
  return (await well(call(token, 'GET', `/api/instance/list?instanceName=${name}`))).instances[0];
}

/** Waits for a condition, for twenty seconds at most. */
export async function until(holds) {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(100)) {
    if (await holds()) return;
  }
  throw new Error(`not within 20 s: ${holds}`);
}
