import { readFileSync } from 'node:fs';
import type { Bytes } from '../../../utils/bytes.ts';
import { domainCandidates, hostOfEmail } from '../../../utils/identifier/domain-v1.ts';
import type { Identifier, IdentifierKind } from '../../../utils/identifier/identifier.ts';
import { canonicalForms, knownVersions } from '../../../utils/identifier/versions.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';

const KINDS: readonly IdentifierKind[] = ['email', 'domain', 'linkedin', 'phone'];

/** Quotes, tags, dots, joiners, marks that compose, wide and mathematical letters, other scripts' full stops. */
const PIECES: readonly [string, ...string[]] = [
  'ann',
  // Compose as small letters only.
  ...['J\u030c', 'j\u030c', 'T\u0308', 'h\u0331'],
  ...[
    'A',
    '"',
    '+',
    '.',
    '@',
    '\\',
    '(',
    ')',
    ' ',
    '-',
    '_',
    'xn--',
    'xn--bcher-kva',
    'gmail.com',
    'googlemail.com',
    '/',
    '%C3%BC',
    '%E2%80%8B',
  ],
  ...[
    '\u200b',
    '\u00ad',
    '\ufeff',
    '\u3164',
    '\ufe0f',
    '\ud83d',
    '\u{1f600}',
    '\u0307',
    '\u0301',
    '\u0345',
    '\u0323',
  ],
  ...[
    'ﬁ',
    'ａ',
    '＠',
    '𝒂',
    'İ',
    'ı',
    'ß',
    'ẞ',
    'ς',
    'Σ',
    'ᾳ',
    '℡',
    'Ⅷ',
    '。',
    '．',
    '｡',
    'K',
    '가',
    'ᄀ',
    'ᅡ',
    '٣',
    '台',
  ],
];

/** An input is a text in UTF-16, so that half a surrogate pair is one too. */
export const canonicalForm: Target = {
  name: 'canonical-form',
  prepare: () => {
    const [first = 'ann@example.com', ...others] = vectorTexts();
    return {
      samples: [utf16(first), ...others.map(utf16)],
      tokens: PIECES.map(utf16),
      generate: anyAddress,
      check,
    };
  },
};

function check(input: Bytes): boolean {
  const text = textOf(input);
  const forms = KINDS.map(kind => formsOf(kind, text));
  for (const other of sameTo(text)) {
    const others = KINDS.map(kind => formsOf(kind, other));
    ensure(String(others) === String(forms), `${JSON.stringify(other)} has the same forms`);
  }
  return forms.some(form => form !== '');
}

/** All forms of a text under a kind, joined; checks each on the way. */
function formsOf(kind: IdentifierKind, text: string): string {
  const versions = knownVersions(kind);
  return canonicalForms(kind, text)
    .map((form, index) => {
      if (!form.ok) return '';
      ensure(
        form.identifier.kind === kind && form.identifier.version === versions[index],
        'the form is named',
      );
      ensureSound(form.identifier);
      const again = canonicalForms(kind, form.identifier.canonical)[index];
      ensure(
        again?.ok === true && again.identifier.canonical === form.identifier.canonical,
        'it is idempotent',
      );
      return form.identifier.canonical;
    })
    .join(' ');
}

function ensureSound({ kind, canonical }: Identifier): void {
  ensure(canonical !== '' && canonical.length <= 600, 'it is neither empty nor endless');
  ensure(!/\p{Surrogate}/u.test(canonical), 'it has UTF-8 bytes');
  ensure(canonical === canonical.toLowerCase() && canonical === canonical.normalize('NFKC'), 'it is folded');
  if (kind === 'phone') ensure(/^\+[1-9]\d{6,14}$/.test(canonical), 'it is E.164');
  if (kind !== 'email' && kind !== 'domain') return;
  const host = kind === 'email' ? hostOfEmail(canonical) : canonical;
  ensure(/^[a-z0-9._-]{1,253}$/.test(host) && !/^\.|\.\.|\.$/.test(host), 'its host is one');
  const candidates = domainCandidates(host);
  const covers = (domain: string) => domain === host || host.endsWith(`.${domain}`);
  ensure(candidates.length <= 6 && candidates.every(covers), 'its domains are its own');
}

/** Texts that differ by what every form folds away. */
function sameTo(text: string): string[] {
  // Between two characters, not between the halves of one.
  const characters = [...text];
  const [front, back] = [
    characters.slice(0, characters.length >> 1),
    characters.slice(characters.length >> 1),
  ];
  const capitals = text.replace(/[a-z]+/g, letters => letters.toUpperCase());
  // One that is as long as a text may be would become too long.
  return text.length > 1000
    ? [capitals]
    : [capitals, ` ${text}\t`, `\u200b${front.join('')}\u2060${back.join('')}`];
}

function anyAddress(random: Random): Bytes {
  const part = () => Array.from({ length: 1 + random.below(5) }, () => anyPiece(random)).join('');
  if (random.oneIn(4)) {
    const path = random.pick(['in/', 'mwlite/in/', 'sales/lead/AC', '']);
    return utf16(
      `${random.pick(['https://www.', ''])}LinkedIn.com/${path}${part()}${random.pick(['', '/', '?x', ','])}`,
    );
  }
  if (random.oneIn(4)) {
    const digits = () => random.pick(['44', '521', '549', '0', '7700 900123', '٤٤', '０', '(0)']);
    const end = random.pick(['', ';ext=1', ';phone-context=+44', ',,12', ' ext. 4', part()]);
    return utf16(
      `${random.pick(['+', 'tel:+', 'tel:', ''])}${digits()}${random.pick([' ', '-', ''])}${digits()}${part().slice(0, 2)}${digits()}${end}`,
    );
  }
  // Gmail's local parts are folded further than others.
  const host = random.oneIn(3) ? 'GMail.com' : `${part()}${random.pick(['', '.', '.example'])}`;
  return utf16(`${part()}@${host}`);
}

function anyPiece(random: Random): string {
  if (!random.oneIn(3)) return random.pick(PIECES);
  return String.fromCodePoint(random.below(random.oneIn(2) ? 0x3000 : 0x20000));
}

function utf16(text: string): Bytes {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(2 * index, text.charCodeAt(index), true);
  return bytes;
}

function textOf(bytes: Bytes): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(view.getUint16(at, true));
  return text;
}

/** The texts of the vectors that have a form. */
function vectorTexts(): string[] {
  const file = new URL('../../vectors/canonical-v1.json', import.meta.url);
  const vectors: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const all = typeof vectors === 'object' && vectors !== null ? Object.values(vectors).flat() : [];
  return all.filter(isSound).map(({ text }) => text);
}

function isSound(vector: unknown): vector is { readonly text: string; readonly canonical: string } {
  return (
    typeof vector === 'object' &&
    vector !== null &&
    'text' in vector &&
    'canonical' in vector &&
    typeof vector.text === 'string' &&
    typeof vector.canonical === 'string'
  );
}
