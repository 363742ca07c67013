import type { ChainHead } from '../blocklist/head.ts';
import type { SigningKey } from '../tuf/signer.ts';
import type { RegisterAccess } from './chain.ts';
import type { Operation } from './operation.ts';
import { hashOfObject, registerObjectPath, signObject } from './register-object.ts';

/** An object of so many blocks has some 450 KB: read, checked and sealed within milliseconds. */
const MAX_BLOCKS_PER_OBJECT = 2000;

export type Appended =
  | { readonly ok: true; readonly heads: readonly ChainHead[] }
  /** Another process wrote the next object of this chain: read the register again, and append what is left. */
  | { readonly ok: false; readonly problem: 'conflict'; readonly left: readonly Operation[] };

/**
 * Appends operations to the signer's own chain, as one object or several.
 * @param heads of the register as it was read
 */
export async function appendOperations(
  access: RegisterAccess,
  signer: SigningKey,
  heads: readonly ChainHead[],
  operations: readonly Operation[],
  now: number,
): Promise<Appended> {
  const writer = signer.key.keyId;
  const others = heads.filter(head => head.writer !== writer);
  let own = heads.find(head => head.writer === writer);
  const batches = batchesOf(operations);
  for (const [index, batch] of batches.entries()) {
    const sequence = (own?.sequence ?? 0) + 1;
    const signed = await signObject(
      {
        listId: access.listId,
        writer,
        sequence,
        previous: own?.sha256 ?? null,
        seen: others,
        writtenAt: now,
        operations: batch,
      },
      signer,
    );
    const sealed = await access.sealer.seal(signed);
    const put = await access.store.putNew(registerObjectPath(writer, sequence), sealed);
    if (put === 'taken') return { ok: false, problem: 'conflict', left: batches.slice(index).flat() };
    own = { writer, sequence, sha256: await hashOfObject(signed) };
  }
  return { ok: true, heads: own === undefined ? others : [...others, own] };
}

/** Operations in groups that each hold a bounded number of blocks; a larger operation is split. */
function batchesOf(operations: readonly Operation[]): Operation[][] {
  const batches: Operation[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const operation of operations.flatMap(split)) {
    const size = sizeOf(operation);
    if (count + size > MAX_BLOCKS_PER_OBJECT) {
      batches.push([]);
      count = 0;
    }
    batches.at(-1)?.push(operation);
    count += size;
  }
  return batches;
}

function sizeOf(operation: Operation): number {
  switch (operation.type) {
    case 'block':
      return operation.identifiers.length;
    case 'erasure':
      return operation.lines.length;
    case 'case':
    case 'settings':
      return 1;
    default:
      return operation.blocks.length;
  }
}

function split(operation: Operation): Operation[] {
  switch (operation.type) {
    case 'block':
      return slices(operation.identifiers).map(identifiers => ({ ...operation, identifiers }));
    case 'erasure':
      return slices(operation.lines).map(lines => ({ ...operation, lines }));
    case 'case':
    case 'settings':
      return [operation];
    default:
      return slices(operation.blocks).map(blocks => ({ ...operation, blocks }));
  }
}

function slices<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MAX_BLOCKS_PER_OBJECT);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * MAX_BLOCKS_PER_OBJECT, (index + 1) * MAX_BLOCKS_PER_OBJECT),
  );
}
