import { i18n } from '#i18n';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * "about 3 minutes left"
 * @param ms null while nobody can tell
 */
export function remainingText(ms: number | null): string {
  if (ms === null) return i18n.t('desk.import.left.unknown');
  if (ms < MINUTE_MS) return i18n.t('desk.import.left.seconds');
  if (ms < 2 * HOUR_MS) {
    const minutes = Math.round(ms / MINUTE_MS);
    return i18n.t('desk.import.left.minutes', minutes, [String(minutes)]);
  }
  const hours = Math.round(ms / HOUR_MS);
  return i18n.t('desk.import.left.hours', hours, [String(hours)]);
}
