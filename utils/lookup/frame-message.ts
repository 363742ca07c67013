import type { PageReading, Unreadable } from '../guard/page-reading.ts';
import { isHoldAnswer, isHoldView, isListOf, isRecord, isString, MAX_SERVED } from './hold-message.ts';
import { LOG_ACTIONS, OVERRIDE_REASONS } from './log.ts';
import { type FrameMessage, MAX_TEXT_LENGTH, MAX_TEXTS } from './protocol.ts';

const UNREADABLE: readonly unknown[] = ['compose', 'record'] satisfies Unreadable[];
const RECORDS: readonly unknown[] = [
  'none',
  'nothing-to-check',
  'identified',
] satisfies PageReading['record'][];
/** How many listed sightings one frame may report. */
const MAX_LISTED = 10_000;
/** A name, or a host, which ends at 253 characters. */
const MAX_SITE_LENGTH = 300;
const ACTIONS: readonly unknown[] = LOG_ACTIONS;
const REASONS: readonly unknown[] = [undefined, null, ...OVERRIDE_REASONS];

/** True for what a frame may say. A frame runs beside a page: what comes from there is looked at before it is used. */
export function isFrameMessage(value: unknown): value is FrameMessage {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case 'look':
      return (
        Number.isSafeInteger(value.id) &&
        (value.priority === 'page' || value.priority === 'reserved') &&
        isListOf(value.texts, MAX_TEXTS, isText) &&
        // Nothing would ever answer none, and so nothing forget it.
        !isListOf(value.texts, 0, isText)
      );
    case 'report':
      return (
        isRecord(value.report) &&
        isCount(value.report.checked) &&
        isCount(value.report.unchecked) &&
        isListOf(value.report.listed, MAX_LISTED, isListedSighting) &&
        isListOf(value.report.unreadable, UNREADABLE.length, what => UNREADABLE.includes(what)) &&
        RECORDS.includes(value.report.record)
      );
    case 'service':
      return isListOf(value.texts, MAX_SERVED, isText);
    case 'ask':
      return value.view === null || isHoldView(value.view);
    case 'answer':
      return (
        typeof value.from === 'string' &&
        isHoldAnswer(value.answer) &&
        isListOf(value.shown, MAX_SERVED, isString)
      );
    case 'noticed':
      return true;
    case 'log':
      return isLogEntry(value.entry);
    default:
      return false;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH;
}

function isListedSighting(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.text === 'string' &&
    value.text.length <= MAX_TEXT_LENGTH &&
    isScope(value.scope) &&
    (value.match === 'exact' || value.match === 'spelling' || value.match === 'domain') &&
    (value.waiting === undefined || value.waiting === true)
  );
}

/** True for one line of the log of holds. */
export function isLogEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    isCount(value.time) &&
    typeof value.site === 'string' &&
    value.site.length <= MAX_SITE_LENGTH &&
    (value.scope === null || isScope(value.scope)) &&
    ACTIONS.includes(value.action) &&
    REASONS.includes(value.reason)
  );
}

function isScope(value: unknown): boolean {
  return value === 'marketing' || value === 'all';
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
