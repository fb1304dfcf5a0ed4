import {
  baseLocale,
  isLocale,
  locales,
  overwriteGetLocale,
  type Locale,
} from '#lib/paraglide/runtime.js';

const SAVED_AS = 'language';

/** Each language by its own name. */
export const LANGUAGES = { en: 'English', ru: 'Русский' } satisfies Record<Locale, string>;

/** The reader's language. Whatever is drawn with a message changes with it, in place. */
class Language {
  current = $state<Locale>(baseLocale);

  /** Speaks as the reader chose here, or as their browser asks for. */
  begin(): void {
    const saved = localStorage.getItem(SAVED_AS);
    this.#speak(isLocale(saved) ? saved : preferred(navigator.languages));
  }

  choose(locale: Locale): void {
    localStorage.setItem(SAVED_AS, locale);
    this.#speak(locale);
  }

  #speak(locale: Locale): void {
    this.current = locale;
    document.documentElement.lang = locale;
  }
}

export const language = new Language();
overwriteGetLocale(() => language.current);

/** The first of the wanted languages, such as "ru-RU", that Pricelens speaks. */
export function preferred(wanted: readonly string[]): Locale {
  const spoken = wanted.map((tag) => tag.split('-')[0]?.toLowerCase());
  return spoken.find((tag) => isLocale(tag)) ?? baseLocale;
}

/** The language after the one that is spoken. */
export function nextLanguage(): Locale {
  return locales[(locales.indexOf(language.current) + 1) % locales.length] ?? baseLocale;
}
