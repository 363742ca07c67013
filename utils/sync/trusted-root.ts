import type { Bytes } from '../bytes.ts';
import { isPinned, type RootPin } from '../enrolment/root-pin.ts';
import { type Fetch, fetchFile } from '../tuf/fetch-file.ts';
import { metadataFileName } from '../tuf/file-names.ts';
import { limits } from '../tuf/limits.ts';
import { bad, type Checked, good } from '../tuf/problem.ts';
import { fetchProblem } from '../tuf/session.ts';
import { openTrustedSet } from '../tuf/trusted-set.ts';
import type { MetadataStore } from '../tuf/updater.ts';

export interface RootSource {
  /** Address of the folder with the roots, ending in `/`. */
  readonly metadataUrl: string;
  /** Keeps the root, so that it is fetched once. */
  readonly store: MetadataStore;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
}

/** The root that an enrolment pins: the stored one, else the repository's. Any other is refused. */
export async function trustedRoot(pin: RootPin, source: RootSource): Promise<Checked<Bytes>> {
  const { metadataUrl, store, fetch, signal } = source;
  const name = metadataFileName('root', pin.version);
  const stored = await store.load(name);
  // The pin says nothing of signatures: were one damaged here, every synchronisation to come would refuse this root.
  if (stored && (await isPinned(stored, pin)) && (await openTrustedSet(stored, 0)).ok) return good(stored);
  const fetched = await fetchFile(new URL(name, metadataUrl).href, {
    maxLengthBytes: limits.rootMaxLengthBytes,
    timeoutMs: limits.metadataTimeoutMs,
    fetch,
    ...(signal ? { signal } : {}),
  });
  if (!fetched.ok) return fetchProblem(name, fetched);
  if (!(await isPinned(fetched.bytes, pin))) {
    return bad('bad-signature', `${name} isn't the root whose fingerprint was accepted at enrolment`);
  }
  await store.save(name, fetched.bytes);
  return good(fetched.bytes);
}
