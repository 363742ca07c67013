import { hex } from '@scure/base';
import { type Bytes, sha256, utf8 } from '../../../utils/bytes.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import type { JsonObject, JsonValue } from '../../../utils/tuf/json.ts';
import { parseJson } from '../../../utils/tuf/json.ts';
import type { TopLevelRole } from '../../../utils/tuf/metadata.ts';
import {
  buildRoot,
  buildSnapshot,
  buildTargets,
  buildTimestamp,
  generateSigningKey,
  type SigningKey,
  signMetadata,
  type Unsigned,
} from '../../../utils/tuf/signer.ts';
import { type MetadataStore, type UpdateOptions, updateRepository } from '../../../utils/tuf/updater.ts';

export const START = Date.parse('2027-01-01T00:00:00Z');
export const DAY = 86_400_000;
export const HEAD_PATH = '000102030405060708090a0b0c0d0e0f.head';
export const BASE = 'https://list.example.org/lethe/';

export type Signers = Record<TopLevelRole, SigningKey[]>;
type Role3 = 'targets' | 'snapshot' | 'timestamp';

const LIFE: Record<TopLevelRole, number> = {
  root: 730 * DAY,
  targets: 35 * DAY,
  snapshot: 35 * DAY,
  timestamp: 7 * DAY,
};

/** What a test bends in one file, before or after it is signed. */
export interface Bend {
  readonly unsigned?: (signed: Unsigned) => Unsigned;
  readonly signers?: readonly SigningKey[];
  readonly file?: (bytes: Bytes) => Bytes;
}

/** A repository as the CLI writes it, made with the product's own signer, in memory. */
export class DemoRepository {
  readonly files = new Map<string, Bytes>();
  readonly requests: string[] = [];
  readonly store = new MemoryStore();
  time = START;
  versions: Record<TopLevelRole, number> = { root: 0, targets: 0, snapshot: 0, timestamp: 0 };
  thresholds: Record<TopLevelRole, number> = { root: 1, targets: 1, snapshot: 1, timestamp: 1 };
  signers: Signers;
  enrolled: Bytes = new Uint8Array();
  head = 'first list';

  private constructor(signers: Signers) {
    this.signers = signers;
  }

  static async create(time = START): Promise<DemoRepository> {
    const [root, recovery, officer, automation] = await Promise.all([
      generateSigningKey(),
      generateSigningKey(),
      generateSigningKey(),
      generateSigningKey(),
    ]);
    const repository = new DemoRepository({
      root: [root, recovery],
      targets: [officer],
      snapshot: [officer],
      timestamp: [officer, automation],
    });
    repository.time = time;
    repository.enrolled = await repository.publishRoot([root]);
    await repository.publish();
    return repository;
  }

  /** The next root, for the signers and thresholds as they now stand. */
  async publishRoot(by: readonly SigningKey[], bend: Bend = {}): Promise<Bytes> {
    const version = ++this.versions.root;
    const roles = {
      root: this.roleKeys('root'),
      targets: this.roleKeys('targets'),
      snapshot: this.roleKeys('snapshot'),
      timestamp: this.roleKeys('timestamp'),
    };
    const unsigned = buildRoot({ version, expires: this.time + LIFE.root }, roles);
    return this.write(`metadata/${version}.root.json`, unsigned, by, bend);
  }

  /** Publishes `head` as the next version of everything below the root. */
  async publish(bends: Partial<Record<Role3, Bend>> = {}): Promise<void> {
    const head = utf8(this.head);
    this.files.set(`targets/${hex.encode(await sha256(head))}.${HEAD_PATH}`, head);
    const targets = await this.write(
      `metadata/${this.next('targets')}.targets.json`,
      await buildTargets(this.edition('targets'), { [HEAD_PATH]: head }),
      this.signers.targets,
      bends.targets,
    );
    const snapshot = await this.write(
      `metadata/${this.next('snapshot')}.snapshot.json`,
      await buildSnapshot(this.edition('snapshot'), { version: this.versions.targets, bytes: targets }),
      this.signers.snapshot,
      bends.snapshot,
    );
    await this.publishTimestamp(snapshot, bends.timestamp);
  }

  async publishTimestamp(snapshot: Bytes, bend?: Bend): Promise<void> {
    this.next('timestamp');
    await this.write(
      'metadata/timestamp.json',
      await buildTimestamp(this.edition('timestamp'), { version: this.versions.snapshot, bytes: snapshot }),
      this.signers.timestamp.slice(0, Math.max(1, this.thresholds.timestamp)),
      bend,
    );
  }

  snapshotBytes(): Bytes {
    return this.file(`metadata/${this.versions.snapshot}.snapshot.json`);
  }

  file(path: string): Bytes {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new Error(`no ${path}`);
    return bytes;
  }

  /** A client's update against these files. `options` replaces any part of it. */
  update(options: Partial<UpdateOptions> = {}) {
    return updateRepository({
      metadataUrl: `${BASE}metadata/`,
      targetsUrl: `${BASE}targets/`,
      trustedRoot: this.enrolled,
      store: this.store,
      fetch: this.fetch,
      now: () => this.time,
      ...options,
    });
  }

  readonly fetch: Fetch = async url => {
    const path = url.slice(BASE.length);
    this.requests.push(path);
    const bytes = this.files.get(decodeURIComponent(path));
    return bytes ? new Response(bytes) : new Response('no such file', { status: 404 });
  };

  private roleKeys(role: TopLevelRole) {
    return { keys: this.signers[role].map(({ key }) => key), threshold: this.thresholds[role] };
  }

  private next(role: Role3): number {
    this.versions[role] += 1;
    return this.versions[role];
  }

  private edition(role: TopLevelRole) {
    return { version: this.versions[role], expires: this.time + LIFE[role] };
  }

  private async write(path: string, unsigned: Unsigned, by: readonly SigningKey[], bend: Bend = {}) {
    const signed = await signMetadata(bend.unsigned?.(unsigned) ?? unsigned, bend.signers ?? by);
    const bytes = bend.file?.(signed) ?? signed;
    this.files.set(path, bytes);
    return bytes;
  }
}

/** A store that forgets nothing, and can be made to fail. */
export class MemoryStore implements MetadataStore {
  readonly files = new Map<string, Bytes>();
  broken = false;

  async load(name: string): Promise<Bytes | undefined> {
    return this.files.get(name);
  }

  async save(name: string, bytes: Bytes): Promise<void> {
    if (this.broken) throw new Error('quota exceeded');
    this.files.set(name, bytes);
  }
}

/** The file with its JSON changed after signing. */
export function edited(bytes: Bytes, edit: (file: Record<string, JsonValue>) => JsonObject): Bytes {
  const file = parseJson(bytes);
  if (file === null || typeof file !== 'object' || !('signed' in file)) throw new Error('no metadata');
  return utf8(JSON.stringify(edit({ ...file })));
}

export function textOf(bytes: Bytes): string {
  return new TextDecoder().decode(bytes);
}
