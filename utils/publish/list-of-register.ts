import { type Blocklist, DOMAIN_PREFIX_BITS } from '../blocklist/blocklist.ts';
import { CANARY } from '../blocklist/canary.ts';
import { decoysOf } from '../blocklist/decoys.ts';
import { prefixBitsFor } from '../blocklist/prefix-bits.ts';
import type { Bytes } from '../bytes.ts';
import { canonicalForms } from '../identifier/versions.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Block } from '../register/block.ts';
import { digestOf, domainPairOf, prefixOf } from '../scheme/digest.ts';
import { type Argon2id, SUITE_1, saltOf, tagOf } from '../scheme/tag.ts';
import { createColumns, sortedEntries } from './entry-columns.ts';

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
  const formCount = blocks.reduce((sum, { forms }) => sum + forms.length, 0);
  const people = createColumns(canary.length + formCount);
  const domains = createColumns(formCount);
  for (const { digest, tag, scope } of canary) people.add(prefixOf(digest, 32), tag, scope);
  for (const { kind, forms, scope } of blocks) {
    for (const { digest, tag } of forms) {
      if (kind === 'domain') {
        const { high, low } = domainPairOf(digest);
        domains.add(high, low, scope);
      } else if (tag !== null) people.add(prefixOf(digest, 32), tag, scope);
    }
  }
  const decoys = await decoysOf(secrets.decoySecret, 32);
  const known = people.columns();
  const distinct = sortedEntries(known, 32).prefixes.length;
  const prefixBits = prefixBitsFor(distinct + decoys.length, currentPrefixBits);
  const all = createColumns(known.starts.length + decoys.length);
  known.starts.forEach((start, index) => {
    all.add(start, known.tags[index] ?? 0, known.alls[index] === 1 ? 'all' : 'marketing');
  });
  for (const { prefix, tag, scope } of decoys) all.add(prefix, tag, scope);
  return {
    prefixBits,
    entries: sortedEntries(all.columns(), prefixBits),
    domains: sortedEntries(domains.columns(), DOMAIN_PREFIX_BITS),
  };
}
