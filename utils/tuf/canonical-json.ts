import { type Bytes, utf8 } from '../bytes.ts';
import type { JsonObject, JsonValue } from './json.ts';

/**
 * The bytes that are signed: OLPC canonical JSON (http://wiki.laptop.org/go/Canonical_JSON), as the TUF
 * specification 1.0.34, section 4.1 asks. No white space, names sorted by code point, integers only, and in
 * strings only `"` and `\` escaped.
 */
export function canonicalJson(value: JsonValue): Bytes {
  return utf8(canonicalText(value));
}

function canonicalText(value: JsonValue): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`Canonical JSON has no form for ${value}`);
    return String(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  return `{${sortedEntries(value)
    .map(([name, field]) => `${canonicalString(name)}:${canonicalText(field)}`)
    .join(',')}}`;
}

/**
 * The bytes of a metadata file: names sorted, one space of indentation, a line's end at the end. The same value
 * always gives the same bytes, so hash and length of a file can be computed before it is written.
 */
export function fileJson(value: JsonValue): Bytes {
  return utf8(`${JSON.stringify(sorted(value), null, 1)}\n`);
}

function sorted(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [name, field] of sortedEntries(value)) object[name] = sorted(field);
  return object;
}

function sortedEntries(object: JsonObject): [string, JsonValue][] {
  return Object.entries(object).sort(([a], [b]) => compareCodePoints(a, b));
}

/** `Array.sort` goes by UTF-16 unit, which puts U+10000 before U+E000; canonical JSON goes by code point. */
function compareCodePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const first = left.findIndex((character, index) => character !== right[index]);
  if (first === -1) return left.length - right.length;
  return (left[first]?.codePointAt(0) ?? -1) - (right[first]?.codePointAt(0) ?? -1);
}

function canonicalString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** `Array.isArray` doesn't narrow read-only arrays. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
