import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createOrganisation, type NewOrganisation } from '../utils/publish/create-organisation.ts';
import { encodeKeyFile, readKeyFile } from '../utils/publish/key-files.ts';
import { sealOrganisation } from '../utils/publish/organisation-file.ts';
import { openUnderPassphrase, sealUnderPassphrase } from '../utils/publish/passphrase-file.ts';
import { verifyRoots } from '../utils/publish/repository.ts';
import { Failure } from './failure.ts';
import { type Folder, LAYOUT, readBytes, replaceFile, repositoryStoreOf } from './folder.ts';
import { whileLocked } from './lock.ts';
import { publishFolder } from './publication.ts';
import { sessionOf } from './session.ts';
import { SETTINGS_FORMAT, type Settings } from './settings.ts';

export interface Passphrases {
  readonly officer: string;
  readonly root: string;
  readonly timestamp: string;
  readonly recovery: string;
}

/** What hosts that read a `_headers` file (Netlify, Cloudflare Pages) are told; others need the same by hand. */
const HEADERS = `/*
  Access-Control-Allow-Origin: *
  Access-Control-Expose-Headers: Date, Retry-After
  X-Content-Type-Options: nosniff
/metadata/*
  Cache-Control: no-cache
/targets/*
  Cache-Control: public, max-age=31536000, immutable
/segments/*
  Cache-Control: public, max-age=31536000, immutable
`;

/**
 * Makes an organisation in an empty folder: keys, register, and a first signed list that holds nobody.
 * `lethe.json` is written last: without it nothing takes the folder for an organisation's.
 * @param workFactor of scrypt, lower than the default in tests alone
 */
export async function createFolder(
  path: string,
  settings: Omit<Settings, 'format' | 'listId'>,
  passphrases: Passphrases,
  workFactor?: number,
): Promise<{ readonly folder: Folder; readonly rootFile: NewOrganisation['rootFile'] }> {
  await mkdir(path, { recursive: true });
  const there = await readdir(path);
  if (there.length > 0) {
    throw new Failure(
      there.includes(LAYOUT.settings)
        ? `${path} is an organisation's folder already.`
        : `${path} isn't empty. Name an empty folder, or one that doesn't exist yet.`,
    );
  }
  try {
    return await fill(path, settings, passphrases, workFactor);
  } catch (error) {
    // The folder was empty, so all that is in it now is half an organisation.
    for (const name of await readdir(path)) await rm(join(path, name), { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  path: string,
  settings: Omit<Settings, 'format' | 'listId'>,
  passphrases: Passphrases,
  workFactor?: number,
) {
  const created = await createOrganisation(Date.now());
  const folder: Folder = {
    path,
    settings: { format: SETTINGS_FORMAT, listId: created.organisation.listId, ...settings },
  };
  await writeKeys(path, created, passphrases, workFactor);
  await mkdir(join(path, LAYOUT.register), { mode: 0o700 });
  const publicFolder = join(path, LAYOUT.public);
  await replaceFile(join(publicFolder, '_headers'), HEADERS);
  // GitHub Pages leaves out files that it takes for Jekyll's unless this is there.
  await replaceFile(join(publicFolder, '.nojekyll'), '');
  const repository = repositoryStoreOf(path);
  await repository.putNew('metadata/1.root.json', created.rootFile);
  const roots = await verifyRoots({ store: repository, trustedRoot: created.rootFile });
  if (!roots.ok) throw new Failure(roots.detail);
  const session = await sessionOf(folder, created.officer, created.organisation, roots.value);
  const published = await whileLocked(path, 'lethe init', () => publishFolder(session));
  if (!published.ok) throw new Failure(`The first list couldn't be published. ${published.detail}`);
  await replaceFile(join(path, LAYOUT.settings), `${JSON.stringify(folder.settings, null, 2)}\n`);
  return { folder, rootFile: created.rootFile };
}

async function writeKeys(
  path: string,
  created: NewOrganisation,
  passphrases: Passphrases,
  workFactor?: number,
): Promise<void> {
  await mkdir(join(path, 'keys'), { mode: 0o700 });
  for (const [file, keys, passphrase] of [
    [LAYOUT.root, created.root, passphrases.root],
    [LAYOUT.officer, created.officer, passphrases.officer],
    [LAYOUT.timestamp, created.timestamp, passphrases.timestamp],
    [LAYOUT.recovery, created.recovery, passphrases.recovery],
  ] as const) {
    const sealed = await sealUnderPassphrase(await encodeKeyFile(keys), passphrase, workFactor);
    await replaceFile(join(path, file), sealed, 0o600);
  }
  const { organisation, officer } = created;
  const sealed = await sealOrganisation(organisation, officer.signingKey);
  await replaceFile(join(path, LAYOUT.organisation), sealed, 0o600);
  await readKitBack(path, passphrases.recovery);
}

/** A kit that can't be read when it is needed is none. */
export async function readKitBack(path: string, passphrase: string): Promise<void> {
  const file = await readBytes(join(path, LAYOUT.recovery));
  const opened = file && (await openUnderPassphrase(file, passphrase));
  const kit = opened?.ok ? await readKeyFile(opened.plaintext, 'recovery') : undefined;
  if (!kit?.ok) throw new Failure(`${LAYOUT.recovery} couldn't be read back: is the disk sound?`);
}
