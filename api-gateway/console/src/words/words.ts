import { computed, effect, signal } from '@preact/signals';
import { en } from './en';
import { pt } from './pt';

/** Everything the page says, in one language. */
export type Words = typeof en;

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
