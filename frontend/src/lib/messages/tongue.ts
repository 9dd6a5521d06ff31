import { language } from '../i18n';

/** What a language (ISO 639) is called, in the reader's own. */
export const languageOf = (code: string): string =>
  new Intl.DisplayNames(language(), { type: 'language' }).of(code) ?? code;
