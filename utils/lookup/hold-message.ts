import type { Answer } from '../guard/guard-machine.ts';
import type { HoldView } from '../guard/guard-views.ts';
import { ACTS, FIELDS } from '../sites/site.ts';
import { OVERRIDE_REASONS } from './log.ts';

/** As many as one message has recipients, on the largest of mail services. */
export const MAX_SERVED = 1_000;

const KINDS: readonly unknown[] = [
  'listed',
  'unanswered',
  'clear',
  'nobody-left',
  'control-gone',
] satisfies HoldView['kind'][];
const CHOICES: readonly unknown[] = ['cancel', 'remove', 'send', 'anyway'] satisfies Answer['choice'][];
const STATES: readonly unknown[] = ['listed', 'not-listed', 'pending', 'unknown'];
const HELD_ACTS: readonly unknown[] = ['send', ...ACTS];
const KNOWN_FIELDS: readonly unknown[] = FIELDS;
const REASONS: readonly unknown[] = OVERRIDE_REASONS;

/**
 * True for what one frame may have another's dialog ask. All of it is looked at: what isn't text where text is shown would
 * become elements of the other frame's page, since in Firefox a Port carries objects as they are.
 */
export function isHoldView(value: unknown): value is HoldView {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.window) &&
    KINDS.includes(value.kind) &&
    HELD_ACTS.includes(value.act) &&
    isListOf(value.listed, MAX_SERVED, isListed) &&
    isListOf(value.pending, MAX_SERVED, isRecipient) &&
    [value.nobodyElse, value.cannotRemove, value.canRemove, value.wroteFirst].every(isBoolean) &&
    isRecord(value.overrides) &&
    isListOf(value.overrides.reasons, OVERRIDE_REASONS.length, reason => REASONS.includes(reason)) &&
    isBoolean(value.overrides.isFree) &&
    isBoolean(value.overrides.isServiceOneClick)
  );
}

/** True for what a dialog gives as the rep's answer. */
export function isHoldAnswer(value: unknown): value is Answer {
  if (!isRecord(value)) return false;
  return value.choice === 'reason' ? REASONS.includes(value.reason) : CHOICES.includes(value.choice);
}

function isRecipient(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) &&
    isString(value.key) &&
    (value.address === null || isString(value.address)) &&
    isString(value.label) &&
    KNOWN_FIELDS.includes(value.field) &&
    isBoolean(value.typed) &&
    isRecord(value.verdict) &&
    STATES.includes(value.verdict.state)
  );
}

function isListed(value: unknown): boolean {
  return isRecipient(value) && isRecord(value.verdict) && isListedVerdict(value.verdict);
}

function isListedVerdict({ state, scope, match, waiting }: Record<string, unknown>): boolean {
  return (
    state === 'listed' &&
    (scope === 'marketing' || scope === 'all') &&
    (match === 'exact' || match === 'spelling' || match === 'domain') &&
    (waiting === undefined || waiting === true)
  );
}

/** Of any length, which a page chooses: one that were refused would be a hold that nobody can answer. */
export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isListOf(value: unknown, most: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isItem);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
