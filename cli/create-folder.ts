import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Founder, foundOrganisation } from '../utils/officer/found-organisation.ts';
import type { Settings } from '../utils/officer/settings.ts';
import type { NewOrganisation } from '../utils/publish/create-organisation.ts';
import { HEADERS_FILE } from '../utils/publish/host-settings.ts';
import type { OrganisationStores } from '../utils/publish/organisation-stores.ts';
import { passphraseFiles } from '../utils/publish/passphrase-file.ts';
import { probeStore, takesManyPublishers } from '../utils/publish/probe-store.ts';
import { makeEmptyFolder } from './empty-folder.ts';
import { Failure, warn } from './failure.ts';
import { type Folder, folderAt, replaceFile, storesOf, writeSettings } from './folder.ts';
import { LAYOUT } from './layout.ts';

/**
 * Makes an organisation in an empty folder: keys, register, and a first signed list that holds nobody.
 * `lethe.json` is written last: without it nothing takes the folder for an organisation's.
 * @param workFactor of scrypt, lower than the default in tests alone
 */
export async function createFolder(
  path: string,
  settings: Omit<Settings, 'format' | 'listId'>,
  founder: Founder,
  workFactor?: number,
): Promise<{ readonly folder: Folder; readonly rootFile: NewOrganisation['rootFile'] }> {
  await makeEmptyFolder(path);
  try {
    return await fill(path, settings, founder, workFactor);
  } catch (error) {
    // The folder was empty, so all that is in it now is half an organisation.
    for (const name of await readdir(path)) await rm(join(path, name), { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  path: string,
  settings: Omit<Settings, 'format' | 'listId'>,
  founder: Founder,
  workFactor?: number,
) {
  await mkdir(join(path, 'keys'), { mode: 0o700 });
  if (settings.store.kind === 'folder') await prepareFolder(path);
  const plain = storesOf(path, settings.store);
  if (settings.store.kind === 's3') await probeBuckets(plain);
  let folder: Folder | undefined;
  const { rootFile } = await foundOrganisation(
    settings,
    founder,
    complete => {
      folder = folderAt(path, complete, () => plain);
      return folder;
    },
    ({ workplace }) => writeSettings(path, workplace.settings),
    passphraseFiles(workFactor),
  );
  if (folder === undefined) throw new Error('an organisation has a place');
  return { folder, rootFile };
}

async function prepareFolder(path: string): Promise<void> {
  await mkdir(join(path, LAYOUT.register), { mode: 0o700 });
  const publicFolder = join(path, LAYOUT.public);
  await replaceFile(join(publicFolder, '_headers'), HEADERS_FILE);
  // GitHub Pages leaves out files that it takes for Jekyll's unless this is there.
  await replaceFile(join(publicFolder, '.nojekyll'), '');
}

/** Before anything is written that stays. */
async function probeBuckets({ repository, register }: OrganisationStores): Promise<void> {
  for (const store of [repository, register]) {
    const probe = await probeStore(store);
    if (!probe.consistent) {
      throw new Failure(
        "The store doesn't show at once what was written to it, so a publication could undo another: take another store.",
      );
    }
    if (takesManyPublishers(probe)) continue;
    warn(
      'the store writes over what another wrote at the same moment: one machine alone may record and publish. See: lethe probe',
    );
    return;
  }
}
