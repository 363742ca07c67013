import { hex } from '@scure/base';
import { type Blocklist, type EntrySet, hashOfSet } from '../blocklist/blocklist.ts';
import type { Head } from '../blocklist/head.ts';
import type { ListInForce, Store } from './store.ts';

/** `damaged`: there is a list, and it can't be trusted; the next synchronisation fetches it anew. */
export type TakenList = Taken | 'none' | 'damaged';

export interface Taken extends ListInForce {
  /**
   * Whether the arrays are the ones that the signed head describes, to the bit. Not to be answered from before: it is
   * told apart from the list, so that what is to be looked up in can be laid out meanwhile.
   */
  readonly isWhole: Promise<boolean>;
}

/** The list in force, to be looked up in. Arrays that aren't its own are dropped, so that they aren't taken again. */
export async function takeList(store: Store): Promise<TakenList> {
  // Where the arrays can't be read, the rest could be.
  const inForce = await store.listInForce().catch(() => undefined);
  if (inForce && isShapedLike(inForce.list.head, inForce.blocklist)) {
    return { ...inForce, isWhole: isWhole(store, inForce) };
  }
  const { enrolment, list, damaged } = await store.snapshot();
  if (damaged.length === 0 && (!enrolment || !list)) return 'none';
  if (list) await dropArrays(store, list.generation);
  return 'damaged';
}

async function isWhole(store: Store, { list, blocklist }: ListInForce): Promise<boolean> {
  const whole = await isDescribedBy(list.head, blocklist);
  if (!whole) await dropArrays(store, list.generation);
  return whole;
}

/** Where they can't be dropped either, the lookup still says that it has no list. */
async function dropArrays(store: Store, generation: string): Promise<void> {
  await store.dropBlocklist(generation).catch(() => undefined);
}

/** The arrays of the list in force, to apply segments to; undefined where they are missing or damaged. */
export async function takeBlocklist(
  store: Pick<Store, 'blocklist'>,
  head: Head,
): Promise<Blocklist | undefined> {
  const blocklist = await store.blocklist().catch(() => undefined);
  return blocklist && (await isDescribedBy(head, blocklist)) ? blocklist : undefined;
}

async function isDescribedBy(head: Head, blocklist: unknown): Promise<boolean> {
  return isShapedLike(head, blocklist) && hex.encode(await hashOfSet(blocklist)) === head.setSha256;
}

function isShapedLike(head: Head, blocklist: unknown): blocklist is Blocklist {
  // The hash takes the width in as one byte, which a number that is none could come out as.
  return isBlocklist(blocklist) && blocklist.prefixBits === head.prefixBits;
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
