import type { IdentifierKind } from '../identifier/identifier.ts';
import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import { isPhoneNumber } from '../identifier/phone-v1.ts';

/** By what way somebody asked to be left alone, as it stands in a request. */
export const REQUEST_CHANNELS = ['email', 'phone', 'linkedin', 'in person', 'other'] as const;

export type RequestChannel = (typeof REQUEST_CHANNELS)[number];

/** What a rep hands on to the privacy officer: who asked, by what way, when, and where the rep was. */
export interface RepRequest {
  /** Addresses, links to profiles, phone numbers, as the rep gave them: all of one person. */
  readonly texts: readonly string[];
  readonly channel: RequestChannel;
  /** ISO 8601, a day. */
  readonly received: string;
  /** Name of the site or its host; empty where it was on none, and then it isn't written. */
  readonly site: string;
}

/** What the first line says, in every release. */
const TITLE = 'Lethe request 1';

const NAMES = {
  email: 'Address',
  linkedin: 'Profile',
  phone: 'Phone',
} as const satisfies Partial<Record<IdentifierKind, string>>;

/**
 * The request as plain text, a field a line, for the body of a mail: mail programs leave it whole, people can read it, and the
 * desk takes it in. In English whatever language the mail is in, since it is read by a program.
 */
export function writeRepRequest({ texts, channel, received, site }: RepRequest): string {
  const people = texts.map(text => `${NAMES[kindOf(text)]}: ${writtenAs(text)}`);
  const lines = [TITLE, ...people, `Channel: ${channel}`, `Received: ${oneLine(received)}`];
  return [...lines, ...(site === '' ? [] : [`Site: ${oneLine(site)}`])].join('\n');
}

function kindOf(text: string): keyof typeof NAMES {
  if (isLinkedinAddress(text)) return 'linkedin';
  return isPhoneNumber(text) ? 'phone' : 'email';
}

/** A link to a profile whole and without what follows its path, which tells where the rep came from. */
function writtenAs(text: string): string {
  const written = oneLine(text);
  if (isLinkedinAddress(text)) {
    return (/^https?:/i.test(written) ? written : `https://${written}`).replace(/[?#].*$/, '');
  }
  return isPhoneNumber(text) ? written.replace(/^tel:/i, '') : written;
}

/** Whatever was copied from a page must not begin a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
