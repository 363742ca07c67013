import { hex } from '@scure/base';
import { headPath, segmentPath } from '../blocklist/head.ts';
import { metadataFileName } from '../tuf/file-names.ts';
import {
  openPublishedHead,
  type PublishedHead,
  type RepositoryAccess,
  type RepositoryFailure,
  type VerifiedMetadata,
  verifyMetadata,
  verifyRoots,
} from './repository.ts';

/** How long a file stays that nothing refers to: for clients and caches that still hold what did. */
const KEPT_MS = 30 * 86_400_000;

/** Path → when it was first seen that nothing refers to it, in milliseconds since the epoch. */
export type UnreferencedSince = Readonly<Record<string, number>>;

/** What this machine remembers between two sweeps. Lost, it begins anew, and files stay longer. */
export interface SweepRecord {
  load(): Promise<UnreferencedSince>;
  save(since: UnreferencedSince): Promise<void>;
}

export type SweepResult = { readonly ok: true; readonly removed: readonly string[] } | RepositoryFailure;

/**
 * Deletes what no signed metadata and no head has referred to for 30 days: former segments, heads, targets and
 * snapshots, also those that a killed publication left. Roots stay for good, and so does any file that isn't ours.
 * @param now milliseconds since the epoch
 */
export async function sweep(
  access: RepositoryAccess,
  record: SweepRecord,
  now: number,
): Promise<SweepResult> {
  const roots = await verifyRoots(access);
  if (!roots.ok) return roots;
  const metadata = await verifyMetadata(access, roots.value);
  if (!metadata.ok) return metadata;
  if (!metadata.value) return { ok: true, removed: [] };
  const published = await openPublishedHead(access, metadata.value);
  if (!published.ok) return published;

  const referenced = referencedBy(metadata.value, published.value);
  const unreferenced = (await ownFiles(access)).filter(path => !referenced.has(path));
  const before = await record.load();
  const since = Object.fromEntries(unreferenced.map(path => [path, Math.min(before[path] ?? now, now)]));
  const removed = unreferenced.filter(path => now - (since[path] ?? now) >= KEPT_MS);
  for (const path of removed) {
    await access.store.remove(path);
    delete since[path];
  }
  await record.save(since);
  return { ok: true, removed };
}

function referencedBy(metadata: VerifiedMetadata, { head, path }: PublishedHead): ReadonlySet<string> {
  const { snapshot, targets } = metadata.set;
  return new Set([
    `metadata/${metadataFileName('snapshot', snapshot.signed.version)}`,
    `metadata/${metadataFileName('targets', targets.signed.version)}`,
    path,
    ...head.segments.map(({ sha256 }) => segmentPath(sha256)),
  ]);
}

/** The files whose names only a publication gives, but for roots and timestamp. */
async function ownFiles({ store, listId }: RepositoryAccess): Promise<string[]> {
  const patterns = {
    'metadata/': /^metadata\/\d{1,15}\.(snapshot|targets)\.json$/,
    'targets/': new RegExp(`^targets/[0-9a-f]{64}\\.${headPath(hex.encode(listId))}$`),
    'segments/': /^segments\/[0-9a-f]{64}\.bin$/,
  };
  const files: string[] = [];
  for (const [folder, pattern] of Object.entries(patterns)) {
    files.push(...(await store.list(folder)).filter(path => pattern.test(path)));
  }
  return files;
}
