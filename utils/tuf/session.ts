import type { Bytes } from '../bytes.ts';
import { type Fetched, type FetchFailure, fetchFile } from './fetch-file.ts';
import type { Limits } from './limits.ts';
import type { MetaFile } from './metadata.ts';
import { bad, type Checked, good, type TufProblemCode } from './problem.ts';
import type { RootSet } from './trusted-set.ts';
import type { UpdateOptions } from './updater.ts';

/** One update and what follows from it: the way to store and network. */
export interface Session {
  readonly options: UpdateOptions;
  readonly limits: Limits;
  /** Names of the files saved so far. */
  readonly saved: string[];
}

export async function loadFile(session: Session, name: string): Promise<Bytes | undefined> {
  const bytes = await storing(name, () => session.options.store.load(name));
  return bytes?.length ? bytes : undefined;
}

export async function saveFile(session: Session, name: string, bytes: Bytes): Promise<void> {
  await storing(name, () => session.options.store.save(name, bytes));
  session.saved.push(name);
}

export async function discardFile(session: Session, name: string): Promise<void> {
  await storing(name, () => session.options.store.save(name, new Uint8Array()));
}

/** The store rejected; thrown through the workflow's steps and caught by `catchingStore`. */
class StoreError extends Error {}

async function storing<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new StoreError(
      `${name} couldn't be kept: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Runs a step, and gives a store's failure as a result. */
export async function catchingStore<T>(act: () => Promise<Checked<T>>): Promise<Checked<T>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof StoreError) return bad('store-broken', error.message);
    throw error;
  }
}

/** A metadata file that other metadata lists: no longer than that says, and under the name that the root asks for (5.3.12). */
export async function fetchListed(
  session: Session,
  set: RootSet,
  role: string,
  expected: MetaFile,
  maxLengthBytes: number,
): Promise<Checked<Bytes>> {
  const plain = `${encodeURIComponent(role)}.json`;
  const name = set.root.signed.consistentSnapshot ? `${expected.version}.${plain}` : plain;
  const file = await fetchMetadata(session, name, Math.min(expected.lengthBytes ?? Infinity, maxLengthBytes));
  return file.ok ? good(file.bytes) : fetchProblem(name, file);
}

export function fetchMetadata(session: Session, name: string, maxLengthBytes: number): Promise<Fetched> {
  const { options, limits } = session;
  return fetchFile(new URL(name, options.metadataUrl).href, {
    ...transferOf(options),
    maxLengthBytes,
    timeoutMs: limits.metadataTimeoutMs,
  });
}

/** The one file that changes under its name, so the only one of which a copy in the browser's cache is of use. */
export function fetchTimestamp(session: Session): Promise<Fetched> {
  const { options, limits } = session;
  return fetchFile(new URL('timestamp.json', options.metadataUrl).href, {
    ...transferOf(options),
    maxLengthBytes: limits.timestampMaxLengthBytes,
    timeoutMs: limits.metadataTimeoutMs,
    cache: options.pastCache ? 'reload' : 'no-cache',
  });
}

export function fetchTarget(session: Session, filePath: string, lengthBytes: number): Promise<Fetched> {
  const { options, limits } = session;
  return fetchFile(new URL(filePath, options.targetsUrl).href, {
    ...transferOf(options),
    maxLengthBytes: lengthBytes,
    timeoutMs: limits.targetTimeoutMs,
  });
}

function transferOf({ fetch, signal }: UpdateOptions) {
  return signal === undefined ? { fetch } : { fetch, signal };
}

/** A file that isn't there or is too long is the repository's fault; everything else may be the way to it. */
export function fetchProblem(name: string, failed: Fetched & { readonly ok: false }) {
  return bad(CODES[failed.reason] ?? 'offline', `${name} ${failed.detail}`);
}

const CODES: Readonly<Partial<Record<FetchFailure, TufProblemCode>>> = {
  missing: 'bad-file',
  'too-long': 'bad-file',
  'web-page': 'sign-in-page',
};
