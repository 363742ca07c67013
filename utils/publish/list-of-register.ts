import {
  type Blocklist,
  DOMAIN_PREFIX_BITS,
  type EntrySet,
  scopesLengthBytes,
  setScopeAll,
} from '../blocklist/blocklist.ts';
import { CANARY } from '../blocklist/canary.ts';
import { decoysOf } from '../blocklist/decoys.ts';
import { prefixBitsFor } from '../blocklist/prefix-bits.ts';
import type { Bytes } from '../bytes.ts';
import { canonicalForms } from '../identifier/versions.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Block } from '../register/block.ts';
import { digestOf, domainPairOf, prefixOf } from '../scheme/digest.ts';
import { type Argon2id, SUITE_1, saltOf, tagOf } from '../scheme/tag.ts';

export interface ListSecrets {
  readonly listId: Bytes;
  readonly digestKey: CryptoKey;
  readonly decoySecret: Bytes;
}

/** An identifier's digest and tag, as it stands in the list under any prefix width. */
interface Entry {
  readonly digest: Bytes;
  readonly tag: number;
  readonly scope: Scope;
}

interface Pair {
  readonly prefix: number;
  readonly tag: number;
  readonly scope: Scope;
}

/** The canary's entries, one a canonical version: what a publication costs in Argon2id, whatever the list's size. */
export async function canaryEntries(
  { listId, digestKey }: ListSecrets,
  argon2id: Argon2id,
): Promise<readonly Entry[]> {
  const salt = await saltOf(listId);
  const identifiers = canonicalForms('email', CANARY).flatMap(form => (form.ok ? [form.identifier] : []));
  return Promise.all(
    identifiers.map(async identifier => {
      const digest = await digestOf(digestKey, identifier);
      return { digest, tag: await tagOf(digest, salt, SUITE_1, argon2id), scope: 'all' as const };
    }),
  );
}

/**
 * The list that standing blocks make: an entry for each, where several meet the wider scope wins; canary and decoys
 * always.
 * @param currentPrefixBits of the list published so far, 0 for a new one
 */
export async function listOfBlocks(
  blocks: readonly Block[],
  canary: readonly Entry[],
  secrets: ListSecrets,
  currentPrefixBits: number,
): Promise<Blocklist> {
  const people: Entry[] = [...canary];
  const domains: Pair[] = [];
  for (const { kind, forms, scope } of blocks) {
    for (const { digest, tag } of forms) {
      if (kind === 'domain') domains.push(domainEntry(digest, scope));
      else if (tag !== null) people.push({ digest, tag, scope });
    }
  }
  const decoyCount = (await decoysOf(secrets.decoySecret, DOMAIN_PREFIX_BITS)).length;
  const prefixBits = prefixBitsFor(countDistinct(people) + decoyCount, currentPrefixBits);
  const decoys = await decoysOf(secrets.decoySecret, prefixBits);
  const entries = people.map(({ digest, tag, scope }) => ({
    prefix: prefixOf(digest, prefixBits),
    tag,
    scope,
  }));
  return { prefixBits, entries: entrySetOf([...entries, ...decoys]), domains: entrySetOf(domains) };
}

function domainEntry(digest: Bytes, scope: Scope): Pair {
  const { high, low } = domainPairOf(digest);
  return { prefix: high, tag: low, scope };
}

/** By 52 bits of digest and tag, which a Number holds exactly: a rare collision only matters to a prefix's width. */
function countDistinct(entries: readonly Entry[]): number {
  return new Set(entries.map(({ digest, tag }) => prefixOf(digest, 32) * 2 ** 20 + (tag >>> 12))).size;
}

/** Sorted by prefix and tag, each pair once. Sorted as BigInts: ten times faster than objects by a comparison. */
function entrySetOf(pairs: readonly Pair[]): EntrySet {
  const keys = new BigUint64Array(pairs.length);
  const all = new Set<bigint>();
  pairs.forEach(({ prefix, tag, scope }, index) => {
    const key = (BigInt(prefix) << 32n) | BigInt(tag);
    keys[index] = key;
    if (scope === 'all') all.add(key);
  });
  keys.sort();
  const distinct = keys.filter((key, index) => index === 0 || key !== keys[index - 1]);
  const prefixes = new Uint32Array(distinct.length);
  const tags = new Uint32Array(distinct.length);
  const scopes = new Uint8Array(scopesLengthBytes(distinct.length));
  distinct.forEach((key, index) => {
    prefixes[index] = Number(key >> 32n);
    tags[index] = Number(key & 0xffffffffn);
    if (all.has(key)) setScopeAll(scopes, index);
  });
  return { prefixes, tags, scopes };
}
