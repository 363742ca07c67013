import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hex } from '@scure/base';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import { decodeEnrolment } from '../../../utils/enrolment/code.ts';
import { canonicalEmailV1 } from '../../../utils/identifier/email-v1.ts';
import type { Protection } from '../../../utils/lookup/verdict.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, prefixOf } from '../../../utils/scheme/digest.ts';
import { saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { protectionOf } from '../../../utils/sync/protection.ts';
import { openStore } from '../../../utils/sync/store.ts';
import { type SyncOutcome, syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { succeed } from './lethe.ts';

const REPOSITORY = 'https://lists.acme.example/';

/** What an extension does, with the extension's own code and store, over the files of a folder. */
export interface FollowingClient {
  sync(now?: number): Promise<SyncOutcome>;
  protection(): Promise<Protection>;
  /** Whether the list in force lists this address. */
  lists(address: string): Promise<boolean>;
  /** Whom the list in force tells to ask. */
  contact(): Promise<string>;
  /** Takes the enrolment code that the folder gives now. */
  enrolAgain(): Promise<void>;
  /** Reads another folder's files from now on. */
  readFrom(folder: string): void;
}

/** By digest: each client of an organisation asks for the same few people. */
const tags = new Map<string, number>();

/** A client that enrols by the code of a folder as it stands, and has taken its list. */
export async function followingClient(folder: string): Promise<FollowingClient> {
  const store = openStore(`lethe-${crypto.randomUUID()}`);
  let from = folder;
  const fetch: Fetch = async url => {
    const file = join(from, 'public', url.slice(REPOSITORY.length));
    const bytes = await readFile(file).catch(() => undefined);
    return bytes ? new Response(new Uint8Array(bytes)) : new Response('none', { status: 404 });
  };
  async function enrol() {
    const code = await succeed('enrol', '--repository-url', REPOSITORY, '--dir', from);
    const decoded = decodeEnrolment(code);
    if (!decoded.ok) throw new Error(decoded.detail);
    await store.enrol(await enrolmentRecord(decoded.enrolment, Date.now()));
  }
  const client: FollowingClient = {
    sync: (now = Date.now()) => syncOnce({ store, fetch, now: () => now }),
    protection: async () => protectionOf(await store.snapshot(), Date.now()),
    async lists(address) {
      const form = canonicalEmailV1(address);
      const inForce = await store.listInForce();
      if (!form.ok || !inForce) throw new Error('no address, or no list in force');
      const { enrolment, list, blocklist } = inForce;
      const digest = await digestOf(enrolment.digestKey, form.identifier);
      const known = hex.encode(digest);
      const salt = await saltOf(enrolment.listId);
      const tag = tags.get(known) ?? (await tagOf(digest, salt, list.head.argon2, argon2idNode));
      tags.set(known, tag);
      return createListIndex(blocklist).find(prefixOf(digest, blocklist.prefixBits), tag) !== null;
    },
    async contact() {
      const inForce = await store.listInForce();
      if (!inForce) throw new Error('no list in force');
      return inForce.list.head.contact;
    },
    enrolAgain: enrol,
    readFrom(other) {
      from = other;
    },
  };
  await enrol();
  const first = await client.sync();
  if (!first.ok) throw new Error(first.problem.detail);
  return client;
}
