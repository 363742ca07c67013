// The command line that tuf-conformance expects (its CLIENT-CLI.md), over the product's own TUF client.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hex } from '@scure/base';
import { type Bytes, sha256, utf8 } from '../../utils/bytes.ts';
import { mismatchOf } from '../../utils/tuf/hashes.ts';
import { type Checked, good } from '../../utils/tuf/problem.ts';
import { type Repository, type UpdateResult, updateRepository } from '../../utils/tuf/updater.ts';
import { folderStore, readIfThere } from './folder-store.ts';

const ENROLLED_ROOT = 'enrolled-root';

type Outcome = { readonly ok: true } | { readonly ok: false; readonly problem: { readonly detail: string } };

interface Places {
  readonly metadataDir: string;
  readonly metadataUrl: string;
  readonly targetUrl: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'metadata-dir': { type: 'string' },
    'metadata-url': { type: 'string' },
    'target-base-url': { type: 'string' },
    'target-dir': { type: 'string' },
    'target-name': { type: 'string', multiple: true },
  },
});

const outcome = await run();
if (!outcome.ok) {
  console.error(outcome.problem.detail);
  process.exitCode = 1;
}

function run(): Promise<Outcome> {
  const [command, trustedRoot] = positionals;
  const metadataDir = required('metadata-dir');
  if (command === 'init' && trustedRoot) return init(metadataDir, trustedRoot);
  const metadataUrl = folderUrl(required('metadata-url'));
  if (command === 'refresh') return refresh({ metadataDir, metadataUrl, targetUrl: metadataUrl });
  if (command === 'download') {
    const places = { metadataDir, metadataUrl, targetUrl: folderUrl(required('target-base-url')) };
    return download(places, values['target-name'] ?? [], required('target-dir'));
  }
  throw new Error('Say init TRUSTED_ROOT, refresh or download');
}

function required(name: 'metadata-dir' | 'metadata-url' | 'target-base-url' | 'target-dir'): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

/** The suite's document shows addresses without the slash at the end, the suite gives them with it. */
function folderUrl(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

/** Takes the root as enrolment does: the first update judges it. */
async function init(metadataDir: string, trustedRoot: string): Promise<Outcome> {
  const root = await readFile(trustedRoot);
  await writeFile(join(metadataDir, ENROLLED_ROOT), root);
  await writeFile(join(metadataDir, 'root.json'), root);
  return { ok: true };
}

async function refresh({ metadataDir, metadataUrl, targetUrl }: Places): Promise<UpdateResult> {
  return updateRepository({
    metadataUrl,
    targetsUrl: targetUrl,
    trustedRoot: new Uint8Array(await readFile(join(metadataDir, ENROLLED_ROOT))),
    store: folderStore(metadataDir),
    fetch,
    now: Date.now,
    // The suite sets the clock back to when its recorded repositories were made.
    limits: { earliestTime: 0 },
  });
}

async function download(places: Places, paths: readonly string[], folder: string): Promise<Outcome> {
  const repository = await refresh(places);
  if (!repository.ok) return repository;
  await mkdir(folder, { recursive: true });
  for (const path of paths) {
    const file = join(folder, hex.encode(await sha256(utf8(path))));
    const target = await targetUnlessKept(repository, path, await readIfThere(file));
    if (!target.ok) return target;
    if (target.value !== undefined) await writeFile(file, target.value);
  }
  return { ok: true };
}

/** Undefined if the bytes at hand are what the repository says of this target. */
async function targetUnlessKept(
  repository: Repository,
  path: string,
  kept: Bytes | undefined,
): Promise<Checked<Bytes | undefined>> {
  const described = await repository.find(path);
  if (!described.ok) return described;
  const matches = kept && described.value && (await mismatchOf(kept, described.value, 'kept')) === undefined;
  return matches ? good(undefined) : repository.target(path);
}
