import type { Key } from './key.ts';
import { verifySignature } from './key.ts';
import type { Metadata, Role } from './metadata.ts';

export interface SignatureCount {
  /** Keys of the role whose signature is valid. */
  readonly valid: number;
  readonly threshold: number;
}

/**
 * How many of the role's keys signed. Each key counts once, and by its public value, not its id only: two ids
 * could be made for one key by adding a field that means nothing.
 */
export async function countSignatures(
  metadata: Metadata<unknown>,
  role: Role,
  keys: ReadonlyMap<string, Key>,
): Promise<SignatureCount> {
  const signers = new Set<string>();
  for (const keyId of new Set(role.keyIds)) {
    const key = keys.get(keyId);
    const signature = metadata.signatures.get(keyId);
    if (key === undefined || signature === undefined) continue;
    if (await verifySignature(key, metadata.payload, signature)) signers.add(identityOf(key));
  }
  return { valid: signers.size, threshold: role.threshold };
}

/** Hex and base64 of the same bytes may be written in several ways. */
function identityOf(key: Key): string {
  const value = key.publicValue.replace(/\s/g, '');
  return key.keyType === 'ed25519' ? value.toLowerCase() : value;
}
