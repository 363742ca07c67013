import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Invitation } from '../utils/officer/invitation.ts';
import { joinOrganisation } from '../utils/officer/join.ts';
import { isOfficerName } from '../utils/officer/join-request.ts';
import { settingsOfNewcomer } from '../utils/officer/shared-settings.ts';
import { folderStore } from '../utils/publish/folder-store-node.ts';
import type { StoreSettings } from '../utils/publish/store-settings.ts';
import { makeEmptyFolder } from './empty-folder.ts';
import { Failure } from './failure.ts';
import { folderAt, readBytes, writeSettings } from './folder.ts';
import { LAYOUT } from './layout.ts';
import { askSealing } from './replacements.ts';
import { newPassphrase } from './rotation.ts';

interface JoinOptions {
  readonly name: string;
  /** Of an organisation whose list is in no bucket. */
  readonly folder?: string;
}

export interface JoinedFolder {
  readonly path: string;
  /** What the officer who invited is to be sent. */
  readonly requestFile: string;
  readonly checkNumber: string;
}

/** Makes a folder for somebody who was invited: keys of their own, settings, and the request to be admitted. */
export async function joinFolder(
  dir: string,
  invitation: Invitation,
  { name, folder }: JoinOptions,
): Promise<JoinedFolder> {
  if (!isOfficerName(name)) throw new Failure('--name takes 1 to 80 printable characters.', 'usage');
  const path = resolve(dir);
  const store = await storeOf(invitation, folder);
  const { settings, agreed } = settingsOfNewcomer({ ...invitation.settings, store });
  await makeEmptyFolder(path);
  const { passphrase } = await askSealing(newPassphrase("officer's key (daily work)"), {});
  try {
    await mkdir(join(path, 'keys'), { mode: 0o700 });
    const files = folderStore(path, join(path, LAYOUT.unfinished), 0o600);
    const { file, checkNumber } = await joinOrganisation(invitation, name, passphrase, files);
    const requestFile = join(path, `${fileNameOf(name)}.join.json`);
    await writeFile(requestFile, file, { flag: 'wx', flush: true });
    await folderAt(path, settings).settingsRecord.saveAgreed(agreed);
    // Last: without it nothing takes the folder for an officer's.
    await writeSettings(path, settings);
    return { path, requestFile, checkNumber };
  } catch (error) {
    for (const each of await readdir(path)) await rm(join(path, each), { recursive: true, force: true });
    throw error;
  }
}

async function storeOf(
  { settings: { store } }: Invitation,
  folder: string | undefined,
): Promise<StoreSettings> {
  if (store.kind === 's3') {
    if (folder === undefined) return store;
    throw new Failure("The list is in a bucket: --folder isn't needed.", 'usage');
  }
  if (folder === undefined) {
    throw new Failure(
      "This organisation's list is in a folder and no bucket: name it by --folder. You need it on this machine, with the right to write there.",
      'usage',
    );
  }
  const at = resolve(folder);
  if (await readBytes(join(at, LAYOUT.organisation))) return { kind: 'folder', at };
  throw new Failure(`${at} isn't the organisation's folder: it has no ${LAYOUT.organisation}.`);
}

/** A name as the name of a file, whatever letters are in it. */
function fileNameOf(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/gu, '') || 'officer'
  );
}
