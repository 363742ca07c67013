import { base64urlnopad } from '@scure/base';
import { type Bytes, concatBytes } from '../bytes.ts';
import { isLegibleName } from '../legible-name.ts';
import { decodeBody, encodeBody, uint32 } from './body.ts';
import { crc32 } from './crc32.ts';
import type { Enrolment } from './enrolment.ts';
import { repositoryUrl } from './repository-url.ts';

const VERSION = 1;
const PREFIX = /(?<before>^|.)lethe(?<version>\d{1,6}):/gisu;
/** Length of the body (uint32) and the low 16 bits of that length's CRC-32, so that a mistyped length isn't taken for a cut. */
const HEADER_LENGTH_BYTES = 6;
const HEADER_LENGTH_CHARACTERS = 8;
const CHECKSUM_LENGTH_BYTES = 4;
/** Far longer than a name and an address need. */
const MAX_BODY_LENGTH_BYTES = 16_384;
const MAX_ORGANISATION_LENGTH = 200;
/** What mail programs and editors strew into a long line. */
const SPACE = /[\s\u200b-\u200d\u2060\ufeff\u00ad]+/gu;

/**
 * - `empty`: nothing was given;
 * - `not-a-code`: no `lethe1:` in it;
 * - `link`: the code stands in a link; Lethe never takes one, since anybody can make another person open a link;
 * - `newer`: made by a later Lethe;
 * - `truncated`: the end is missing; `too-long`: something follows the end;
 * - `mistyped`: characters differ from what was handed out;
 * - `wrong-length`, `bad-organisation`, `bad-repository`, `bad-root`: whole, but not what an enrolment holds.
 */
export type EnrolmentProblem =
  | 'empty'
  | 'not-a-code'
  | 'link'
  | 'newer'
  | 'truncated'
  | 'too-long'
  | 'mistyped'
  | 'wrong-length'
  | 'bad-organisation'
  | 'bad-repository'
  | 'bad-root';

export type DecodedEnrolment =
  | { readonly ok: true; readonly enrolment: Enrolment }
  /** `detail`: a sentence for a log or a terminal. It never holds a part of the code, which is a secret. */
  | { readonly ok: false; readonly problem: EnrolmentProblem; readonly detail: string };

/**
 * The code that enrols an extension: `lethe1:` and base64url of length, body and CRC-32 of the body. To be treated
 * as a password.
 * @throws when a field isn't what an enrolment may hold
 */
export function encodeEnrolment(enrolment: Enrolment): string {
  const judged = judge(enrolment);
  if (!judged.ok) throw new Error(`No enrolment code can be made: ${judged.detail}`);
  const body = encodeBody(enrolment);
  const bytes = concatBytes(headerOf(body.length), body, uint32(crc32(body)));
  return `lethe${VERSION}:${base64urlnopad.encode(bytes)}`;
}

/**
 * Reads a code, or the text of an enrolment file. White space and line breaks around and inside are of no account.
 * A whole code still isn't trusted: show organisation and root fingerprint, and ask, before it is used.
 */
export function decodeEnrolment(text: string): DecodedEnrolment {
  if (text.replace(SPACE, '') === '') return problem('empty', 'There is no enrolment code here.');
  const prefix = [...text.matchAll(PREFIX)].at(-1);
  if (prefix === undefined) {
    return isLink(text) ? link() : problem('not-a-code', 'An enrolment code begins with "lethe1:".');
  }
  // In a link the code follows "/", "#" or "="; in a file or mail it stands by itself.
  if (/[^\s"'“”„«»‹›<>()[\]\u200b\ufeff]/u.test(prefix.groups?.before ?? '')) return link();
  const version = Number(prefix.groups?.version);
  if (version > VERSION) {
    return problem('newer', `This code was made by a newer Lethe (version ${version}): update Lethe.`);
  }
  if (version !== VERSION) return problem('not-a-code', 'An enrolment code begins with "lethe1:".');
  return readCharacters(text.slice(prefix.index + prefix[0].length).replace(SPACE, ''));
}

function readCharacters(characters: string): DecodedEnrolment {
  const bare = characters.replace(/["'”»›>)\]]+$/u, '');
  const foreign = /[^A-Za-z0-9_-]/u.exec(bare);
  if (foreign) {
    return problem('mistyped', `Character ${foreign.index + 1} after "lethe1:" can't stand in a code.`);
  }
  if (bare.length < HEADER_LENGTH_CHARACTERS) return truncated(bare.length);
  const header = bytesOf(bare.slice(0, HEADER_LENGTH_CHARACTERS));
  if (header === undefined) return mistyped();
  const bodyLength = new DataView(header.buffer).getUint32(0);
  const headerIsRight = headerOf(bodyLength).every((byte, index) => byte === header[index]);
  if (!headerIsRight || bodyLength > MAX_BODY_LENGTH_BYTES) return mistyped();
  const expected = Math.ceil(((HEADER_LENGTH_BYTES + bodyLength + CHECKSUM_LENGTH_BYTES) * 4) / 3);
  if (bare.length < expected) return truncated(bare.length, expected);
  if (bare.length > expected) {
    return problem('too-long', `${bare.length - expected} characters follow the end of the code.`);
  }
  const bytes = bytesOf(bare);
  if (bytes === undefined) return mistyped();
  const body = bytes.slice(HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + bodyLength);
  const checksum = new DataView(bytes.buffer).getUint32(HEADER_LENGTH_BYTES + bodyLength);
  return checksum === crc32(body) ? readBody(body) : mistyped();
}

function readBody(body: Bytes): DecodedEnrolment {
  const enrolment = decodeBody(body);
  if (enrolment === undefined) {
    return problem('wrong-length', 'The parts of this code have wrong lengths: ask for a new one.');
  }
  return judge(enrolment);
}

function judge(enrolment: Enrolment): DecodedEnrolment {
  const { organisation, repository, listId, digestKey, sealKey, sealEpoch, root } = enrolment;
  if (listId.length !== 16 || digestKey.length !== 32 || sealKey.length !== 32) {
    return problem('wrong-length', 'List id and keys must have 16, 32 and 32 bytes.');
  }
  if (!Number.isInteger(sealEpoch) || sealEpoch < 0 || sealEpoch > 0xffffffff) {
    return problem('wrong-length', 'The seal epoch must be a whole number below 2^32.');
  }
  if (!isOrganisationName(organisation)) {
    return problem(
      'bad-organisation',
      `The organisation's name must have 1 to ${MAX_ORGANISATION_LENGTH} printable characters.`,
    );
  }
  const address = repositoryUrl(repository);
  if (!address.ok || address.url !== repository) {
    return problem(
      'bad-repository',
      'The repository must be an https address that ends in "/" (http only on this machine itself).',
    );
  }
  if (!Number.isInteger(root.version) || root.version < 1 || root.sha256.length !== 32) {
    return problem('bad-root', 'The trusted root must have a version from 1 on and a hash of 32 bytes.');
  }
  return { ok: true, enrolment };
}

/** True for a name that may be shown to a rep who is about to accept an enrolment. */
export function isOrganisationName(name: string): boolean {
  return isLegibleName(name, MAX_ORGANISATION_LENGTH);
}

function headerOf(bodyLength: number): Bytes {
  const length = uint32(bodyLength);
  return concatBytes(length, uint32(crc32(length)).subarray(2));
}

function bytesOf(characters: string): Bytes | undefined {
  try {
    return new Uint8Array(base64urlnopad.decode(characters));
  } catch {
    // Not one encoding of any bytes: bits behind the end are set.
    return undefined;
  }
}

function isLink(text: string): boolean {
  return /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|www\.)/iu.test(text);
}

function link(): DecodedEnrolment {
  return problem('link', 'A link is never an enrolment code. Ask your privacy officer for the code itself.');
}

function truncated(length: number, expected?: number): DecodedEnrolment {
  const known = expected === undefined ? '' : `: ${length} of ${expected} characters are here`;
  return problem('truncated', `The end of the code is missing${known}. Copy all of it.`);
}

function mistyped(): DecodedEnrolment {
  return problem('mistyped', "The code's checksum doesn't fit: a character was changed. Copy it again.");
}

function problem(name: EnrolmentProblem, detail: string): DecodedEnrolment {
  return { ok: false, problem: name, detail };
}
