import { downloadZip } from 'client-zip';
import { type Bytes, utf8 } from '../bytes.ts';
import type { Settings } from '../officer/settings.ts';
import { HEADERS_FILE } from '../publish/host-settings.ts';
import { PUBLIC_FOLDER } from '../publish/organisation-stores.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { STORE_KEY_FILE } from './store-key.ts';

export interface ArchivedFile {
  readonly name: string;
  readonly input: Bytes;
}

/**
 * What is to be put on the host, each file where it is to stand: the published list, and what makes a host serve it rightly:
 * `_headers` for Netlify and Cloudflare Pages, `.nojekyll` for GitHub Pages, which leaves out files that it takes for Jekyll's.
 */
export async function* filesToUpload(repository: ObjectStore): AsyncGenerator<ArchivedFile> {
  yield { name: '_headers', input: utf8(HEADERS_FILE) };
  yield { name: '.nojekyll', input: utf8('') };
  yield* filesOf(repository, '');
}

/** The organisation's folder as the command line works in it, key files under their passphrases. */
export async function* organisationFolder(
  files: ObjectStore,
  settings: Settings,
): AsyncGenerator<ArchivedFile> {
  yield { name: 'lethe.json', input: utf8(`${JSON.stringify(settings, null, 2)}\n`) };
  yield { name: `${PUBLIC_FOLDER}_headers`, input: utf8(HEADERS_FILE) };
  yield { name: `${PUBLIC_FOLDER}.nojekyll`, input: utf8('') };
  for await (const file of filesOf(files, '')) if (file.name !== STORE_KEY_FILE) yield file;
}

/** One file to save, by the browser's own way. */
export function archiveOf(files: AsyncIterable<ArchivedFile>): Promise<Blob> {
  return downloadZip(files).blob();
}

/** What came and went meanwhile is left out: nothing refers to it. */
async function* filesOf(store: ObjectStore, prefix: string): AsyncGenerator<ArchivedFile> {
  for (const name of await store.list(prefix)) {
    const file = await store.get(name);
    if (file) yield { name, input: file.bytes };
  }
}
