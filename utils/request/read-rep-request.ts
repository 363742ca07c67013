import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import { isPhoneNumber } from '../identifier/phone-v1.ts';
import type { Channel } from '../register/evidence.ts';

/** "They asked me to stop", as a rep's mail says it. */
export interface RepRequest {
  /** Addresses, numbers and profiles, each once, as they were written. */
  readonly identifiers: readonly string[];
  /** Null where it isn't said, or nobody knows the word. */
  readonly channel: Channel | null;
  /** `YYYY-MM-DD`; null where it isn't said. */
  readonly receivedOn: string | null;
  /** Where the rep was; null where it isn't said. */
  readonly site: string | null;
}

/**
 * - `none`: no line `Lethe request 1`;
 * - `newer`: of a later release;
 * - `empty`: it names nobody.
 */
export type ReadRepRequest =
  | { readonly ok: true; readonly request: RepRequest }
  | { readonly ok: false; readonly problem: 'none' | 'newer' | 'empty' };

const REQUEST_FORMAT = 1;
const FIRST_LINE = /^lethe request (?<format>\d{1,6})$/iu;
const FIELD = /^(?<name>address|phone|profile|channel|received|site)\s*[:：]\s*(?<value>.*)$/iu;

const CHANNEL_WORDS: ReadonlyMap<string, Channel> = new Map([
  ['email', 'mail'],
  ['e-mail', 'mail'],
  ['mail', 'mail'],
  ['phone', 'phone'],
  ['linkedin', 'linkedin'],
  ['in person', 'in-person'],
  ['other', 'other'],
]);

/** What somebody reads as an address, a number or a profile, by the name of its field. */
const IDENTIFIERS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['address', value => /^\S+@\S+$/u.test(value)],
  ['phone', isPhoneNumber],
  ['profile', isLinkedinAddress],
]);

/**
 * Reads a rep's request out of a mail, whatever stands around it and however often it was quoted. Its lines may be in any order;
 * they are those next to the line that names it, up to the first that is none: a signature's own `Phone:` isn't one.
 * @example readRepRequest('Lethe request 1\nAddress: anna@example.com\nChannel: phone\nReceived: 2026-11-29')
 */
export function readRepRequest(text: string): ReadRepRequest {
  const lines = text.split(/\r\n|[\r\n]/u).map(unquoted);
  const first = lines.findIndex(line => FIRST_LINE.test(line));
  if (first < 0) return { ok: false, problem: 'none' };
  const format = Number(FIRST_LINE.exec(lines[first] ?? '')?.groups?.format);
  if (format > REQUEST_FORMAT) return { ok: false, problem: 'newer' };
  const fields = [
    ...fieldsFrom(lines.slice(0, first).toReversed()).toReversed(),
    ...fieldsFrom(lines.slice(first + 1)),
  ];
  const saidOf = (wanted: string) => fields.find(({ name }) => name === wanted)?.value ?? '';
  const identifiers = fields.flatMap(({ name, value }) => (IDENTIFIERS.get(name)?.(value) ? [value] : []));
  if (identifiers.length === 0) return { ok: false, problem: 'empty' };
  return {
    ok: true,
    request: {
      identifiers: [...new Set(identifiers)],
      channel:
        CHANNEL_WORDS.get(
          saidOf('channel')
            .toLowerCase()
            .replace(/[\s-]+/gu, ' '),
        ) ?? null,
      receivedOn: isDay(saidOf('received')) ? saidOf('received') : null,
      site: saidOf('site') || null,
    },
  };
}

interface RequestField {
  readonly name: string;
  readonly value: string;
}

/** Fields up to the first line that is none; empty lines between them don't count. */
function fieldsFrom(lines: readonly string[]): RequestField[] {
  const fields: RequestField[] = [];
  for (const line of lines.filter(each => each !== '')) {
    const { name, value } = FIELD.exec(line)?.groups ?? {};
    if (name === undefined || value === undefined) break;
    fields.push({ name: name.toLowerCase(), value: bare(value) });
  }
  return fields;
}

/** Without the marks that a reply puts in front, and without the spaces that mail programs put around. */
function unquoted(line: string): string {
  return line
    .replace(/\u{a0}/gu, ' ')
    .replace(/^[\s>|]*/u, '')
    .trim();
}

/** Without the link that a mail program writes behind an address: `anna@example.com <mailto:anna@example.com>`. */
function bare(value: string): string {
  return value
    .replace(/^<(?<inner>[^<>]+)>$/u, '$<inner>')
    .replace(/<[^<>]*>$/u, '')
    .replace(/^mailto:/iu, '')
    .trim();
}

function isDay(text: string): boolean {
  // Date.parse takes the 31st of February for the 3rd of March.
  const time = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
