import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { foundOrganisation, type Passphrases } from '../utils/officer/found-organisation.ts';
import type { Settings } from '../utils/officer/settings.ts';
import type { NewOrganisation } from '../utils/publish/create-organisation.ts';
import { Failure } from './failure.ts';
import { type Folder, folderAt, replaceFile } from './folder.ts';
import { LAYOUT } from './layout.ts';

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
  for (const name of ['keys', LAYOUT.register]) await mkdir(join(path, name), { mode: 0o700 });
  const publicFolder = join(path, LAYOUT.public);
  await replaceFile(join(publicFolder, '_headers'), HEADERS);
  // GitHub Pages leaves out files that it takes for Jekyll's unless this is there.
  await replaceFile(join(publicFolder, '.nojekyll'), '');
  const { session, rootFile } = await foundOrganisation(
    settings,
    passphrases,
    complete => folderAt(path, complete),
    workFactor,
  );
  const folder = folderAt(path, session.workplace.settings);
  await replaceFile(join(path, LAYOUT.settings), `${JSON.stringify(folder.settings, null, 2)}\n`);
  return { folder, rootFile };
}
