/** What became of a call. `unsure` is an answer that never came: it may have been carried out all the same. */
export type Outcome<T> =
  | { kind: 'done'; value: T; headers: Headers }
  | { kind: 'refused'; status: number; message: string }
  | { kind: 'limited'; seconds: number }
  | { kind: 'unsure' };

export type Failure = Exclude<Outcome<never>, { kind: 'done' }>;

const LIMIT_WINDOW = 60;

/** The gateway's envelope as an outcome; anything that is no envelope is a refusal without words. */
export async function outcomeOf<T>(response: Response): Promise<Outcome<T>> {
  if (response.status === 429) {
    return { kind: 'limited', seconds: retryAfter(response.headers) ?? LIMIT_WINDOW };
  }
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    return { kind: 'refused', status: response.status, message: '' };
  }
  return response.ok
    ? { kind: 'done', value: body as T, headers: response.headers }
    : { kind: 'refused', status: response.status, message: failureText(body) };
}

/** Whole seconds from now, of either form that HTTP allows. */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get('Retry-After');
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isFinite(seconds) ? Math.max(1, seconds) : undefined;
}

function failureText(body: unknown): string {
  const error = (body as { error?: { message?: unknown } } | null)?.error;
  return typeof error?.message === 'string' ? error.message : '';
}
