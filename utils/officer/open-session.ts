import type { OfficerKeys } from '../publish/key-files.ts';
import { KEY_FILES } from '../publish/key-folder.ts';
import { verifyRoots } from '../publish/repository.ts';
import { OfficerFailure } from './officer-failure.ts';
import { type Session, sessionOf } from './session.ts';
import { unlockOrganisation } from './unlock.ts';
import type { Workplace } from './workplace.ts';

/**
 * Verifies the roots, and opens the organisation's keys by the officer's.
 * @param where the roots are, for messages
 * @throws OfficerFailure
 */
export async function openSessionOf(
  workplace: Workplace,
  officer: OfficerKeys,
  where: string,
): Promise<Session> {
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: officer.root });
  if (!roots.ok) throw new OfficerFailure(`${roots.detail} (${where})`);
  const { version, roles } = roots.value.set.root.signed;
  if (!roles.targets.keyIds.includes(officer.signingKey.key.keyId)) {
    throw new OfficerFailure(`${KEY_FILES.officer} was replaced: root ${version} doesn't name it any more.`);
  }
  const keys = await unlockOrganisation(workplace, officer.identity, roots.value);
  return sessionOf(workplace, officer, keys, roots.value);
}
