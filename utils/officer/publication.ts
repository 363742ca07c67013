import { lifetimes, timestampLifetime } from '../publish/lifetimes.ts';
import { type ListDescription, type PublishResult, publish } from '../publish/publish.ts';
import type { OnPublishProgress } from '../publish/publish-progress.ts';
import { sweep } from '../publish/sweep.ts';
import { recordPublication } from '../register/publications.ts';
import { sentence } from '../sentence.ts';
import { othersWrite } from './officer-failure.ts';
import { readOwnRegister, type Session } from './session.ts';
import type { Settings } from './settings.ts';
import { settingRemarks, settleSettings } from './settle-settings.ts';

/** What an officer decided about a publication; nothing of it unless said. */
export interface PublishDecisions {
  readonly removalConfirmed?: boolean;
  /** Records that the last publication took in are gone, and the officer wants a list without them. */
  readonly registerLost?: boolean;
}

/** How often another machine of this officer may have written a setting first. */
const ATTEMPTS = 5;

/**
 * Publishes the register, settings that were changed included, and sweeps out what nothing refers to any more. Runs in the workplace's `exclusively`.
 * @param onProgress awaited, so that whoever waits sees it before the work goes on
 */
export async function publishRegister(
  session: Session,
  { removalConfirmed = false, registerLost = false }: PublishDecisions = {},
  onProgress?: OnPublishProgress,
): Promise<PublishResult> {
  const { settings } = session.workplace;
  const onRead = (done: number, of: number) => {
    void onProgress?.({ step: 'register', part: { done, of } });
  };
  const reading: Session = { ...session, register: { ...session.register, onRead } };
  const result = await publish({
    access: session.repository,
    decoySecret: session.keys.decoySecret,
    description: descriptionOf(settings),
    signer: session.officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(settings.refreshing) },
    argon2id: session.workplace.hashing.argon2id,
    now: Date.now(),
    readRegister: async (roots, known) => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const read = await readOwnRegister(reading, known, { roots, registerLost });
        if (!read.ok) return read;
        const settled = await settleSettings(session, read.register, { always: true });
        if (settled === undefined) continue;
        for (const remark of settingRemarks(settled)) session.workplace.warn(remark);
        await session.workplace.seenHeads.save(settled.heads);
        const register = { ...read.register, heads: settled.heads };
        return { ok: true, register, description: descriptionOf(settled.inForce) };
      }
      throw othersWrite();
    },
    removalConfirmed,
    ...(onProgress && { onProgress }),
    record: (publication, replaced) =>
      recordPublication(session.register, session.officer.signingKey, publication, replaced),
  });
  if (!result.ok) return result;
  const swept = await sweep(session.repository, session.workplace.sweepRecord, Date.now());
  if (!swept.ok) {
    session.workplace.warn(
      sentence('told.remark.swept')`Former files of the list weren't deleted: ${swept.said}`,
    );
  }
  return result;
}

function descriptionOf({ organisation, contact, country, guard, panelOnly }: Settings): ListDescription {
  return { organisation, contact, guard, panelOnly, ...(country !== null && { country }) };
}
