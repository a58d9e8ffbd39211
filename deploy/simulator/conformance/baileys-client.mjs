// Baileys as a user of it would run it, except that it verifies what it only seems to verify.
import * as Baileys from 'baileys';
import curve from 'libsignal/src/curve.js';
import pino from 'pino';

// 7.0.0-rc14 throws the verdict of libsignal 6.0.0 away, so that every signature passes.
Baileys.Curve.verify = (publicKey, message, signature) => {
  const typed = publicKey.length === 33 ? publicKey : Buffer.concat([Buffer.from([5]), publicKey]);
  return curve.verifySignature(typed, message, signature) === true;
};

/** One companion; each connect() is one connection with the same keys. */
export class BaileysClient {
  constructor(simulator, rootKey = simulator.rootKey) {
    this.url = simulator.chatUrl;
    this.rootKey = rootKey;
    this.creds = Baileys.initAuthCreds();
    this.stored = {};
  }

  /** Connects; `onQr` is given each QR code. Resolves when open or closed, whichever is first. */
  connect(onQr = () => {}) {
    Baileys.WA_CERT_DETAILS.PUBLIC_KEY = this.rootKey;
    this.socket = Baileys.makeWASocket({
      waWebSocketUrl: this.url,
      auth: { creds: this.creds, keys: this.#keys() },
      logger: pino({ level: process.env.BAILEYS_LOG ?? 'silent' }),
      keepAliveIntervalMs: 1000,
      connectTimeoutMs: 8000,
      defaultQueryTimeoutMs: 8000,
      shouldSyncHistoryMessage: () => false,
    });
    this.socket.ev.on('creds.update', (changed) => Object.assign(this.creds, changed));
    return new Promise((resolve) => {
      this.socket.ev.on('connection.update', ({ qr, connection, lastDisconnect }) => {
        if (qr) {
          onQr(qr);
        }
        if (connection === 'open') {
          resolve({ open: true });
        }
        if (connection === 'close') {
          const error = lastDisconnect?.error;
          resolve({ open: false, code: error?.output?.statusCode, message: error?.message });
        }
      });
    });
  }

  requestCode(number) {
    return this.socket.requestPairingCode(number);
  }

  async logout() {
    await this.socket.logout();
  }

  end() {
    this.socket?.end(undefined);
  }

  #keys() {
    return {
      get: async (type, ids) =>
        Object.fromEntries(
          ids
            .map((id) => [id, this.stored[`${type}/${id}`]])
            .filter(([, value]) => value !== undefined)),
      set: async (changes) => {
        for (const [type, values] of Object.entries(changes)) {
          for (const [id, value] of Object.entries(values)) {
            this.stored[`${type}/${id}`] = value ?? undefined;
          }
        }
      },
    };
  }
}
