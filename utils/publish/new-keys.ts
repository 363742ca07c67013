import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Bytes } from '../bytes.ts';
import { generateSigningKey } from '../tuf/signer.ts';
import {
  encodeKeyFile,
  type OfficerKeys,
  type OrganisationKeys,
  type RecoveryKit,
  type RootKeys,
  type TimestampKeys,
} from './key-files.ts';
import { sealUnderPassphrase } from './passphrase-file.ts';
import type { Newcomer } from './rotation.ts';

/** A key that comes, with its secret half. */
export interface NewKey<K> {
  readonly keys: K;
  readonly newcomer: Newcomer;
}

/** How a new key file is written. `workFactor` of scrypt is lower than the default in tests alone. */
export interface Sealing {
  readonly passphrase: string;
  readonly workFactor?: number;
}

export async function newRootKey(listId: string, sealing: Sealing): Promise<NewKey<RootKeys>> {
  return sealed({ kind: 'root', listId, signingKey: await generateSigningKey() }, null, sealing);
}

/** @param root from which the officer verifies: as old as the register, or its earlier writers are unknown */
export async function newOfficerKey(
  listId: string,
  root: Bytes,
  sealing: Sealing,
): Promise<NewKey<OfficerKeys>> {
  const [signingKey, identity] = await Promise.all([generateSigningKey(), generateIdentity()]);
  const keys: OfficerKeys = { kind: 'officer', listId, signingKey, identity, root };
  return sealed(keys, await identityToRecipient(identity), sealing);
}

export async function newTimestampKey(
  listId: string,
  root: Bytes,
  sealing: Sealing,
): Promise<NewKey<TimestampKeys>> {
  return sealed({ kind: 'timestamp', listId, signingKey: await generateSigningKey(), root }, null, sealing);
}

export async function newRecoveryKit(
  organisation: OrganisationKeys,
  root: Bytes,
  sealing: Sealing,
): Promise<NewKey<RecoveryKit>> {
  const [signingKey, identity] = await Promise.all([generateSigningKey(), generateIdentity()]);
  const { listId } = organisation;
  const keys: RecoveryKit = { kind: 'recovery', listId, signingKey, identity, organisation, root };
  return sealed(keys, await identityToRecipient(identity), sealing);
}

async function sealed<K extends RootKeys | OfficerKeys | TimestampKeys | RecoveryKit>(
  keys: K,
  recipient: string | null,
  { passphrase, workFactor }: Sealing,
): Promise<NewKey<K>> {
  const file = await sealUnderPassphrase(await encodeKeyFile(keys), passphrase, workFactor);
  return { keys, newcomer: { kind: keys.kind, key: keys.signingKey.key, recipient, sealed: file } };
}
