import { Failure } from './failure.ts';

/**
 * A day of the calendar as an option names it, `YYYY-MM-DD`; anything else ends the command.
 * @param option for the message, such as `--at`
 * @param example a day that would be right there
 */
export function calendarDay(option: string, text: string, example: string): string {
  // Date.parse takes the 31st of February for the 3rd of March.
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new Failure(`${option} takes a date such as ${example}.`, 'usage');
}
