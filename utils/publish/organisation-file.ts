import { hex } from '@scure/base';
import { Decrypter, Encrypter } from 'age-encryption';
import { type Bytes, concatBytes, utf8 } from '../bytes.ts';
import { type Key, verifySignature } from '../tuf/key.ts';
import type { Root } from '../tuf/metadata.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { encodeKeyFile, type OrganisationKeys, readKeyFile } from './key-files.ts';

const SIGNED_LABEL = utf8('lethe/v1/organisation\0');
const SIGNATURE_LENGTH_BYTES = 64;

/**
 * org.age: the organisation's keys, signed by an officer or a root key and encrypted to each of their recipients.
 * Signed, because anybody can encrypt to a recipient, and keys slipped in would make a list that protects nobody.
 */
export async function sealOrganisation(keys: OrganisationKeys, signer: SigningKey): Promise<Bytes> {
  const content = await encodeKeyFile(keys);
  const signature = await crypto.subtle.sign(
    'Ed25519',
    signer.privateKey,
    concatBytes(SIGNED_LABEL, content),
  );
  const encrypter = new Encrypter();
  for (const { recipient } of keys.recipients) encrypter.addRecipient(recipient);
  return new Uint8Array(await encrypter.encrypt(concatBytes(new Uint8Array(signature), content)));
}

export type OpenedOrganisation =
  | { readonly ok: true; readonly keys: OrganisationKeys }
  /** `not-for-you`: not encrypted to this identity, or damaged; `bad-signature`: by nobody who may. */
  | { readonly ok: false; readonly problem: 'not-for-you' | 'bad-signature' | 'malformed' | 'newer' };

/**
 * Opens org.age.
 * @param identity an officer's or a recovery kit's
 * @param signers whose signature counts: see `signersOf`
 */
export async function openOrganisation(
  file: Bytes,
  identity: string,
  signers: readonly Key[],
): Promise<OpenedOrganisation> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  let signed: Bytes;
  try {
    signed = new Uint8Array(await decrypter.decrypt(file));
  } catch {
    return { ok: false, problem: 'not-for-you' };
  }
  const signature = hex.encode(signed.subarray(0, SIGNATURE_LENGTH_BYTES));
  const content = signed.slice(SIGNATURE_LENGTH_BYTES);
  const payload = concatBytes(SIGNED_LABEL, content);
  const verified = await Promise.all(signers.map(key => verifySignature(key, payload, signature)));
  if (!verified.includes(true)) return { ok: false, problem: 'bad-signature' };
  const read = await readKeyFile(content, 'organisation');
  if (read.ok) return { ok: true, keys: read.file };
  return { ok: false, problem: read.problem === 'newer' ? 'newer' : 'malformed' };
}

/**
 * Who may sign org.age: the officers and root keys of the newest root. Those of earlier roots may have been revoked
 * because they were stolen.
 */
export function signersOf(root: Root): Key[] {
  const keyIds = new Set([...root.roles.targets.keyIds, ...root.roles.root.keyIds]);
  return [...root.keys].flatMap(([keyId, key]) => (keyIds.has(keyId) ? [key] : []));
}
