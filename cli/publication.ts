import { lifetimes, timestampLifetime } from '../utils/publish/lifetimes.ts';
import { type PublishResult, publish } from '../utils/publish/publish.ts';
import { sweep } from '../utils/publish/sweep.ts';
import { recordPublication } from '../utils/register/publications.ts';
import { argon2idNode } from '../utils/scheme/argon2-node.ts';
import { warn } from './failure.ts';
import { sweepRecordOf } from './folder.ts';
import { readOwnRegister, rememberHeads, type Session } from './session.ts';

/** What an officer decided about a publication; nothing of it unless said. */
export interface PublishDecisions {
  readonly removalConfirmed?: boolean;
  /** Records that the last publication took in are gone, and the officer wants a list without them. */
  readonly registerLost?: boolean;
}

/**
 * Publishes the register of a folder into its `public/`, and sweeps out what nothing refers to any more. The folder's
 * lock must be held.
 */
export async function publishFolder(
  session: Session,
  { removalConfirmed = false, registerLost = false }: PublishDecisions = {},
): Promise<PublishResult> {
  const { organisation, contact, country, guard, panelOnly, refreshing } = session.folder.settings;
  const result = await publish({
    access: session.repository,
    decoySecret: session.keys.decoySecret,
    description: { organisation, contact, guard, panelOnly, ...(country !== null && { country }) },
    signer: session.officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
    argon2id: argon2idNode,
    now: Date.now(),
    readRegister: async (roots, known) => {
      const read = await readOwnRegister(session, known, { roots, registerLost });
      if (read.ok) await rememberHeads(session, read.register.heads);
      return read;
    },
    removalConfirmed,
    record: (publication, replaced) =>
      recordPublication(session.register, session.officer.signingKey, publication, replaced),
  });
  if (!result.ok) return result;
  const swept = await sweep(session.repository, sweepRecordOf(session.folder.path), Date.now());
  if (!swept.ok) warn(`former files of the list weren't deleted: ${swept.detail}`);
  return result;
}
