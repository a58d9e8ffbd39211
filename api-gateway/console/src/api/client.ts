import { outcomeOf, type Outcome } from './outcome';

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
}

/** Calls in the name of one token, which travels in a header and nowhere else. */
export class Client {
  readonly token: string;
  private readonly limited: (seconds: number) => void;
  private readonly turnedAway: () => void;

  /** `limited` hears of each 429, `turnedAway` when the token is valid no more. */
  constructor(token: string, limited: (seconds: number) => void, turnedAway: () => void) {
    this.token = token;
    this.limited = limited;
    this.turnedAway = turnedAway;
  }

  /** Never throws: what went wrong is an outcome. An aborted call is `unsure`. */
  async call<T>(path: string, call: Call = {}): Promise<Outcome<T>> {
    const outcome = await this.send<T>(path, call);
    if (outcome.kind === 'limited') this.limited(outcome.seconds);
    if (outcome.kind === 'refused' && outcome.status === 401) await this.askWhetherValid(path);
    return outcome;
  }

  private async send<T>(path: string, { method = 'GET', body, signal }: Call): Promise<Outcome<T>> {
    const headers: Record<string, string> = { token: this.token, Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      const response = await fetch(path, {
        method,
        headers,
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
      return await outcomeOf<T>(response);
    } catch {
      return { kind: 'unsure' };
    }
  }

  /** 401 also means "not with this kind of token": only a refused list says that the token is dead. */
  private async askWhetherValid(refused: string): Promise<void> {
    const own = refused === LIST ? { kind: 'refused', status: 401 } : await this.send(LIST, {});
    if (own.kind === 'refused' && 'status' in own && own.status === 401) this.turnedAway();
  }
}

export const LIST = '/api/instance/list';
