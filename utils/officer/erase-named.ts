import { erase, finishErasures } from '../register/erase.ts';
import { type WhatToErase, whatToErase } from '../register/what-to-erase.ts';
import { OfficerFailure } from './officer-failure.ts';
import { requireSameKeys } from './record.ts';
import { publishedHeads, requireRegister, type Session } from './session.ts';

type Refused = Extract<WhatToErase, { ok: false }>;

export type ErasedNamed =
  | {
      readonly ok: true;
      /** Lines that an earlier erasure, interrupted, had left behind. */
      readonly finished: number;
    }
  | Refused;

/** What would be erased by these names; nothing is touched. */
export async function planErasure(session: Session, names: readonly string[]): Promise<WhatToErase> {
  const published = await publishedHeads(session);
  return whatToErase(await requireRegister(session, published), published, names);
}

/**
 * Erases what these names stand for, all of it or nothing, and finishes what was interrupted before; the latter alone where no
 * name is given.
 * @param names references of closed cases, or ids of lifted blocks
 * @throws OfficerFailure
 */
export async function eraseNamed(
  session: Session,
  names: readonly string[],
  purpose: string,
): Promise<ErasedNamed> {
  return session.workplace.exclusively(purpose, async () => {
    await requireSameKeys(session);
    const published = await publishedHeads(session);
    const register = await requireRegister(session, published);
    await finishErasures(session.register, register.unfinishedErasures);
    if (names.length > 0) {
      const plan = whatToErase(register, published, names);
      if (!plan.ok) return plan;
      const { signingKey } = session.officer;
      const erased = await erase(session.register, signingKey, register, plan.erasable, Date.now());
      if (!erased.ok) throw new OfficerFailure(erased.said);
      await session.workplace.seenHeads.save(erased.heads);
    }
    return { ok: true, finished: register.unfinishedErasures.length };
  });
}
