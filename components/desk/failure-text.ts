import { i18n } from '#i18n';
import { OfficerFailure } from '../../utils/officer/officer-failure.ts';
import { StoreFailure } from '../../utils/publish/store-failure.ts';
import { sentenceText } from '../sentence-text.ts';

/** What went wrong, in the reader's language; a defect as it was said. */
export function failureText(error: unknown): string {
  if (error instanceof OfficerFailure || error instanceof StoreFailure) return sentenceText(error.said);
  if (error instanceof DOMException) return browserText(error);
  return error instanceof Error ? error.message : String(error);
}

/** What the browser itself refused: its own message is in English, and names no way out. */
function browserText({ name }: DOMException): string {
  switch (name) {
    case 'QuotaExceededError':
      return i18n.t('desk.failure.noRoom');
    case 'NotReadableError':
    case 'NotFoundError':
      return i18n.t('told.failure.fileChanged');
    default:
      return i18n.t('desk.failure.browser', [name]);
  }
}
