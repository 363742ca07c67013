import { openSessionOf } from '../utils/officer/open-session.ts';
import type { Session } from '../utils/officer/session.ts';
import { bringSettingsTogether } from '../utils/officer/settle-settings.ts';
import { isNewcomer } from '../utils/officer/shared-settings.ts';
import { settleKeyFiles } from '../utils/officer/unlock.ts';
import { type Folder, openFolder } from './folder.ts';
import { LAYOUT } from './layout.ts';
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
  const session = await openSessionOf(folder, officer);
  if (!isNewcomer(await folder.settingsRecord.loadAgreed())) return { ...session, workplace: folder };
  const { session: settled } = await bringSettingsTogether(session);
  return { ...settled, workplace: { ...folder, settings: settled.workplace.settings } };
}
