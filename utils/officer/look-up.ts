import type { Blocklist } from '../blocklist/blocklist.ts';
import { CANARY } from '../blocklist/canary.ts';
import type { Head } from '../blocklist/head.ts';
import { createListIndex } from '../blocklist/list-index.ts';
import type { MatchKind, Scope } from '../lookup/verdict.ts';
import type { Block } from '../register/block.ts';
import { type Asked, candidatesOf, coveringBlocks } from '../register/covering-blocks.ts';
import { digestText } from '../register/identify.ts';
import type { Publications } from '../register/publications.ts';
import type { Register } from '../register/register.ts';
import { domainPairOf, prefixOf } from '../scheme/digest.ts';
import { SUITE_1, saltOf, tagOf } from '../scheme/tag.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure } from './officer-failure.ts';
import { nameOf, publicationsBackTo } from './publications.ts';
import { openRepository, requireRegister, type Session } from './session.ts';

export interface Match {
  readonly scope: Scope;
  readonly match: MatchKind;
}

/** What list and register say of somebody. */
export interface LookUp {
  /** On the published list; undefined if not. */
  readonly match: Match | undefined;
  readonly head: Head;
  /** That cover them: standing ones and lifted ones. */
  readonly blocks: readonly Block[];
  readonly register: Register;
  /** Undefined where records of publications can't be read. */
  readonly publications: Publications | undefined;
  /** The register says otherwise than the list. */
  readonly isUnpublished: boolean;
}

/**
 * Looks somebody up in the published list, as a rep's browser would, and in the register.
 * @throws OfficerFailure
 */
export async function lookUp(session: Session, asked: Asked): Promise<LookUp> {
  const repository = await openRepository(session);
  if (repository === undefined)
    throw new OfficerFailure(
      sentence('told.failure.nothingPublished')`Nothing was published yet: publish first.`,
    );
  const { head, list } = repository.published;
  const register = await requireRegister(session, head.registerHeads);
  const match = await matchIn(session, list, asked);
  const blocks = await coveringBlocks(session.digestKey, [...register.blocks.values()], asked);
  const standing = blocks.filter(({ id }) => !register.lifts.has(id));
  const wanted = standing.some(block => block.scope === 'all') ? 'all' : standing[0]?.scope;
  return {
    match,
    head,
    blocks,
    register,
    publications: await publicationsBackTo(
      session,
      nameOf(repository.published),
      blocks.map(({ recordedAt }) => recordedAt),
    ),
    // The canary is in every list and in no register.
    isUnpublished: asked.canonical !== CANARY && wanted !== match?.scope,
  };
}

async function matchIn(session: Session, list: Blocklist, asked: Asked): Promise<Match | undefined> {
  const index = createListIndex(list);
  const salt = await saltOf(session.repository.listId);
  const { argon2id } = session.workplace.hashing;
  let found: Match | undefined;
  for (const { kind: each, text: candidate, match } of candidatesOf(asked)) {
    const result = await digestText(session.digestKey, each, candidate);
    for (const { digest } of result.ok ? result.digested.digests : []) {
      const pair = domainPairOf(digest);
      const prefix = prefixOf(digest, list.prefixBits);
      const scope =
        each === 'domain'
          ? index.findDomain(pair.high, pair.low)
          : index.hasPrefix(prefix)
            ? index.find(prefix, await tagOf(digest, salt, SUITE_1, argon2id))
            : null;
      // The nearest match is shown, the widest scope holds.
      if (scope !== null)
        found = { match: found?.match ?? match, scope: found?.scope === 'all' ? 'all' : scope };
    }
  }
  return found;
}
