import { generateIdentity, identityToRecipient } from 'age-encryption';
import { pinOf } from '../enrolment/root-pin.ts';
import { encodeKeyFile, type OfficerKeys } from '../publish/key-files.ts';
import { KEY_FILES } from '../publish/key-folder.ts';
import { type PassphraseFiles, passphraseFiles } from '../publish/passphrase-file.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { sentence } from '../sentence.ts';
import { generateSigningKey } from '../tuf/signer.ts';
import type { Invitation } from './invitation.ts';
import { badOfficerName, checkNumberOf, isOfficerName, type JoinRequest, joinFile } from './join-request.ts';
import { OfficerFailure } from './officer-failure.ts';

/** What somebody has who asked to become an officer. */
export interface Joining {
  readonly officer: OfficerKeys;
  /** For the officer who invited them; nothing in it is secret. */
  readonly file: string;
  readonly checkNumber: string;
}

/**
 * Makes the keys of somebody who was invited, and what they send back. The keys stay here, under a passphrase of theirs.
 * @param files where key files are kept
 */
export async function joinOrganisation(
  { settings: { listId }, root }: Invitation,
  name: string,
  passphrase: string,
  files: ObjectStore,
  underPassphrase: PassphraseFiles = passphraseFiles(),
): Promise<Joining> {
  if (!isOfficerName(name)) throw badOfficerName();
  const [signingKey, identity] = await Promise.all([generateSigningKey(), generateIdentity()]);
  const officer: OfficerKeys = { kind: 'officer', listId, signingKey, identity, root };
  const sealed = await underPassphrase.seal(await encodeKeyFile(officer), passphrase);
  if ((await files.putNew(KEY_FILES.officer, sealed)) === 'taken') {
    throw new OfficerFailure(
      sentence('told.failure.fileTaken')`There is ${KEY_FILES.officer} here already: choose another place.`,
    );
  }
  return { officer, ...(await requestOf(officer, name)) };
}

/** The request of a key, anew: the same each time. */
async function requestOf(
  { listId, signingKey, identity, root }: OfficerKeys,
  name: string,
): Promise<Pick<Joining, 'file' | 'checkNumber'>> {
  const recipient = await identityToRecipient(identity);
  const request: JoinRequest = { listId, name, key: signingKey.key, recipient, root: await pinOf(root) };
  return { file: await joinFile(request, signingKey), checkNumber: await checkNumberOf(request) };
}
