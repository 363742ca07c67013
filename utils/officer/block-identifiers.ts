import { hex } from '@scure/base';
import type { Ground } from '../register/block.ts';
import { stateOfCase } from '../register/case-state.ts';
import { type Digested, digestText } from '../register/identify.ts';
import { type Unwanted, unwantedBy } from './blocked-all-the-same.ts';
import type { Named } from './named-by.ts';
import { blockAll, isCovered, recordBlocks, standingDigests } from './record.ts';
import { requireRegister, type Session } from './session.ts';

export interface BlockOutcome {
  readonly added: number;
  /** Blocked before, as widely or more. */
  readonly already: number;
  /** The case of this reference says that nobody wanted a block: somebody has to look. */
  readonly unwanted: Unwanted | null;
}

/**
 * Records blocks of what isn't blocked as widely already.
 * @param wanted that `remarkOn` doesn't refuse
 * @throws OfficerFailure
 */
export async function blockIdentifiers(
  session: Session,
  wanted: readonly Named[],
  ground: Ground,
  purpose: string,
): Promise<BlockOutcome> {
  const register = await requireRegister(session);
  const standing = standingDigests(register);
  const fresh: Digested[] = [];
  let already = 0;
  for (const { kind, text } of wanted) {
    const result = await digestText(session.digestKey, kind, text);
    if (!result.ok) continue;
    if (isCovered(standing, result.digested, ground.scope)) already += 1;
    else fresh.push(result.digested);
    for (const { digest } of result.digested.digests) standing.set(hex.encode(digest), ground.scope);
  }
  if (fresh.length > 0) {
    const identifiers = await blockAll(session, fresh);
    await recordBlocks(session, ground, identifiers, purpose, register.heads);
  }
  const { reference } = ground;
  const unwanted = unwantedBy(stateOfCase(reference, register.cases.get(reference) ?? []));
  return { added: fresh.length, already, unwanted };
}
