import { hex } from '@scure/base';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { appendOperations } from '../../../utils/register/append.ts';
import type { BlockedIdentifier } from '../../../utils/register/block.ts';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import type { BlockOperation, LiftOperation, Operation } from '../../../utils/register/operation.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { ageSealer } from '../../../utils/register/sealer.ts';
import { generateSigningKey, type SigningKey } from '../../../utils/tuf/signer.ts';
import { memoryStore } from '../publish/memory-store.ts';

export const LIST_ID = '00112233445566778899aabbccddeeff';
export const NOW = Date.UTC(2026, 10, 23);

/** Two officers. */
export const [ann, bob] = await Promise.all([generateSigningKey(), generateSigningKey()]);
export const identity = await generateIdentity();
export const recipient = await identityToRecipient(identity);

export function emptyRegister() {
  const store = memoryStore();
  const access: RegisterAccess = {
    store,
    sealer: ageSealer(identity, [recipient]),
    listId: LIST_ID,
    writers: new Map([ann, bob].map(({ key }) => [key.keyId, key])),
  };
  return { store, access };
}

export function identifier(): BlockedIdentifier {
  const digest = crypto.getRandomValues(new Uint8Array(32));
  return {
    id: hex.encode(digest.slice(0, 16)),
    kind: 'email',
    forms: [{ version: 1, digest, tag: 0xfeedbeef }],
    sealed: null,
  };
}

export function block(...identifiers: BlockedIdentifier[]): BlockOperation {
  return {
    type: 'block',
    scope: 'all',
    basis: 'erasure',
    reference: 'DPO-1',
    recordedAt: NOW,
    evidence: null,
    wording: null,
    reviewAt: null,
    identifiers,
  };
}

export function lift(reference: string, ...blocks: BlockedIdentifier[]): LiftOperation {
  return { type: 'lift', reference, recordedAt: NOW, reason: 'request', blocks: blocks.map(({ id }) => id) };
}

export async function append(access: RegisterAccess, signer: SigningKey, ...operations: Operation[]) {
  const read = await readRegister(access, []);
  if (!read.ok) throw new Error(read.detail);
  return appendOperations(access, signer, read.register.heads, operations, NOW);
}
