import type { PublishResult } from '../publish/publish.ts';
import { openPublishedHead, verifyMetadata, verifyRoots } from '../publish/repository.ts';
import { replaceOrganisation, withNewSealKey } from '../publish/rotation.ts';
import { OfficerFailure } from './officer-failure.ts';
import { publishRegister } from './publication.ts';
import { type Session, sessionOf } from './session.ts';
import { unlockOrganisation } from './unlock.ts';

export interface SealOutcome {
  readonly sealEpoch: number;
  /** False where an earlier run had made the key, and only the list was still sealed with the one before. */
  readonly fresh: boolean;
  readonly published: PublishResult;
  /** With the key that is in force now. */
  readonly session: Session;
}

/**
 * A fresh seal key, kept with the earlier ones, and the list sealed with it: who holds an earlier enrolment reads no
 * later list. Run again, it publishes what is still sealed with the key before, and makes no further one.
 */
export async function replaceSealKey({ workplace, officer, repository }: Session): Promise<SealOutcome> {
  return workplace.exclusively('a new seal key', async () => {
    const roots = await verifyRoots(repository);
    if (!roots.ok) throw new OfficerFailure(roots.said);
    const keys = await unlockOrganisation(workplace, officer.identity, roots.value);
    const metadata = await verifyMetadata(repository, roots.value);
    if (!metadata.ok) throw new OfficerFailure(metadata.said);
    const current = await sessionOf(workplace, officer, keys, roots.value);
    const published = metadata.value && (await openPublishedHead(current.repository, metadata.value));
    if (published?.ok === false) throw new OfficerFailure(published.said);
    const fresh = published === undefined || published.value.sealEpoch === keys.sealEpoch;
    const next = fresh ? withNewSealKey(keys) : keys;
    if (fresh) await replaceOrganisation(workplace.files, next, officer.signingKey);
    const session = await sessionOf(workplace, officer, next, roots.value);
    return { sealEpoch: next.sealEpoch, fresh, published: await publishRegister(session), session };
  });
}
