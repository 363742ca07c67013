import { type Session, sessionOf } from '../utils/officer/session.ts';
import { settleKeyFiles, unlockOrganisation } from '../utils/officer/unlock.ts';
import { verifyRoots } from '../utils/publish/repository.ts';
import { Failure } from './failure.ts';
import { type Folder, openFolder } from './folder.ts';
import { LAYOUT } from './layout.ts';
import { publicPlace } from './next-step.ts';
import { OFFICER_PASSPHRASE, unlockKeyFile } from './unlock.ts';

/** A session whose workplace is a folder. */
export interface FolderSession extends Session {
  readonly workplace: Folder;
}

/** Opens the officer's key and the organisation's, and verifies the roots. */
export async function openSession(directory: string): Promise<FolderSession> {
  const folder = await openFolder(directory);
  await settleKeyFiles(folder);
  const officer = await unlockKeyFile(folder, LAYOUT.officer, 'officer', OFFICER_PASSPHRASE);
  const roots = await verifyRoots({ store: folder.repository, trustedRoot: officer.root });
  if (!roots.ok) throw new Failure(`${roots.detail} (${publicPlace(folder.path, folder.settings.store)})`);
  const { version, roles } = roots.value.set.root.signed;
  if (!roles.targets.keyIds.includes(officer.signingKey.key.keyId)) {
    throw new Failure(`${LAYOUT.officer} was replaced: root ${version} doesn't name it any more.`);
  }
  const keys = await unlockOrganisation(folder, officer.identity, roots.value);
  return { ...(await sessionOf(folder, officer, keys, roots.value)), workplace: folder };
}
