import 'fake-indexeddb/auto';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { canonicalEmailV1 } from '../../../utils/identifier/email-v1.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, prefixOf } from '../../../utils/scheme/digest.ts';
import { saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { openStore } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';

/** A rep's browser, with the extension's own code and store. */
export interface Watcher {
  /** Takes the list as it stands. Rejects if it isn't valid, or goes back. */
  look(): Promise<void>;
  lists(address: string): Promise<boolean>;
  looks(): number;
}

export async function watcher(enrolment: Enrolment, fetch: Fetch): Promise<Watcher> {
  const store = openStore(`lethe-${crypto.randomUUID()}`);
  await store.enrol(await enrolmentRecord(enrolment, Date.now()));
  let looks = 0;
  let before = { publication: 0, operation: 0, entryCount: 0 };

  async function inForce() {
    const found = await store.listInForce();
    if (!found) throw new Error('no list is in force');
    return found;
  }

  return {
    looks: () => looks,
    async look() {
      const outcome = await syncOnce({ store, fetch, now: Date.now });
      if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.detail}`);
      const { head } = (await inForce()).list;
      for (const name of ['publication', 'operation', 'entryCount'] as const) {
        if (head[name] >= before[name]) continue;
        throw new Error(`${name} went back from ${before[name]} to ${head[name]}`);
      }
      before = head;
      looks += 1;
    },
    async lists(address) {
      const { list, blocklist, enrolment: record } = await inForce();
      const form = canonicalEmailV1(address);
      if (!form.ok) throw new Error(form.reason);
      const digest = await digestOf(record.digestKey, form.identifier);
      const tag = await tagOf(digest, await saltOf(record.listId), list.head.argon2, argon2idNode);
      return createListIndex(blocklist).find(prefixOf(digest, blocklist.prefixBits), tag) === 'all';
    },
  };
}
