import { hex } from '@scure/base';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Bytes } from '../bytes.ts';
import { buildRoot, generateSigningKey, signMetadata } from '../tuf/signer.ts';
import type {
  AuditorKeys,
  OfficerKeys,
  OrganisationKeys,
  RecoveryKit,
  RootKeys,
  TimestampKeys,
} from './key-files.ts';
import { lifetimes } from './lifetimes.ts';

export interface NewOrganisation {
  readonly root: RootKeys;
  readonly officer: OfficerKeys;
  readonly timestamp: TimestampKeys;
  readonly recovery: RecoveryKit;
  readonly organisation: OrganisationKeys;
  /** `1.root.json` */
  readonly rootFile: Bytes;
}

/**
 * New random keys and the first root: root keys are the officer's and the recovery kit's, either of them enough;
 * the officer signs targets, snapshot and timestamp, the automation's key timestamps only.
 * @param officerName as other officers will see whoever makes it
 */
export async function createOrganisation(now: number, officerName?: string): Promise<NewOrganisation> {
  const [rootKey, recoveryKey, officerKey, timestampKey] = await Promise.all([
    generateSigningKey(),
    generateSigningKey(),
    generateSigningKey(),
    generateSigningKey(),
  ]);
  const officers = { keys: [officerKey.key], threshold: 1 };
  const rootFile = await signMetadata(
    buildRoot(
      { version: 1, expires: now + lifetimes.root },
      {
        root: { keys: [rootKey.key, recoveryKey.key], threshold: 1 },
        targets: officers,
        snapshot: officers,
        timestamp: { keys: [officerKey.key, timestampKey.key], threshold: 1 },
      },
    ),
    [rootKey, recoveryKey],
  );
  const listId = hex.encode(random(16));
  const [identity, kitIdentity, registerIdentity] = await Promise.all([
    generateIdentity(),
    generateIdentity(),
    generateIdentity(),
  ]);
  const organisation: OrganisationKeys = {
    kind: 'organisation',
    listId,
    digestKey: random(32),
    sealKey: random(32),
    sealEpoch: 1,
    earlierSealKeys: [],
    decoySecret: random(32),
    registerIdentity,
    recipients: [
      {
        keyId: officerKey.key.keyId,
        recipient: await identityToRecipient(identity),
        ...(officerName !== undefined && { name: officerName }),
      },
      { keyId: recoveryKey.key.keyId, recipient: await identityToRecipient(kitIdentity) },
    ],
    rotation: null,
  };
  return {
    root: { kind: 'root', listId, signingKey: rootKey },
    officer: { kind: 'officer', listId, signingKey: officerKey, identity, root: rootFile },
    timestamp: { kind: 'timestamp', listId, signingKey: timestampKey, root: rootFile },
    recovery: {
      kind: 'recovery',
      listId,
      signingKey: recoveryKey,
      identity: kitIdentity,
      organisation,
      root: rootFile,
    },
    organisation,
    rootFile,
  };
}

/** A key that opens the addresses which an organisation keeps sealed, and to what they are sealed. */
export async function newAuditorKey(
  listId: string,
): Promise<{ readonly keys: AuditorKeys; readonly recipient: string }> {
  const identity = await generateIdentity();
  return { keys: { kind: 'auditor', listId, identity }, recipient: await identityToRecipient(identity) };
}

function random(lengthBytes: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(lengthBytes));
}
