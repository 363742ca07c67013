import { hex } from '@scure/base';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Bytes } from '../../../utils/bytes.ts';
import { appendOperations } from '../../../utils/register/append.ts';
import type { BlockedIdentifier } from '../../../utils/register/block.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import type { BlockOperation, LiftOperation, Operation } from '../../../utils/register/operation.ts';
import { type RegisterAccess, readRegister } from '../../../utils/register/register.ts';
import { ageSealer } from '../../../utils/register/sealer.ts';
import { generateSigningKey, type SigningKey } from '../../../utils/tuf/signer.ts';

export const LIST_ID = '00112233445566778899aabbccddeeff';
export const NOW = Date.UTC(2026, 10, 23);

/** Two officers. */
export const [ann, bob] = await Promise.all([generateSigningKey(), generateSigningKey()]);
export const identity = await generateIdentity();
export const recipient = await identityToRecipient(identity);

export function memoryStore(): ObjectStore & { readonly files: Map<string, Bytes> } {
  const files = new Map<string, Bytes>();
  return {
    files,
    async get(path) {
      const bytes = files.get(path);
      return bytes && { bytes, etag: hex.encode(bytes) };
    },
    async putNew(path, bytes) {
      if (files.has(path)) return 'taken';
      files.set(path, bytes);
      return 'written';
    },
    async replaceIf(path, bytes, etag) {
      const before = files.get(path);
      if ((before && hex.encode(before)) !== etag) return 'conflict';
      files.set(path, bytes);
      return 'written';
    },
    async list(prefix) {
      return [...files.keys()].filter(path => path.startsWith(prefix)).sort();
    },
    async remove(path) {
      files.delete(path);
    },
  };
}

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
