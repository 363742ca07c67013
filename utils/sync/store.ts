import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Blocklist } from '../blocklist/blocklist.ts';
import type { Head } from '../blocklist/head.ts';
import { type Bytes, equalBytes } from '../bytes.ts';
import type { RootPin } from '../enrolment/root-pin.ts';
import type { LogEntry } from '../lookup/log.ts';
import type { Problem } from '../lookup/verdict.ts';
import type { TopLevelRole } from '../tuf/metadata.ts';

/** Verified TUF metadata by file name, as utils/tuf keeps them. */
export type TrustedFiles = Readonly<Record<string, Bytes>>;

/** The enrolment as it rests here: the two keys can be used, not read out. */
export interface EnrolmentRecord {
  /** Random; tells this enrolment from any other, also one to the same list. */
  readonly id: string;
  readonly organisation: string;
  readonly repository: string;
  readonly listId: Bytes;
  readonly digestKey: CryptoKey;
  readonly sealKey: CryptoKey;
  readonly sealEpoch: number;
  readonly root: RootPin;
  /** Milliseconds since the epoch. */
  readonly enrolledAt: number;
}

/** What is known of the list in force, without its arrays. */
export interface ListRecord {
  /** Random; another one for each list put in force. Verdicts hold for one generation. */
  readonly generation: string;
  /** The enrolment under which its head was opened. */
  readonly enrolmentId: string;
  /** SHA-256 of the sealed head, in hex: another one means that there is something to do. */
  readonly headHash: string;
  readonly head: Head;
}

/** How the last synchronisations went. Times are milliseconds since the epoch. */
export interface SyncStatus {
  readonly attemptedAt: number | null;
  /** When a signed, unexpired timestamp last confirmed the list in force. */
  readonly confirmedAt: number | null;
  /** Version and expiry of the verified metadata, for Details. */
  readonly metadata: MetadataFacts | null;
  /** What kept the last attempt from succeeding. */
  readonly problem: Problem | null;
}

export interface MetadataFacts {
  readonly versions: Readonly<Record<TopLevelRole, number>>;
  readonly expires: Readonly<Record<TopLevelRole, number>>;
}

export const NO_STATUS: SyncStatus = { attemptedAt: null, confirmedAt: null, metadata: null, problem: null };

/** Everything but the arrays, as of one moment. */
export interface Snapshot {
  readonly enrolment: EnrolmentRecord | undefined;
  readonly trusted: TrustedFiles | undefined;
  readonly list: ListRecord | undefined;
  readonly status: SyncStatus;
}

/** What a lookup needs, as of one moment. */
export interface ListInForce {
  readonly enrolment: EnrolmentRecord;
  readonly list: ListRecord;
  readonly blocklist: Blocklist;
}

/** The outcome of a synchronisation, put in force as a whole. What is left out stays as it is. */
export interface Swap {
  readonly trusted?: TrustedFiles;
  readonly list?: { readonly record: ListRecord; readonly blocklist: Blocklist };
  readonly status: SyncStatus;
}

interface LetheDatabase extends DBSchema {
  enrolment: { key: 'current'; value: EnrolmentRecord };
  trusted: { key: 'current'; value: TrustedFiles };
  list: { key: 'current'; value: ListRecord };
  blocklist: { key: 'current'; value: Blocklist };
  status: { key: 'current'; value: SyncStatus };
  holds: { key: number; value: LogEntry; indexes: { time: number } };
}

/** Where the extension keeps everything: IndexedDB, database `lethe`. */
export interface Store {
  snapshot(): Promise<Snapshot>;
  blocklist(): Promise<Blocklist | undefined>;
  /** Undefined when there is no enrolment or no list yet. */
  listInForce(): Promise<ListInForce | undefined>;
  /**
   * Accepts an enrolment. To the same list, the list in force goes on protecting until the first synchronisation
   * under the new keys; the trusted metadata go on only if the enrolment starts from the same root.
   */
  enrol(enrolment: EnrolmentRecord): Promise<void>;
  /** Forgets enrolment, keys, metadata and list; the log of holds stays. */
  leave(): Promise<void>;
  /** One transaction, all or nothing. False, and nothing written, if another enrolment was accepted meanwhile. */
  swap(enrolmentId: string, swap: Swap): Promise<boolean>;
  addHold(entry: LogEntry): Promise<void>;
  /** Newest first. */
  holds(): Promise<LogEntry[]>;
  eraseHolds(before?: number): Promise<void>;
  close(): Promise<void>;
}

const ALL_STATE = ['enrolment', 'trusted', 'list', 'blocklist', 'status'] as const;

/** Opens the store; the database is made at first use, and opened again if the browser closed it. */
export function openStore(name = 'lethe'): Store {
  let opened: Promise<IDBPDatabase<LetheDatabase>> | undefined;

  function database(): Promise<IDBPDatabase<LetheDatabase>> {
    opened ??= openDatabase(name, () => {
      opened = undefined;
    });
    // A failed opening isn't kept: room may be made, or a blocking page closed.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  }

  return {
    async snapshot() {
      const tx = (await database()).transaction(['enrolment', 'trusted', 'list', 'status']);
      const [enrolment, trusted, list, status] = await Promise.all([
        tx.objectStore('enrolment').get('current'),
        tx.objectStore('trusted').get('current'),
        tx.objectStore('list').get('current'),
        tx.objectStore('status').get('current'),
        tx.done,
      ]);
      return { enrolment, trusted, list, status: status ?? NO_STATUS };
    },
    async blocklist() {
      return (await database()).get('blocklist', 'current');
    },
    async listInForce() {
      const tx = (await database()).transaction(['enrolment', 'list', 'blocklist']);
      const [enrolment, list, blocklist] = await Promise.all([
        tx.objectStore('enrolment').get('current'),
        tx.objectStore('list').get('current'),
        tx.objectStore('blocklist').get('current'),
        tx.done,
      ]);
      return enrolment && list && blocklist ? { enrolment, list, blocklist } : undefined;
    },
    async enrol(enrolment) {
      await acceptEnrolment(await database(), enrolment);
    },
    async leave() {
      const tx = (await database()).transaction(ALL_STATE, 'readwrite');
      await allOrNothing(
        tx,
        ALL_STATE.map(store => () => tx.objectStore(store).clear()),
      );
    },
    async swap(enrolmentId, swap) {
      return swapAtOnce(await database(), enrolmentId, swap);
    },
    async addHold(entry) {
      await (await database()).add('holds', entry);
    },
    async holds() {
      return (await (await database()).getAllFromIndex('holds', 'time')).reverse();
    },
    async eraseHolds(before = Number.POSITIVE_INFINITY) {
      await eraseHoldsBefore(await database(), before);
    },
    async close() {
      const last = opened;
      opened = undefined;
      if (last) (await last).close();
    },
  };
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBPDatabase<LetheDatabase>> {
  return openDB<LetheDatabase>(name, 1, {
    upgrade(db) {
      for (const store of ALL_STATE) db.createObjectStore(store);
      db.createObjectStore('holds', { autoIncrement: true }).createIndex('time', 'time');
    },
    blocking(_current, _blocked, event) {
      // A newer Lethe wants to upgrade the database: make way, or it waits for good.
      if (event.target instanceof IDBDatabase) event.target.close();
      onClosed();
    },
    terminated: onClosed,
  });
}

async function acceptEnrolment(db: IDBPDatabase<LetheDatabase>, next: EnrolmentRecord): Promise<void> {
  const tx = db.transaction(ALL_STATE, 'readwrite');
  const last = await tx.objectStore('enrolment').get('current');
  const sameList = last !== undefined && equalBytes(last.listId, next.listId);
  const sameRoot = sameList && equalBytes(last.root.sha256, next.root.sha256);
  await allOrNothing(tx, [
    () => tx.objectStore('enrolment').put(next, 'current'),
    ...(sameList
      ? []
      : (['list', 'blocklist', 'status'] as const).map(store => () => tx.objectStore(store).clear())),
    ...(sameRoot ? [] : [() => tx.objectStore('trusted').clear()]),
  ]);
}

async function swapAtOnce(
  db: IDBPDatabase<LetheDatabase>,
  enrolmentId: string,
  swap: Swap,
): Promise<boolean> {
  const tx = db.transaction(ALL_STATE, 'readwrite');
  const enrolment = await tx.objectStore('enrolment').get('current');
  if (enrolment?.id !== enrolmentId) {
    await tx.done;
    return false;
  }
  const { status, trusted, list } = swap;
  await allOrNothing(tx, [
    () => tx.objectStore('status').put(status, 'current'),
    ...(trusted ? [() => tx.objectStore('trusted').put(trusted, 'current')] : []),
    ...(list
      ? [
          () => tx.objectStore('list').put(list.record, 'current'),
          () => tx.objectStore('blocklist').put(list.blocklist, 'current'),
        ]
      : []),
  ]);
  return true;
}

/** A write that throws, rather than fails, would leave the transaction to commit what came before it. */
async function allOrNothing(
  tx: { readonly done: Promise<void>; abort(): void },
  writes: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const started: Promise<unknown>[] = [];
  try {
    for (const write of writes) started.push(write());
  } catch (error) {
    for (const aborted of [...started, tx.done]) aborted.catch(() => undefined);
    tx.abort();
    throw error;
  }
  // The first to fail says why (QuotaExceededError); `done` then only says that the transaction was aborted.
  await Promise.all([...started, tx.done]);
}

async function eraseHoldsBefore(db: IDBPDatabase<LetheDatabase>, before: number): Promise<void> {
  const tx = db.transaction('holds', 'readwrite');
  const range = before === Number.POSITIVE_INFINITY ? null : IDBKeyRange.upperBound(before, true);
  let cursor = await tx.store.index('time').openCursor(range);
  while (cursor) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}
