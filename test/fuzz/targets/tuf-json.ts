import { isDeepStrictEqual } from 'node:util';
import { type Bytes, equalBytes, utf8 } from '../../../utils/bytes.ts';
import { canonicalJson, fileJson } from '../../../utils/tuf/canonical-json.ts';
import { JsonError, type JsonValue, parseJson } from '../../../utils/tuf/json.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';

const SAMPLE = `{
 "signed": {"version": 12, "spec_version": "1.0.34", "custom": [true, false, null, -7, {}], "": "\\u00e9\\ud83d\\ude00\\n"},
 "signatures": [{"keyid": "ab", "sig": "é😀"}]
}`;

const TOKENS = [
  '"__proto__":1,',
  '"constructor":{},',
  '{',
  '[',
  ']',
  '}',
  ',',
  ':',
  '"',
  '\\',
  '\\u',
  '\\ud83d',
  '\\ude00',
  '\\u0000',
  '-0',
  '1.0',
  '1e3',
  '00',
  '9007199254740993',
  'NaN',
  '\ufeff',
  '\u2028',
  '\u0000',
  '[[[[[[[[[[[[[[[[',
];

/** Metadata's JSON, beside the engine's own reader. */
export const tufJson: Target = {
  name: 'tuf-json',
  prepare: () => ({
    samples: [utf8(SAMPLE), utf8('[]'), utf8('"\\\\"')],
    tokens: [...TOKENS.map(utf8), Uint8Array.of(0xed, 0xa0, 0x80), Uint8Array.of(0xc0, 0x80)],
    generate: anyText,
    check,
  }),
};

function check(input: Bytes): boolean {
  const value = read(input);
  if (value === undefined) return false;
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input);
  // The engine's objects have a prototype; through its own text both are compared without.
  const written = JSON.stringify(value);
  ensure(written === JSON.stringify(JSON.parse(text)), 'the engine reads the same');
  ensure(countNames(text) === countNames(written), 'no name stands twice');
  ensure(!/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(written), 'no half surrogate pairs');
  ensure(depthOf(value) <= 65, 'it is bounded in depth');
  const again = read(fileJson(value));
  ensure(again !== undefined && isDeepStrictEqual(again, value), 'what was read is read again from a file');
  ensure(equalBytes(canonicalJson(again), canonicalJson(value)), 'and has the same signatures');
  return true;
}

/** How many strings stand before a colon. */
function countNames(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/g)].filter(([, colon]) => colon === ':').length;
}

function depthOf(value: JsonValue): number {
  if (value === null || typeof value !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function read(input: Bytes): JsonValue | undefined {
  try {
    return parseJson(input);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** Sound JSON; nests deeply at times, and puts a name twice at times, as no reader may take it. */
function anyText(random: Random): Bytes {
  const json = JSON.stringify(anyValue(random, 4));
  const deep = random.oneIn(20) ? random.below(random.oneIn(2) ? 80 : 4000) : 0;
  const twice = random.oneIn(10) ? json.replace(/\{("[^"\\]*":)/, '{$1null,$1') : json;
  return utf8(`${'['.repeat(deep)}${twice}${']'.repeat(deep)}`);
}

function anyValue(random: Random, depth: number): unknown {
  const few = () => Array.from({ length: random.below(4) });
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0:
      return random.below(2 ** 53) * (random.oneIn(2) ? 1 : -1) || 0;
    case 1:
      return random.pick([true, false, null]);
    case 2:
      return random.below(100);
    case 3:
      return anyString(random);
    case 4:
      return few().map(() => anyValue(random, depth - 1));
    default:
      return Object.fromEntries(few().map(() => [anyString(random), anyValue(random, depth - 1)]));
  }
}

function anyString(random: Random): string {
  const codes = Array.from({ length: random.below(5) }, () => random.below(random.oneIn(3) ? 0x10000 : 0x80));
  return String.fromCharCode(...codes);
}
