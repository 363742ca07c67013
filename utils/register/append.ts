import type { ChainHead } from '../blocklist/head.ts';
import type { SigningKey } from '../tuf/signer.ts';
import type { BlockOperation, Operation } from './block.ts';
import type { RegisterAccess } from './register.ts';
import { hashOfObject, registerObjectPath, signObject } from './register-object.ts';

/** An object of so many blocks has some 250 KB: read, checked and sealed within milliseconds. */
const MAX_BLOCKS_PER_OBJECT = 2000;

export type Appended =
  | { readonly ok: true; readonly heads: readonly ChainHead[] }
  /** Another process wrote the next object of this chain: read the register again. */
  | { readonly ok: false; readonly problem: 'conflict' };

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
  for (const batch of batchesOf(operations)) {
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
    if (put === 'taken') return { ok: false, problem: 'conflict' };
    own = { writer, sequence, sha256: await hashOfObject(signed) };
  }
  return { ok: true, heads: own === undefined ? others : [...others, own] };
}

/** Operations in groups that each hold a bounded number of blocks; a larger operation is split. */
function batchesOf(operations: readonly Operation[]): Operation[][] {
  const batches: Operation[][] = [];
  let count = Number.POSITIVE_INFINITY;
  for (const operation of operations.flatMap(split)) {
    const size = operation.type === 'block' ? operation.identifiers.length : operation.blocks.length;
    if (count + size > MAX_BLOCKS_PER_OBJECT) {
      batches.push([]);
      count = 0;
    }
    batches.at(-1)?.push(operation);
    count += size;
  }
  return batches;
}

function split(operation: Operation): Operation[] {
  if (operation.type === 'lift') {
    return slices(operation.blocks).map(blocks => ({ ...operation, blocks }));
  }
  return slices(operation.identifiers).map((identifiers): BlockOperation => ({ ...operation, identifiers }));
}

function slices<T>(items: readonly T[]): T[][] {
  const count = Math.ceil(items.length / MAX_BLOCKS_PER_OBJECT);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * MAX_BLOCKS_PER_OBJECT, (index + 1) * MAX_BLOCKS_PER_OBJECT),
  );
}
