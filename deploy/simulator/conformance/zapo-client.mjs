// zapo as a user of it would run it; it verifies everything by itself.
import ws from 'ws';
import { createStore, WaClient } from 'zapo-js';

globalThis.WebSocket ??= ws;

/** One companion: one zapo client with credentials in memory. */
export class ZapoClient {
  constructor(simulator, rootKey = simulator.rootKey) {
    this.events = [];
    this.logged = [];
    this.credentials = null;
    this.client = new WaClient(
      {
        store: this.#store(),
        sessionId: 'conformance',
        chatSocketUrls: [simulator.chatUrl],
        keepAliveIntervalMs: 1000,
        connectTimeoutMs: 4000,
        iqTimeoutMs: 8000,
        nodeQueryTimeoutMs: 8000,
        history: { enabled: false },
        testHooks: { noiseRootCa: { publicKey: rootKey, serial: 0 } },
      },
      this.#logger());
    for (const name of ['auth_qr', 'auth_paired', 'connection', 'connection_success',
      'client_error', 'error', 'failure']) {
      this.client.on(name, (event) => this.events.push({ name, event }));
    }
    this.client.on('transport_node_in', ({ node }) =>
      this.events.push({ name: `in ${node.tag}`, event: node }));
  }

  connect() {
    return this.client.connect();
  }

  /** What was told by this event so far. */
  told(name) {
    return this.events.filter((entry) => entry.name === name).map((entry) => entry.event);
  }

  requestCode(number) {
    return this.client.requestPairingCode(number);
  }

  /** Its waiter may lose to the device_removed that follows the result; the phone's list decides. */
  async logout() {
    await this.client.logout().catch((error) => {
      if (error.message !== 'client disconnected') {
        throw error;
      }
    });
  }

  async end() {
    await this.client.disconnect().catch(() => {});
  }

  /** zapo tells the reason of some failures to its logger alone. */
  #logger() {
    const log = (message, details) => {
      this.logged.push(`${message} ${details?.message ?? ''}`);
      if (process.env.ZAPO_LOG) {
        console.error(message, details ?? '');
      }
    };
    return { level: 'trace', trace: log, debug: log, info: log, warn: log, error: log };
  }

  #store() {
    const auth = {
      load: async () => this.credentials,
      save: async (credentials) => {
        this.credentials = credentials;
      },
      clear: async () => {
        this.credentials = null;
      },
    };
    return createStore({
      backends: { here: { stores: { auth: () => auth }, caches: {} } },
      providers: { auth: 'here' },
    });
  }
}
