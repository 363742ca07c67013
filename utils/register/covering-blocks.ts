import type { Bytes } from '../bytes.ts';
import { domainCandidates } from '../identifier/domain-v1.ts';
import type { IdentifierKind } from '../identifier/identifier.ts';
import type { MatchKind } from '../lookup/verdict.ts';
import type { Block } from './block.ts';
import { blocksWithDigest } from './blocks-with-digest.ts';
import { digestText } from './identify.ts';

/** An identifier that a person names, as it was written and in its newest canonical form. */
export interface Asked {
  readonly kind: IdentifierKind;
  readonly text: string;
  readonly canonical: string;
}

/** What a block would have to stand for, to cover what was asked. */
export interface Candidate {
  readonly kind: IdentifierKind;
  readonly text: string;
  readonly match: MatchKind;
}

/** The identifier itself, and the hosts whose block would cover it. */
export function candidatesOf({ kind, text, canonical }: Asked): Candidate[] {
  if (kind === 'linkedin' || kind === 'phone') return [{ kind, text, match: 'exact' }];
  const isDomain = kind === 'domain';
  const host = isDomain ? canonical : canonical.slice(canonical.lastIndexOf('@') + 1);
  const domains = domainCandidates(host).map(
    (domain): Candidate => ({
      kind: 'domain',
      text: domain,
      match: isDomain && domain === host ? 'exact' : 'domain',
    }),
  );
  if (isDomain) return domains;
  return [{ kind: 'email', text, match: text === canonical ? 'exact' : 'spelling' }, ...domains];
}

/** Those of the blocks that cover what was asked. */
export async function coveringBlocks(
  key: CryptoKey,
  blocks: readonly Block[],
  asked: Asked,
): Promise<Block[]> {
  const digests: Bytes[] = [];
  for (const { kind, text } of candidatesOf(asked)) {
    const result = await digestText(key, kind, text);
    if (result.ok) digests.push(...result.digested.digests.map(({ digest }) => digest));
  }
  return blocksWithDigest(blocks, digests);
}
