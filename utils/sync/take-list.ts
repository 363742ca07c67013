import { hex } from '@scure/base';
import { type Blocklist, type EntrySet, hashOfSet } from '../blocklist/blocklist.ts';
import type { Head } from '../blocklist/head.ts';
import type { ListInForce, Store } from './store.ts';

/** `damaged`: there is a list, and it can't be trusted; the next synchronisation fetches it anew. */
export type TakenList = ListInForce | 'none' | 'damaged';

/**
 * The list in force, to be looked up in: its arrays are the ones that the signed head describes, to the bit. Others
 * are dropped, so that they aren't taken for a list again.
 */
export async function takeList(store: Store): Promise<TakenList> {
  const { enrolment, list, damaged } = await store.snapshot();
  if (damaged.length > 0) return 'damaged';
  if (!enrolment || !list) return 'none';
  // Where the arrays can't be read, the rest could be.
  const inForce = await store.listInForce().catch(() => undefined);
  if (inForce && (await isDescribedBy(inForce.list.head, inForce.blocklist))) return inForce;
  // Where they can't be dropped either, the lookup still says that it has no list.
  await store.dropBlocklist((inForce?.list ?? list).generation).catch(() => undefined);
  return 'damaged';
}

/** The arrays of the list in force, to apply segments to; undefined where they are missing or damaged. */
export async function takeBlocklist(store: Store, head: Head): Promise<Blocklist | undefined> {
  const blocklist = await store.blocklist().catch(() => undefined);
  return blocklist && (await isDescribedBy(head, blocklist)) ? blocklist : undefined;
}

async function isDescribedBy(head: Head, blocklist: unknown): Promise<boolean> {
  // The hash takes the width in as one byte, which a number that is none could come out as.
  if (!isBlocklist(blocklist) || blocklist.prefixBits !== head.prefixBits) return false;
  return hex.encode(await hashOfSet(blocklist)) === head.setSha256;
}

/** The hash says what the arrays hold; this, that they are arrays. */
function isBlocklist(value: unknown): value is Blocklist {
  return (
    isRecord(value) &&
    typeof value.prefixBits === 'number' &&
    isEntrySet(value.entries) &&
    isEntrySet(value.domains)
  );
}

function isEntrySet(value: unknown): value is EntrySet {
  return (
    isRecord(value) &&
    value.prefixes instanceof Uint32Array &&
    value.tags instanceof Uint32Array &&
    value.scopes instanceof Uint8Array
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
