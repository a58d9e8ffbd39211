import { retryAfter } from '../api/outcome';
import { pause } from './backoff';
import { EventStreamParser } from './parser';

export type LiveStatus =
  { kind: 'opening' } | { kind: 'live' } | { kind: 'offline'; since: number; next: number } | { kind: 'ended' };

export interface Listener {
  event(name: string, data: string): void;
  status(status: LiveStatus): void;
  turnedAway(): void;
}

const PATH = '/api/instance/events';
/** The server says something every 15 s. */
const SILENCE = 40_000;
/** A page nobody looks at gives its stream back, so that a dozen tabs do not use up a browser's connections. */
const HIDDEN_FOR = 60_000;
/** A stream that ends sooner counts as one more failure: it must not be opened again and again at full pace. */
const LASTING = 10_000;

/** Keeps one event stream open as long as it can, and tells truthfully whether it is. */
export class LiveStream {
  private readonly token: string;
  private readonly listener: Listener;
  private lastId = '';
  private failures = 0;
  private openedAt = 0;
  private lostAt = Date.now();
  private running = true;
  private current = new AbortController();
  private wake: () => void = () => {};
  private hiding: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string, listener: Listener) {
    this.token = token;
    this.listener = listener;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.looked);
    window.addEventListener('online', this.retryNow);
    window.addEventListener('offline', this.lost);
    void this.run();
  }

  stop(): void {
    this.running = false;
    document.removeEventListener('visibilitychange', this.looked);
    window.removeEventListener('online', this.retryNow);
    window.removeEventListener('offline', this.lost);
    clearTimeout(this.hiding);
    this.current.abort();
    this.wake();
    this.listener.status({ kind: 'ended' });
  }

  private readonly retryNow = () => this.wake();
  private readonly lost = () => this.current.abort();

  private readonly looked = () => {
    clearTimeout(this.hiding);
    if (document.visibilityState === 'visible') this.wake();
    else this.hiding = setTimeout(() => this.current.abort(), HIDDEN_FOR);
  };

  private async run(): Promise<void> {
    this.listener.status({ kind: 'opening' });
    while (this.running) {
      const asked = await this.readUntilLost();
      if (!this.running) return;
      if (this.openedAt > 0) this.lostAt = Date.now();
      if (this.openedAt > 0 && this.lostAt - this.openedAt > LASTING) this.failures = 0;
      this.openedAt = 0;
      this.failures++;
      const wait = pause(this.failures, Math.random, asked);
      this.listener.status({ kind: 'offline', since: this.lostAt, next: Date.now() + wait });
      await this.sleep(document.visibilityState === 'visible' ? wait : undefined);
    }
  }

  /** Answers with the seconds the server asked us to stay away for. */
  private async readUntilLost(): Promise<number | undefined> {
    this.current = new AbortController();
    const { signal } = this.current;
    const silence = { timer: setTimeout(this.lost, SILENCE) };
    try {
      const response = await this.open(signal);
      if (response.status === 401) {
        this.running = false;
        this.listener.turnedAway();
        return undefined;
      }
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        return retryAfter(response.headers);
      }
      this.openedAt = Date.now();
      this.listener.status({ kind: 'live' });
      await this.read(response.body, silence);
    } catch {
      // Lost, silent, or given back: it is opened again.
    } finally {
      clearTimeout(silence.timer);
      this.current.abort();
    }
    return undefined;
  }

  private open(signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { token: this.token, Accept: 'text/event-stream' };
    if (this.lastId !== '') headers['Last-Event-ID'] = this.lastId;
    return fetch(PATH, {
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
  }

  private async read(
    body: ReadableStream<Uint8Array>,
    silence: { timer: ReturnType<typeof setTimeout> },
  ): Promise<void> {
    const parser = new EventStreamParser();
    const decoder = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(silence.timer);
      silence.timer = setTimeout(this.lost, SILENCE);
      for (const item of parser.push(decoder.decode(value, { stream: true }))) {
        if (item.kind === 'comment') continue;
        this.listener.event(item.event, item.data);
        if (item.id !== '') this.lastId = item.id;
      }
    }
  }

  /** Until it is woken, and for so many milliseconds at most. */
  private sleep(milliseconds: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
