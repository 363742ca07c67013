import { readFile } from 'node:fs/promises';
import type { Head } from '../utils/blocklist/head.ts';
import type { Problem } from '../utils/lookup/verdict.ts';
import type { ScreeningList } from '../utils/screen/list-lookup.ts';
import type { ScreenedList } from '../utils/screen/report.ts';
import { unreadable } from './disk-problem.ts';
import { Failure, warn } from './failure.ts';

/** A list that was verified as a client verifies it, though it may be stale. */
export interface OpenedList {
  readonly list: ScreeningList;
  readonly facts: ScreenedList;
  /** What is wrong with its freshness; null while nothing is. */
  readonly staleness: string | null;
}

interface Freshness {
  /** Milliseconds since the epoch. */
  readonly confirmedAt: number;
  readonly confirmedUntil: number;
  readonly staleness: string | null;
}

/** The list in `public/` of an organisation's folder, with the officer's keys. */
export async function listOfFolder(directory: string): Promise<OpenedList> {
  const { openSession } = await import('./session.ts');
  const { openRepository, requireRegister } = await import('../utils/officer/session.ts');
  const session = await openSession(directory);
  const opened = await openRepository(session);
  if (opened === undefined) throw new Failure('Nothing was published yet: lethe publish', 'list');
  const { set } = opened.metadata;
  const { head, list: blocklist } = opened.published;
  const register = await requireRegister(session, head.registerHeads);
  if (JSON.stringify(head.registerHeads) !== JSON.stringify(register.heads)) {
    warn('the register holds more than is published, and only what is published is looked up: lethe publish');
  }
  const now = Date.now();
  const confirmedUntil = Math.min(
    ...[set.root, set.targets, set.snapshot, set.timestamp].map(({ signed }) => signed.expires),
  );
  const isExpired = now >= confirmedUntil;
  return openedList(
    { blocklist, head, listId: session.repository.listId, digestKey: session.digestKey },
    head,
    {
      confirmedAt: isExpired ? head.publishedAt : now,
      confirmedUntil,
      staleness: isExpired
        ? `its signatures expired on ${iso(confirmedUntil)}: lethe refresh or lethe publish renews them`
        : null,
    },
  );
}

/**
 * The list that an enrolment leads to, fetched as an extension fetches it.
 * @param file an enrolment file, or a file that holds the code
 * @param stateFile where what was fetched is kept between two runs
 */
export async function listOfEnrolment(file: string, stateFile: string | undefined): Promise<OpenedList> {
  const [{ decodeEnrolment }, { openClientStore }, { syncOnce }, { protectionOf }, { takeBlocklist }] =
    await Promise.all([
      import('../utils/enrolment/code.ts'),
      import('./client-store.ts'),
      import('../utils/sync/sync.ts'),
      import('../utils/sync/protection.ts'),
      import('../utils/sync/take-list.ts'),
    ]);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const decoded = decodeEnrolment(text);
  if (!decoded.ok) throw new Failure(`${file} is no enrolment: ${decoded.detail}`);
  const store = await openClientStore(decoded.enrolment, stateFile, Date.now());
  const outcome = await syncOnce({ store, fetch: (url, init) => fetch(url, init), now: Date.now });
  const snapshot = await store.snapshot();
  const protection = protectionOf(snapshot, Date.now());
  const blocklist = snapshot.list && (await takeBlocklist(store, snapshot.list.head));
  if (protection.state === 'not-protecting' || !snapshot.enrolment || !snapshot.list || !blocklist) {
    const problem = outcome.ok ? undefined : outcome.problem;
    throw new Failure(
      `There is no list to screen by: ${problem ? wordsOf(problem) : 'it is damaged'}.`,
      'list',
    );
  }
  const { digestKey, listId } = snapshot.enrolment;
  const { head } = snapshot.list;
  return openedList({ blocklist, head, listId, digestKey }, head, {
    confirmedAt: protection.confirmedAt,
    confirmedUntil: Math.min(...Object.values(snapshot.status.metadata?.expires ?? { none: 0 })),
    staleness: protection.state === 'stale' ? wordsOf(protection.problem) : null,
  });
}

function openedList(
  list: ScreeningList,
  head: Head,
  { confirmedAt, confirmedUntil, staleness }: Freshness,
): OpenedList {
  return {
    list,
    staleness,
    facts: {
      organisation: head.organisation,
      publication: head.publication,
      publishedAt: iso(head.publishedAt),
      confirmedAt: iso(confirmedAt),
      confirmedUntil: iso(confirmedUntil),
      isStale: staleness !== null,
      entries: head.entryCount,
      domains: head.domainCount,
    },
  };
}

const WORDS: Readonly<Partial<Record<Problem['code'], string>>> = {
  offline: "its repository can't be reached",
  'sign-in-page': "a web page came in the list's place",
  expired: 'its signatures expired: the officer renews them',
  'bad-signature':
    'a signature is wrong: the enrolment is of another organisation, or the files were changed on the way',
  rollback: 'an older list came than was seen before',
  'wrong-key': "this enrolment doesn't open it: get a new one from the privacy officer",
  'other-epoch': 'it is sealed with a newer key: get a new enrolment from the privacy officer',
  shrunk: 'it lost more entries than one publication may',
  clock: "this machine's clock is wrong",
  'update-lethe': 'a newer Lethe made it: update Lethe',
  'not-confirmed': 'nobody has confirmed it for a day',
};

function wordsOf({ code, detail }: Problem): string {
  const words = WORDS[code] ?? code;
  return detail === '' ? words : `${words} (${detail})`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
