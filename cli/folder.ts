import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ChainHead } from '../utils/blocklist/head.ts';
import type { Bytes } from '../utils/bytes.ts';
import { readSettings, type Settings } from '../utils/officer/settings.ts';
import type { SeenHeads, SettingsRecord, Workplace } from '../utils/officer/workplace.ts';
import { folderStore } from '../utils/publish/folder-store-node.ts';
import { bucketStores, type OrganisationStores, officerFiles } from '../utils/publish/organisation-stores.ts';
import type { StoreSettings } from '../utils/publish/store-settings.ts';
import type { SweepRecord, UnreferencedSince } from '../utils/publish/sweep.ts';
import type { MetadataStore } from '../utils/tuf/updater.ts';
import { unreadable, unwritable } from './disk-problem.ts';
import { notMade } from './empty-folder.ts';
import { Failure, warn } from './failure.ts';
import { commandHashing } from './hashing.ts';
import { LAYOUT, sharedFolder } from './layout.ts';
import { whileLocked } from './lock.ts';
import { storeCredentials } from './store-credentials.ts';

/** An organisation's folder, where `lethe` works. */
export interface Folder extends Workplace {
  readonly path: string;
}

/** The organisation's folder, whose settings are sound. */
export async function openFolder(directory: string): Promise<Folder> {
  const path = resolve(directory);
  const text = await settingsTextOf(path);
  if (text === undefined) {
    throw new Failure(
      `${path} is no organisation's folder: it has no ${LAYOUT.settings}. Name the folder by --dir, or make one by: lethe init DIR`,
    );
  }
  const read = readSettings(text);
  if (!read.ok) {
    const wayOut = read.isNewer ? '' : ': mend it in an editor, or restore it from a backup';
    throw new Failure(`${join(path, LAYOUT.settings)} ${read.problem}${wayOut}.`);
  }
  return folderAt(path, read.settings);
}

/** Undefined where the folder has none, or isn't there. */
async function settingsTextOf(path: string): Promise<string | undefined> {
  const file = join(path, LAYOUT.settings);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const isMissing =
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    if (isMissing) return undefined;
    throw unreadable(file, error);
  }
}

/** A folder whose settings are known. */
export function folderAt(
  path: string,
  settings: Settings,
  storesFor: (path: string, store: StoreSettings) => OrganisationStores = storesOf,
): Folder {
  let opened: OrganisationStores | undefined;
  // At first use: what reads settings alone needs no access key.
  const stores = () => {
    opened ??= storesFor(path, settings.store);
    return opened;
  };
  return {
    path,
    settings,
    get repository() {
      return stores().repository;
    },
    get register() {
      return stores().register;
    },
    get files() {
      return stores().files;
    },
    seen: seenIn(path),
    seenHeads: seenHeadsIn(path),
    sweepRecord: sweepRecordOf(path),
    hashing: commandHashing,
    settingsRecord: settingsRecordIn(path),
    exclusively: (purpose, work) => whileLocked(sharedFolder(path, settings.store), purpose, work),
    warn: said => warn(said.english),
  };
}

/** Where the files of an organisation are whose settings say this; key files are in the folder always. */
export function storesOf(path: string, store: StoreSettings): OrganisationStores {
  const files = folderStore(path, join(path, LAYOUT.unfinished), 0o600);
  if (store.kind === 's3') return bucketStores(store, storeCredentials(), files);
  const shared = sharedFolder(path, store);
  const unfinished = join(shared, LAYOUT.unfinished);
  return {
    repository: folderStore(join(shared, LAYOUT.public), unfinished),
    register: folderStore(shared, unfinished),
    files: officerFiles(folderStore(shared, unfinished, 0o600), files),
  };
}

/** Metadata as this machine saw it last. */
export function seenIn(path: string): MetadataStore {
  const fileOf = (name: string) => join(path, LAYOUT.state, `seen-${name}`);
  return {
    async load(name) {
      return readBytes(fileOf(name));
    },
    async save(name, bytes) {
      await replaceFile(fileOf(name), bytes);
    },
  };
}

/** Since when nothing refers to files of the repository. What can't be read is begun anew: then they stay longer. */
function sweepRecordOf(path: string): SweepRecord {
  const file = join(path, LAYOUT.state, 'unreferenced.json');
  return {
    async load() {
      const bytes = await readBytes(file);
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
        return isRecordOfTimes(value) ? value : {};
      } catch {
        return {};
      }
    },
    save: since => replaceFile(file, JSON.stringify(since)),
  };
}

/** `lethe.json`, and beside it what this machine and the other officers agreed on. */
function settingsRecordIn(path: string): SettingsRecord {
  const file = join(path, LAYOUT.agreedSettings);
  return {
    async loadAgreed() {
      const bytes = await readBytes(file);
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
        return typeof value === 'object' && value !== null ? { ...value } : {};
      } catch {
        // What differs from the register is a conflict then, and shown.
        return {};
      }
    },
    saveAgreed: agreed => replaceFile(file, `${JSON.stringify(agreed)}\n`),
    saveSettings: settings => writeSettings(path, settings),
  };
}

/** Writes `lethe.json`. */
export async function writeSettings(path: string, settings: Settings): Promise<void> {
  await replaceFile(join(path, LAYOUT.settings), `${JSON.stringify(settings, null, 2)}\n`);
}

function seenHeadsIn(path: string): SeenHeads {
  const file = join(path, LAYOUT.state, 'register-heads.json');
  return {
    async load() {
      const bytes = await readBytes(file);
      if (bytes === undefined) return [];
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
        if (Array.isArray(value) && value.every(isChainHead)) return value;
      } catch {
        // Falls through to the message.
      }
      throw new Failure(`${file} is damaged: delete it, and check that the register is whole.`);
    },
    save: heads => replaceFile(file, JSON.stringify(heads)),
  };
}

function isChainHead(value: unknown): value is ChainHead {
  return (
    typeof value === 'object' &&
    value !== null &&
    'writer' in value &&
    typeof value.writer === 'string' &&
    'sequence' in value &&
    typeof value.sequence === 'number' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  );
}

function isRecordOfTimes(value: unknown): value is UnreferencedSince {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(time => Number.isSafeInteger(time))
  );
}

export async function readBytes(file: string): Promise<Bytes | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

/** Replaces a file as a whole: under another name first. */
export async function replaceFile(file: string, content: Uint8Array | string, mode = 0o644): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true }).catch(error => {
    throw notMade(folder, error);
  });
  const unfinished = `${file}.${randomUUID()}.new`;
  try {
    await writeFile(unfinished, content, { mode, flush: true });
    await rename(unfinished, file);
  } catch (error) {
    throw unwritable(file, error);
  } finally {
    await rm(unfinished, { force: true });
  }
}
