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
  if (!roots.ok) throw new OfficerFailure(`${roots.detail} (${where})`, 'repository', [roots.said]);
  const { version, roles } = roots.value.set.root.signed;
  const { keyId } = officer.signingKey.key;
  // Who worked here before was admitted once.
  const isNew = (await workplace.seen.load('root.json')) === undefined;
  if (isNew && !roots.value.officers.has(keyId)) {
    throw new OfficerFailure(
      `Root ${version} doesn't name your key: whoever invited you has to admit you first. (${where})`,
      'not-admitted',
    );
  }
  if (!roles.targets.keyIds.includes(keyId)) {
    throw new OfficerFailure(
      `${KEY_FILES.officer} was replaced, or you were removed: root ${version} doesn't name it any more. Another officer knows, and can invite you again.`,
      'officer-replaced',
    );
  }
  const keys = await unlockOrganisation(workplace, officer.identity, roots.value);
  return sessionOf(workplace, officer, keys, roots.value);
}
