import { computed, effect, signal } from '@preact/signals';
import type { Status } from '../api/instances';
import type { Delivery, EventType } from '../api/webhooks';
import type { Filter, Sort } from '../fleet/select';
import { en } from './en';
import { pt } from './pt';

type Texts = Record<
  | 'title' | 'skip' | 'signIn' | 'signOut' | 'tokenLabel' | 'tokenHint' | 'tokenBad'
  | 'tokenForm' | 'turnedAway' | 'signingIn' | 'live' | 'opening' | 'offline' | 'instances'
  | 'newInstance' | 'search' | 'sortBy' | 'filter' | 'none' | 'noneHint' | 'noMatch' | 'clearSearch'
  | 'back' | 'number' | 'notLinked' | 'created' | 'since' | 'pending' | 'pendingHint' | 'createTitle'
  | 'createName' | 'createHint' | 'create' | 'createdHint' | 'copy' | 'copied' | 'copyFailed'
  | 'connectNow' | 'close' | 'cancel' | 'connect' | 'connectTitle' | 'byQr' | 'byNumber' | 'qrSteps'
  | 'qrAlt' | 'qrWaiting' | 'qrReplacing' | 'qrPaused' | 'qrAgain' | 'scanned' | 'connectedNow'
  | 'phoneLabel' | 'phoneHint' | 'phoneBad' | 'phoneAsk' | 'phoneSteps' | 'tryAgain' | 'reconnect'
  | 'reconnectHint' | 'reconnectDone' | 'reconnectNothing' | 'logout' | 'logoutHint' | 'logoutBusy'
  | 'logoutDone' | 'logoutPending' | 'remove' | 'removeHint' | 'busy' | 'webhook' | 'webhookHint'
  | 'webhookUrl' | 'webhookEvents' | 'webhookAuthorization' | 'webhookAuthorizationHint'
  | 'webhookAuthorizationSet' | 'webhookSave' | 'webhookEdit' | 'webhookAdd' | 'webhookReplaceHint'
  | 'webhookSecret' | 'webhookRemove' | 'webhookRemoveAsk' | 'webhookRemoveHint' | 'webhookNoEvents'
  | 'test' | 'testSent' | 'deliveries' | 'noDeliveries' | 'refresh' | 'testEvent' | 'unsure'
  | 'unsureRead' | 'limitedOver',
  string
>;

/** Everything the page says, in one language. */
export interface Words extends Texts {
  offlineLong(age: string, wait: string): string;
  limited(wait: string): string;
  found(shown: number, all: number): string;
  sorts: Record<Sort, string>;
  filters: Record<Filter, string>;
  showMore(count: number): string;
  gone(name: string): string;
  states: Record<Status, string>;
  /** By the wire name of the reason; one that is missing is shown as it came. */
  reasons: Record<string, string>;
  until(when: string): string;
  numberEnding(digits: string): string;
  createdTitle(name: string): string;
  qrFresh(seconds: number): string;
  phoneLeft(seconds: number): string;
  reconnectAsk(name: string): string;
  logoutAsk(name: string): string;
  removeAsk(name: string): string;
  removeDone(name: string): string;
  webhookEventNames: Record<EventType, string>;
  outcomes: Record<Delivery['outcome'], string>;
  attempts(count: number): string;
  /** By the API's text, up to a colon. */
  refusals: Record<string, string>;
  refusedOtherwise(status: number): string;
}

export const LANGUAGES = { en: 'English', pt: 'Português' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED = 'linkfleet.language';

/** The first of the browser's languages that we speak. */
export function preferred(languages: readonly string[], stored: string | null): Language {
  for (const tag of [stored ?? '', ...languages]) {
    const language = tag.toLowerCase().split('-')[0];
    if (language === 'en' || language === 'pt') return language;
  }
  return 'en';
}

export const language = signal<Language>('en');
export const words = computed<Words>(() => (language.value === 'pt' ? pt : en));
/** For dates and numbers. */
export const locale = computed(() => (language.value === 'pt' ? 'pt-BR' : 'en-GB'));

export function startLanguage(): void {
  language.value = preferred(navigator.languages, localStorage.getItem(STORED));
  effect(() => {
    document.documentElement.lang = locale.value;
  });
}

export function choose(chosen: Language): void {
  localStorage.setItem(STORED, chosen);
  language.value = chosen;
}
