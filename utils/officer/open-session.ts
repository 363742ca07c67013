import type { OfficerKeys } from '../publish/key-files.ts';
import { verifyRoots } from '../publish/repository.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure, officerReplaced, repositoryFailure } from './officer-failure.ts';
import { type Session, sessionOf } from './session.ts';
import { unlockOrganisation } from './unlock.ts';
import type { Workplace } from './workplace.ts';

/**
 * Verifies the roots, and opens the organisation's keys by the officer's.
 * @throws OfficerFailure
 */
export async function openSessionOf(workplace: Workplace, officer: OfficerKeys): Promise<Session> {
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: officer.root });
  if (!roots.ok) throw repositoryFailure(roots.said);
  const { roles } = roots.value.set.root.signed;
  const { keyId } = officer.signingKey.key;
  // Who worked here before was admitted once.
  const isNew = (await workplace.seen.load('root.json')) === undefined;
  if (isNew && !roots.value.officers.has(keyId)) {
    throw new OfficerFailure(
      sentence(
        'told.failure.notAdmitted',
      )`You aren't admitted yet: whoever invited you has to admit you first.`,
    );
  }
  if (!roles.targets.keyIds.includes(keyId)) {
    throw officerReplaced();
  }
  const keys = await unlockOrganisation(workplace, officer.identity, roots.value);
  return sessionOf(workplace, officer, keys, roots.value);
}
