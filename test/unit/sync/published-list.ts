import { hex } from '@scure/base';
import {
  type Blocklist,
  type EntrySet,
  hashOfSet,
  scopesLengthBytes,
  setScopeAll,
} from '../../../utils/blocklist/blocklist.ts';
import { CANARY } from '../../../utils/blocklist/canary.ts';
import {
  encodeHead,
  type Head,
  headPath,
  type SegmentReference,
  segmentPath,
} from '../../../utils/blocklist/head.ts';
import { sortPairs } from '../../../utils/blocklist/pairs.ts';
import { headContext, importSealKey, sealFile } from '../../../utils/blocklist/seal.ts';
import { baseOf, encodeSegment, type Segment, segmentBetween } from '../../../utils/blocklist/segment.ts';
import { type Bytes, sha256 } from '../../../utils/bytes.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { pinOf } from '../../../utils/enrolment/root-pin.ts';
import { canonicalForms } from '../../../utils/identifier/versions.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, domainPairOf, importDigestKey, prefixOf } from '../../../utils/scheme/digest.ts';
import { SUITE_1, saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import {
  buildRoot,
  generateSigningKey,
  type SigningKey,
  signMetadata,
  signRelease,
} from '../../../utils/tuf/signer.ts';

export const START = Date.UTC(2026, 10, 23, 12);
const DAY_MS = 86_400_000;
export const REPOSITORY = 'https://lists.acme.example/lethe/';

/** What is published: addresses and domains (`@acme.example`) with their scope. The canary is added. */
export type People = Readonly<Record<string, Scope>>;

export interface PublishOptions {
  readonly now?: number;
  readonly head?: Partial<Head>;
  readonly canary?: boolean;
  readonly signers?: readonly SigningKey[];
  readonly epoch?: number;
  readonly timestampExpires?: number;
  /** Only the segment since the last publication, no base. */
  readonly withoutBase?: boolean;
}

/** A small organisation that publishes into memory, by the same parts as the real one. */
export class PublishedList {
  readonly files = new Map<string, Bytes>();
  readonly requests: string[] = [];
  readonly enrolment: Enrolment;
  readonly prefixBits = 10;
  #signer: SigningKey;
  #root = 1;
  #publication = 0;
  #operation = 0;
  #list: Blocklist | undefined;
  #segments: SegmentReference[] = [];
  /** By digest: what is published again isn't hashed again. */
  readonly #tags = new Map<string, number>();

  private constructor(signer: SigningKey, enrolment: Enrolment) {
    this.#signer = signer;
    this.enrolment = enrolment;
  }

  static async create(): Promise<PublishedList> {
    const signer = await generateSigningKey();
    const role = { keys: [signer.key], threshold: 1 };
    const edition = { version: 1, expires: START + 700 * DAY_MS };
    const root = await signMetadata(
      buildRoot(edition, { root: role, targets: role, snapshot: role, timestamp: role }),
      [signer],
    );
    const list = new PublishedList(signer, {
      organisation: 'Acme',
      repository: REPOSITORY,
      listId: crypto.getRandomValues(new Uint8Array(16)),
      digestKey: crypto.getRandomValues(new Uint8Array(32)),
      sealKey: crypto.getRandomValues(new Uint8Array(32)),
      sealEpoch: 1,
      root: await pinOf(root),
    });
    list.files.set('metadata/1.root.json', root);
    return list;
  }

  async publish(people: People, options: PublishOptions = {}): Promise<void> {
    const { listId, sealKey } = this.enrolment;
    const now = options.now ?? START;
    const epoch = options.epoch ?? 1;
    const key = await importSealKey(sealKey);
    const blocklist = await this.#blocklistOf(people, options.canary ?? true);
    const from = this.#operation;
    const touched = Math.max(1, Object.keys(people).length);
    this.#operation += touched;
    this.#publication += 1;
    const segments: Segment[] = options.withoutBase ? [] : [baseOf(blocklist, this.#operation)];
    if (this.#list) segments.push(segmentBetween(this.#list, blocklist, from, this.#operation));
    const fresh = await Promise.all(segments.map(segment => this.#addSegment(segment, key, epoch)));
    this.#segments = [
      ...this.#segments.filter(({ from: start }) => start > 0 || options.withoutBase),
      ...fresh,
    ];
    this.#list = blocklist;
    const head: Head = {
      format: 1,
      suite: 1,
      organisation: 'Acme',
      contact: '',
      canonical: { email: [1], domain: [1] },
      argon2: SUITE_1,
      prefixBits: this.prefixBits,
      operation: this.#operation,
      publication: this.#publication,
      publishedAt: now,
      entryCount: blocklist.entries.prefixes.length,
      domainCount: blocklist.domains.prefixes.length,
      setSha256: hex.encode(await hashOfSet(blocklist)),
      confirmedRemovals: 0,
      segments: this.#segments,
      registerHeads: [],
      guard: 'hold',
      panelOnly: [],
      ...options.head,
    };
    const file = await sealFile(key, headContext(listId, epoch), encodeHead(head));
    const path = headPath(hex.encode(listId));
    this.files.set(`targets/${hex.encode(await sha256(file))}.${path}`, file);
    await this.#sign(path, file, now, options);
  }

  /** The next root: a new key takes over from the old one, for what is published from now on. */
  async rotateRoot(): Promise<void> {
    const [old, next] = [this.#signer, await generateSigningKey()];
    const role = { keys: [next.key], threshold: 1 };
    this.#root += 1;
    const edition = { version: this.#root, expires: START + 700 * DAY_MS };
    const root = buildRoot(edition, { root: role, targets: role, snapshot: role, timestamp: role });
    this.files.set(`metadata/${this.#root}.root.json`, await signMetadata(root, [old, next]));
    this.#signer = next;
  }

  /** The repository as `fetch` sees it. */
  readonly fetch: Fetch = async url => {
    const path = url.slice(REPOSITORY.length);
    this.requests.push(path);
    const file = this.files.get(path);
    return file ? new Response(file) : new Response('Not found', { status: 404 });
  };

  async #sign(path: string, file: Bytes, now: number, options: PublishOptions): Promise<void> {
    const version = this.#publication;
    const signers = options.signers ?? [this.#signer];
    const files = await signRelease({
      targets: { [path]: file },
      editions: {
        targets: { version, expires: now + 35 * DAY_MS },
        snapshot: { version, expires: now + 35 * DAY_MS },
        timestamp: { version, expires: options.timestampExpires ?? now + 7 * DAY_MS },
      },
      signers: { targets: signers, snapshot: signers, timestamp: signers },
    });
    for (const { name, bytes } of files) this.files.set(`metadata/${name}`, bytes);
  }

  async #addSegment(segment: Segment, key: CryptoKey, epoch: number): Promise<SegmentReference> {
    const { from, to, prefixBits } = segment;
    const context = { listId: this.enrolment.listId, epoch, type: 'segment', prefixBits, from, to } as const;
    const file = await sealFile(key, context, encodeSegment(segment));
    const name = hex.encode(await sha256(file));
    this.files.set(segmentPath(name), file);
    return { tier: from === 0 ? 0 : 1, from, to, lengthBytes: file.length, sha256: name };
  }

  async #blocklistOf(people: People, canary: boolean): Promise<Blocklist> {
    const { listId } = this.enrolment;
    const key = await importDigestKey(this.enrolment.digestKey);
    const salt = await saltOf(listId);
    const all: People = canary ? { ...people, [CANARY]: 'all' } : people;
    const entries = [];
    const domains = [];
    for (const [text, scope] of Object.entries(all)) {
      const kind = text.startsWith('@') ? 'domain' : text.startsWith('+') ? 'phone' : 'email';
      for (const form of canonicalForms(kind, text)) {
        if (!form.ok) throw new Error(`${text}: ${form.reason}`);
        const digest = await digestOf(key, form.identifier);
        const { high, low } = domainPairOf(digest);
        if (kind === 'domain') domains.push({ prefix: high, tag: low, scope });
        else {
          const known = hex.encode(digest);
          const tag = this.#tags.get(known) ?? (await tagOf(digest, salt, SUITE_1, argon2idNode));
          this.#tags.set(known, tag);
          entries.push({ prefix: prefixOf(digest, this.prefixBits), tag, scope });
        }
      }
    }
    return { prefixBits: this.prefixBits, entries: setOf(entries), domains: setOf(domains) };
  }
}

function setOf(entries: readonly { prefix: number; tag: number; scope: Scope }[]): EntrySet {
  const pairs = sortPairs(entries);
  const scopes = new Uint8Array(scopesLengthBytes(pairs.prefixes.length));
  pairs.prefixes.forEach((prefix, index) => {
    const entry = entries.find(each => each.prefix === prefix && each.tag === pairs.tags[index]);
    if (entry?.scope === 'all') setScopeAll(scopes, index);
  });
  return { ...pairs, scopes };
}
