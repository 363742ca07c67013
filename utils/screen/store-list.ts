import { protectionOf } from '../sync/protection.ts';
import type { Store } from '../sync/store.ts';
import { takeList } from '../sync/take-list.ts';
import type { ScreeningList } from './list-lookup.ts';
import type { ScreenedList } from './report.ts';

/** The list that this browser holds, to screen by. */
export interface StoredList {
  readonly list: ScreeningList;
  readonly facts: ScreenedList;
}

/** Null where the browser has none that it can trust. */
export async function storedList(store: Store, now: number): Promise<StoredList | null> {
  const taken = await takeList(store);
  if (taken === 'none' || taken === 'damaged') return null;
  const snapshot = await store.snapshot();
  const protection = protectionOf(snapshot, now);
  if (protection.state === 'not-protecting' || !(await taken.isWhole)) return null;
  const { blocklist, enrolment, list } = taken;
  const { head } = list;
  const { digestKey, listId } = enrolment;
  // Where they can't be read, the list is still screened by.
  const requests = await store.requests().catch(() => []);
  const waiting = new Set(requests.flatMap(({ people }) => people.flatMap(({ digests }) => digests)));
  const expires = Object.values(snapshot.status.metadata?.expires ?? {});
  return {
    list: { blocklist, head, listId, digestKey, waiting },
    facts: {
      organisation: head.organisation,
      publication: head.publication,
      publishedAt: iso(head.publishedAt),
      confirmedAt: iso(protection.confirmedAt),
      confirmedUntil: iso(expires.length > 0 ? Math.min(...expires) : protection.confirmedAt),
      isStale: protection.state === 'stale',
      entries: head.entryCount,
      domains: head.domainCount,
    },
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
