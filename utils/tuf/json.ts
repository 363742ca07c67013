/** What metadata may hold: JSON without fractions. Objects have no prototype, so `__proto__` is a name like any other. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Deeper than any metadata, far from the end of the stack. */
const MAX_DEPTH = 64;

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Everything from the space up, except quote and backslash. */
const PLAIN_STRING_PART = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LONE_SURROGATE = /\p{Surrogate}/u;
const SPACE = /[ \t\n\r]*/y;

/** Why a text isn't JSON that may be trusted. */
export class JsonError extends Error {}

/**
 * Reads JSON as metadata needs it. Unlike `JSON.parse` it refuses what two readers could understand
 * differently: a name twice in one object, numbers that aren't safe integers, lone surrogates (which UTF-8
 * can't carry, so two strings would have one canonical form), bytes that aren't UTF-8.
 * @throws {JsonError}
 */
export function parseJson(bytes: Uint8Array): JsonValue {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonError('not UTF-8');
  }
  const cursor: Cursor = { text, at: 0 };
  const value = readValue(cursor, 0);
  take(cursor, SPACE);
  if (cursor.at !== text.length) throw fault(cursor, 'more after the end');
  return value;
}

interface Cursor {
  readonly text: string;
  at: number;
}

function readValue(cursor: Cursor, depth: number): JsonValue {
  if (depth > MAX_DEPTH) throw fault(cursor, 'nested too deeply');
  take(cursor, SPACE);
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth);
    case '[':
      return readArray(cursor, depth);
    case '"':
      return readString(cursor);
    case 't':
      return readWord(cursor, 'true', true);
    case 'f':
      return readWord(cursor, 'false', false);
    case 'n':
      return readWord(cursor, 'null', null);
    default:
      return readNumber(cursor);
  }
}

function readObject(cursor: Cursor, depth: number): JsonObject {
  const object: Record<string, JsonValue> = Object.create(null);
  cursor.at += 1;
  if (skip(cursor, '}')) return object;
  do {
    take(cursor, SPACE);
    const name = readString(cursor);
    if (Object.hasOwn(object, name)) throw fault(cursor, `"${name}" stands twice`);
    if (!skip(cursor, ':')) throw fault(cursor, 'expected ":"');
    object[name] = readValue(cursor, depth + 1);
  } while (skip(cursor, ','));
  if (!skip(cursor, '}')) throw fault(cursor, 'expected "," or "}"');
  return object;
}

function readArray(cursor: Cursor, depth: number): JsonValue[] {
  const array: JsonValue[] = [];
  cursor.at += 1;
  if (skip(cursor, ']')) return array;
  do array.push(readValue(cursor, depth + 1));
  while (skip(cursor, ','));
  if (!skip(cursor, ']')) throw fault(cursor, 'expected "," or "]"');
  return array;
}

function readString(cursor: Cursor): string {
  if (cursor.text[cursor.at] !== '"') throw fault(cursor, 'expected a string');
  cursor.at += 1;
  let string = '';
  for (;;) {
    string += take(cursor, PLAIN_STRING_PART);
    const escaped = take(cursor, ESCAPE);
    if (escaped === '') break;
    string += unescaped(escaped);
  }
  if (cursor.text[cursor.at] !== '"') throw fault(cursor, 'a string without end');
  cursor.at += 1;
  if (LONE_SURROGATE.test(string)) throw fault(cursor, 'half a surrogate pair');
  return string;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function unescaped(sequence: string): string {
  const kind = sequence.charAt(1);
  if (kind === 'u') return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  return SHORT_ESCAPES[kind] ?? kind;
}

function readNumber(cursor: Cursor): number {
  const text = take(cursor, NUMBER);
  if (text === '') throw fault(cursor, 'expected a value');
  const number = Number(text);
  // Also refuses -0, 1.0, 1e3 and leading zeros: one number has one spelling.
  if (!Number.isSafeInteger(number) || String(number) !== text) {
    throw fault(cursor, `${text} isn't a safe integer`);
  }
  return number;
}

function readWord<T>(cursor: Cursor, word: string, value: T): T {
  if (!cursor.text.startsWith(word, cursor.at)) throw fault(cursor, 'expected a value');
  cursor.at += word.length;
  return value;
}

/** The text that a sticky pattern matches here ('' if none), and moves behind it. */
function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const matched = pattern.exec(cursor.text)?.[0] ?? '';
  cursor.at += matched.length;
  return matched;
}

function skip(cursor: Cursor, character: string): boolean {
  take(cursor, SPACE);
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function fault(cursor: Cursor, what: string): JsonError {
  return new JsonError(`${what} (at ${cursor.at})`);
}
