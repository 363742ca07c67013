import { i18n } from '#i18n';
import { languageOfWords, localeOfWords } from '../utils/wording/locale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * 3_600_000;

/** "just now", "4 minutes ago", "at 12:05", "on 3 November, 12:05": as it follows "List confirmed". */
export function momentText(time: number, now: number): string {
  if (Math.abs(now - time) < MINUTE_MS) return i18n.t('status.now');
  if (now > time && now - time < HOUR_MS) return minutesAgo(now - time);
  if (isSameDay(time, now)) return i18n.t('status.atTime', [clockText(time)]);
  return i18n.t('status.onDay', [`${dayText(time, now)}, ${clockText(time)}`]);
}

/** "12:05" or "3 November": as it follows "since". */
export function sinceText(time: number, now: number): string {
  return isSameDay(time, now) ? clockText(time) : dayText(time, now);
}

/** "3 November", with its year when that isn't this one. */
export function dayText(time: number, now: number): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(time, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** Date and time in full, for tables. */
export function exactText(time: number): string {
  return format(time, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A number as its language groups it. */
export function countText(count: number): string {
  return new Intl.NumberFormat(localeOfWords()).format(count);
}

/**
 * Bytes as megabytes to a tenth, or kilobytes.
 * @param of the whole, by which the unit is chosen
 */
export function sizeText(lengthBytes: number, of = lengthBytes): string {
  const [unit, size] = of < 1e6 ? (['kilobyte', 1e3] as const) : (['megabyte', 1e6] as const);
  const maximumFractionDigits = unit === 'megabyte' ? 1 : 0;
  const form = { style: 'unit', unit, maximumFractionDigits } as const;
  return new Intl.NumberFormat(localeOfWords(), form).format(lengthBytes / size);
}

function minutesAgo(lengthMs: number): string {
  const words = new Intl.RelativeTimeFormat(i18n.t('status.locale'), { numeric: 'always' });
  return words.format(-Math.floor(lengthMs / MINUTE_MS), 'minute');
}

function format(time: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOfWords(), options).formatToParts(time).map(written).join('');
}

/** French writes the first of a month as an ordinal, and CLDR's pattern doesn't. */
function written({ type, value }: Intl.DateTimeFormatPart): string {
  return type === 'day' && value === '1' && languageOfWords() === 'fr' ? '1er' : value;
}

export function clockText(time: number): string {
  return format(time, { hour: '2-digit', minute: '2-digit' });
}

function isSameDay(a: number, b: number): boolean {
  return Math.abs(a - b) < DAY_MS && new Date(a).getDate() === new Date(b).getDate();
}
