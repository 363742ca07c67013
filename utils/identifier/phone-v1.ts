import { foldV1 } from './fold-v1.ts';
import type { Canonicalised, Refusal } from './identifier.ts';

/** RFC 3966: what follows is a phone number, whatever it looks like. */
const SCHEME = /^tel:/;
/** RFC 3966 §3: `;ext=12;phone-context=+44`. */
const PARAMETERS = /(?:;[a-z0-9-]+(?:=[^;\s]*)?)+$/;
/** RFC 3966 §5.1.5: what stands before a number that is written without it. */
const CONTEXT = /;phone-context=(\+[\d().-]+)/;
/** A pause and digits to dial after it, or a word for an extension in some languages of Europe. */
const EXTENSION =
  /[\s,;.:/~-]*(?:,|#|x|ext|extn|extension|anexo|int|poste|tst|toestel|dw|доб)[\s.:=#]*\d{1,9}#?$/u;
/** Arabic and Persian digits; full-width ones are folded before. */
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** What parts groups of digits, in any country. */
const SEPARATORS = /[\s()[\]./~·\u2014\u2015\u30fc-]/g;
/** `+44 (0)…`: the prefix for calls within the country, which doesn't belong behind its code in most, and does in Italy. */
const TRUNK_PREFIX = /\(\s*0\s*\)/;
/** E.164: at most fifteen digits. No country's numbers have fewer than seven with its code. */
const E164 = /^\+[1-9]\d{6,14}$/;
/** Fewer are a short code or no number. */
const FEWEST_DIGITS = 5;

/** The digits of a number as somebody wrote it, with `+` in front where that is written. */
export type WrittenNumber =
  | { readonly ok: true; readonly digits: string; readonly isInternational: boolean }
  | { readonly ok: false; readonly reason: Refusal };

/**
 * Canonical phone number, version 1: E.164, `+` and 7 to 15 digits. Takes a number that is written with `+` and its
 * country's code; one that is written as within its country is `national-number`, and made international first (see
 * phone-number.ts), since how it is depends on numbering plans, which change, and this form doesn't. Separators,
 * extensions and the parameters of a `tel:` URI go: over-merging only spares an innocent prospect. Mobiles of Mexico
 * (+52 1) and Argentina (+54 9) are written with and without that digit, and lose it. Idempotent. Never edited once
 * released.
 */
export function canonicalPhoneV1(text: string): Canonicalised {
  const written = writtenNumber(text);
  if (!written.ok) return written;
  if (!written.isInternational) return { ok: false, reason: 'national-number' };
  if (!E164.test(written.digits)) return { ok: false, reason: 'no-number' };
  const canonical = written.digits.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^\+549(?=\d{10}$)/, '+54');
  return { ok: true, identifier: { kind: 'phone', version: 1, canonical } };
}

export function writtenNumber(text: string): WrittenNumber {
  const folded = foldV1(text);
  if (!folded.ok) return folded;
  const subscriber = folded.text
    .replace(SCHEME, '')
    .replace(OTHER_DIGITS, digit => String(digit.charCodeAt(0) & 15));
  const context = CONTEXT.exec(subscriber)?.[1] ?? '';
  const number = subscriber.replace(PARAMETERS, '').replace(EXTENSION, '');
  const own = number.replace(SEPARATORS, '');
  const digits = own.startsWith('+') ? own : `${context.replace(SEPARATORS, '')}${own}`;
  if (!/^\+?\d+$/.test(digits)) return { ok: false, reason: 'no-number' };
  return { ok: true, digits, isInternational: digits.startsWith('+') && !TRUNK_PREFIX.test(number) };
}

/** Whether a text says itself that it is a phone number, as all do that were found on a page. */
export function isTelUri(text: string): boolean {
  return /^tel:/i.test(text);
}

/** Whether a text that somebody typed is to be read as a phone number, not as an address or a domain. */
export function isPhoneNumber(text: string): boolean {
  if (isTelUri(text.trim())) return true;
  const written = writtenNumber(text);
  return written.ok && written.digits.length >= FEWEST_DIGITS;
}
