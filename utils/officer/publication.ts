import { lifetimes, timestampLifetime } from '../publish/lifetimes.ts';
import { type PublishResult, publish } from '../publish/publish.ts';
import { sweep } from '../publish/sweep.ts';
import { recordPublication } from '../register/publications.ts';
import { readOwnRegister, type Session } from './session.ts';

/** What an officer decided about a publication; nothing of it unless said. */
export interface PublishDecisions {
  readonly removalConfirmed?: boolean;
  /** Records that the last publication took in are gone, and the officer wants a list without them. */
  readonly registerLost?: boolean;
}

/**
 * Publishes the register, and sweeps out what nothing refers to any more. Runs in the workplace's `exclusively`.
 */
export async function publishRegister(
  session: Session,
  { removalConfirmed = false, registerLost = false }: PublishDecisions = {},
): Promise<PublishResult> {
  const { organisation, contact, country, guard, panelOnly, refreshing } = session.workplace.settings;
  const result = await publish({
    access: session.repository,
    decoySecret: session.keys.decoySecret,
    description: { organisation, contact, guard, panelOnly, ...(country !== null && { country }) },
    signer: session.officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
    argon2id: session.workplace.hashing.argon2id,
    now: Date.now(),
    readRegister: async (roots, known) => {
      const read = await readOwnRegister(session, known, { roots, registerLost });
      if (read.ok) await session.workplace.seenHeads.save(read.register.heads);
      return read;
    },
    removalConfirmed,
    record: (publication, replaced) =>
      recordPublication(session.register, session.officer.signingKey, publication, replaced),
  });
  if (!result.ok) return result;
  const swept = await sweep(session.repository, session.workplace.sweepRecord, Date.now());
  if (!swept.ok) session.workplace.warn(`former files of the list weren't deleted: ${swept.detail}`);
  return result;
}
