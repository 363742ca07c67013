import { i18n } from '#i18n';

/** The language of the words (BCP 47), which is English where the browser's own isn't among Lethe's: for `lang`. */
export function languageOfWords(): string {
  return languageOf(i18n.t('status.locale'));
}

/**
 * How dates, times, numbers and lists are written among the words: by the browser's own locale where it is one of their language
 * (`en-US`, `de-AT`), else by the words', since a Finnish date in an English sentence is neither.
 */
export function localeOfWords(): string {
  const words = i18n.t('status.locale');
  // Chrome separates by an underscore. Nothing is answered any more where the extension has gone.
  const own = i18n.t('@@ui_locale').replaceAll('_', '-');
  return own !== '' && languageOf(own) === languageOf(words) ? own : words || 'en';
}

function languageOf(locale: string): string {
  return locale.split('-')[0] || 'en';
}
