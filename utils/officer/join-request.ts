import { hex } from '@scure/base';
import { Encrypter } from 'age-encryption';
import { type Bytes, sha256, utf8 } from '../bytes.ts';
import type { RootPin } from '../enrolment/root-pin.ts';
import { isLegibleName } from '../legible-name.ts';
import { isCount, isSha256 } from '../register/json-value.ts';
import { isSignedText, signText } from '../register/signed-text.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { ed25519Key, type Key } from '../tuf/key.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { OfficerFailure } from './officer-failure.ts';

/** What somebody sends who wants to become an officer: public keys, and whose register they take it for. */
export interface JoinRequest {
  readonly listId: string;
  /** As the other officers see them. */
  readonly name: string;
  /** Signs lists and register objects. */
  readonly key: Key;
  /** `age1…`, to which org.age is encrypted. */
  readonly recipient: string;
  /** The root from which they verify: another organisation's, and they would work on another's list. */
  readonly root: RootPin;
}

const FORMAT = 1;
const JOIN_LABEL = 'lethe/v1/join';
const MAX_NAME_LENGTH = 80;

/** True for what an officer may call themselves. */
export function isOfficerName(name: string): boolean {
  return isLegibleName(name, MAX_NAME_LENGTH);
}

export function badOfficerName(): OfficerFailure {
  return new OfficerFailure(
    sentence(
      'told.failure.officerName',
    )`An officer's name takes 1 to ${MAX_NAME_LENGTH} printable characters: choose another.`,
  );
}

/** The text of a request's file, signed by the key that it names. */
export async function joinFile(request: Omit<JoinRequest, 'key'>, signer: SigningKey): Promise<string> {
  const fields = fieldsOf({ ...request, key: signer.key });
  const signature = await signText(JOIN_LABEL, signedText(fields), signer);
  return `${JSON.stringify({ format: FORMAT, type: 'lethe-join', ...fields, signature }, null, 2)}\n`;
}

interface Fields {
  readonly listId: string;
  readonly name: string;
  readonly publicKey: string;
  readonly recipient: string;
  readonly rootVersion: number;
  readonly rootSha256: string;
}

function fieldsOf({ listId, name, key, recipient, root }: JoinRequest): Fields {
  const { version: rootVersion, sha256: digest } = root;
  return { listId, name, publicKey: key.publicValue, recipient, rootVersion, rootSha256: hex.encode(digest) };
}

function signedText({ listId, name, publicKey, recipient, rootVersion, rootSha256 }: Fields): string {
  return JSON.stringify([listId, name, publicKey, recipient, rootVersion, rootSha256]);
}

export type ReadJoin =
  | { readonly ok: true; readonly request: JoinRequest }
  | { readonly ok: false; readonly said: Sentence };

const noRequest = () =>
  sentence(
    'told.failure.notARequest',
  )`This is no request to join: choose the file that the newcomer sent, whose name ends in .join.json.`;

/** Reads a request, and checks that who made it has the key that it names. Whose that is, a person has to find out. */
export async function readJoin(text: string): Promise<ReadJoin> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, said: noRequest() };
  }
  if (typeof value !== 'object' || value === null || !('type' in value && value.type === 'lethe-join')) {
    return { ok: false, said: noRequest() };
  }
  if (!('format' in value && value.format === FORMAT)) {
    return { ok: false, said: sentence('told.failure.newer')`This was made by a newer Lethe: update Lethe.` };
  }
  if (!isFields(value) || !('signature' in value && typeof value.signature === 'string')) {
    return {
      ok: false,
      said: sentence('told.failure.requestDamaged')`This request is damaged: ask for it again.`,
    };
  }
  const key = await ed25519Key(hex.decode(value.publicKey));
  if (!(await isSignedText(JOIN_LABEL, signedText(value), value.signature, key))) {
    return {
      ok: false,
      said: sentence(
        'told.failure.requestChanged',
      )`This request was changed on its way: ask for it again, by another way.`,
    };
  }
  const { listId, name, recipient, rootVersion: version, rootSha256 } = value;
  const root = { version, sha256: new Uint8Array(hex.decode(rootSha256)) };
  return { ok: true, request: { listId, name, key, recipient, root } };
}

const FIELDS: { readonly [Name in keyof Fields]: (value: unknown) => boolean } = {
  listId: value => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
  name: value => typeof value === 'string' && isOfficerName(value),
  // An Ed25519 key has as many bytes as a SHA-256.
  publicKey: isSha256,
  recipient: value => typeof value === 'string' && isRecipient(value),
  rootVersion: value => isCount(value) && value > 0,
  rootSha256: isSha256,
};

function isFields(value: object): value is Fields {
  const given: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  return Object.entries(FIELDS).every(([name, isRight]) => isRight(given.get(name)));
}

function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return text.startsWith('age1');
  } catch {
    return false;
  }
}

const GROUPS = 6;
const GROUP_LENGTH_BYTES = 5;

/**
 * What two people read to each other: six groups of five digits, some hundred bits of a hash over all that the request
 * says, the root included. Whoever changes the request on its way, or gave out an invitation of their own, makes another.
 * @example await checkNumberOf(request) // → '04913 88120 …'
 */
export async function checkNumberOf(request: JoinRequest): Promise<string> {
  const digest: Bytes = await sha256(utf8(`${JOIN_LABEL}/check\0${signedText(fieldsOf(request))}`));
  return Array.from({ length: GROUPS }, (_, group) => {
    const bytes = digest.subarray(group * GROUP_LENGTH_BYTES, (group + 1) * GROUP_LENGTH_BYTES);
    const number = bytes.reduce((value, byte) => (value * 256 + byte) % 100_000, 0);
    return String(number).padStart(5, '0');
  }).join(' ');
}
