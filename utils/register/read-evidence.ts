import { hex } from '@scure/base';
import PostalMime, { type Address } from 'postal-mime';
import { type Bytes, sha256, utf8 } from '../bytes.ts';
import { canonicalForms } from '../identifier/versions.ts';
import type { Evidence } from './evidence.ts';

/** A message or file that shows what somebody asked for. */
export interface ReadEvidence {
  readonly evidence: Evidence;
  /** Who the message says that it is from, in canonical form: to be shown, and kept nowhere. */
  readonly sender: string | null;
  /** Outlook's own format, of which only the hash is taken. */
  readonly isOutlookMessage: boolean;
}

const BLANK_LINE = /\r?\n\r?\n/;
/** More headers than that has no message of a person: postal-mime's own bound. */
const MAX_HEADER_LENGTH_BYTES = 2 * 1024 * 1024;

/**
 * What is recorded of a file: its hash; of an `.eml` also when it says that it was sent, and that it is mail. Whoever
 * wrote the message chose date and sender: they are what it says, not proof. Only its headers are parsed.
 * @param name of the file, by whose end its format is known
 */
export async function readEvidence(bytes: Bytes, name: string): Promise<ReadEvidence> {
  const hash = hex.encode(await sha256(bytes));
  const isOutlookMessage = /\.msg$/i.test(name);
  if (!/\.eml$/i.test(name)) {
    return { evidence: { sha256: hash, sentAt: null, channel: null }, sender: null, isOutlookMessage };
  }
  const { sentAt, sender } = await readHeaders(bytes);
  return { evidence: { sha256: hash, sentAt, channel: 'mail' }, sender, isOutlookMessage };
}

/**
 * What is recorded of a text that was pasted: the hash of its UTF-8, with line feeds between its lines. Undefined for a text of
 * nothing but space.
 */
export async function readPastedEvidence(text: string): Promise<ReadEvidence | undefined> {
  if (text.trim() === '') return undefined;
  return readEvidence(utf8(text.replace(/\r\n?/gu, '\n')), '');
}

async function readHeaders(bytes: Bytes): Promise<{ sentAt: number | null; sender: string | null }> {
  // One byte a character, so that what is cut off has the place that it was found at.
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEADER_LENGTH_BYTES));
  const end = BLANK_LINE.exec(start)?.index ?? start.length;
  const message = await PostalMime.parse(bytes.slice(0, end)).catch(() => undefined);
  const sentAt = Date.parse(message?.date ?? '');
  return {
    sentAt: Number.isSafeInteger(sentAt) && sentAt >= 0 ? sentAt : null,
    sender: canonicalOf(addressOf(message?.from)),
  };
}

function addressOf(from: Address | undefined): string {
  return from?.address ?? from?.group?.[0]?.address ?? '';
}

/** Without characters that would dress up the line that it is shown in. */
function canonicalOf(address: string): string | null {
  const form = canonicalForms('email', address).at(-1);
  return form?.ok ? form.identifier.canonical : null;
}
