import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Blocklist } from '../blocklist/blocklist.ts';
import { GUARD_LEVELS, type GuardLevel, type Head } from '../blocklist/head.ts';
import { type Bytes, equalBytes } from '../bytes.ts';
import type { RootPin } from '../enrolment/root-pin.ts';
import { isLogEntry } from '../lookup/frame-message.ts';
import { LOG_KEPT_LINES, type LogEntry } from '../lookup/log.ts';
import type { Problem } from '../lookup/verdict.ts';
import { isKeptRequest, type KeptRequest } from '../lookup/waiting.ts';
import type { TopLevelRole } from '../tuf/metadata.ts';
import { intact, type Kept, keep } from './kept.ts';

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
  /** Ids of the keys that could sign lists at that moment. */
  readonly confirmedBy: readonly string[];
  /** Version and expiry of the verified metadata, for Details. */
  readonly metadata: MetadataFacts | null;
  /** What kept the last attempt from succeeding. */
  readonly problem: Problem | null;
}

export interface MetadataFacts {
  readonly versions: Readonly<Record<TopLevelRole, number>>;
  readonly expires: Readonly<Record<TopLevelRole, number>>;
}

export const NO_STATUS: SyncStatus = {
  attemptedAt: null,
  confirmedAt: null,
  confirmedBy: [],
  metadata: null,
  problem: null,
};

/** What can be found damaged, and then keeps Lethe from protecting. */
export type Damage = 'enrolment' | 'list' | 'blocklist';

/** Everything but the arrays, as of one moment. What is damaged is left out. */
export interface Snapshot {
  readonly enrolment: EnrolmentRecord | undefined;
  /** Judged by their signatures whenever they are used; one that is damaged is fetched anew. */
  readonly trusted: TrustedFiles | undefined;
  readonly list: ListRecord | undefined;
  readonly status: SyncStatus;
  /** `blocklist`: the arrays of `list` are gone, see `dropBlocklist`. */
  readonly damaged: readonly Damage[];
}

export const NO_SNAPSHOT: Snapshot = {
  enrolment: undefined,
  trusted: undefined,
  list: undefined,
  status: NO_STATUS,
  damaged: [],
};

/** What a lookup needs, as of one moment. The arrays are as they lie there, not looked at: see take-list.ts. */
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
  enrolment: { key: 'current'; value: Kept<EnrolmentRecord> };
  trusted: { key: 'current'; value: TrustedFiles };
  list: { key: 'current'; value: Kept<ListRecord> };
  /** Without a checksum of its own: the head names its hash. */
  blocklist: { key: 'current'; value: Blocklist };
  status: { key: 'current'; value: Kept<SyncStatus> };
  holds: { key: number; value: LogEntry; indexes: { time: number } };
  /** Until when, by digest in hex: see `rememberService`. */
  service: { key: string; value: number };
  /** Names of the sites where the rep wants to see Lethe in its panel only. */
  panelOnly: { key: 'current'; value: readonly string[] };
  /** Of people who told the rep to stop and aren't published yet, by its id. */
  waiting: { key: string; value: KeptRequest };
  /** How strictly the rep wants to be held. */
  ownGuard: { key: 'current'; value: GuardLevel };
  /** When the rep was last told that the list is old. */
  noticed: { key: 'stale'; value: number };
}

/** Where the extension keeps everything: IndexedDB, database `lethe`. */
export interface Store {
  snapshot(): Promise<Snapshot>;
  /** The arrays as they lie there, not looked at: see take-list.ts. */
  blocklist(): Promise<Blocklist | undefined>;
  /** Undefined when there is no enrolment or no list yet, or when one is damaged, which `snapshot` tells. */
  listInForce(): Promise<ListInForce | undefined>;
  /**
   * Drops arrays that aren't what the head describes, if this generation is still in force. What is left of the
   * list tells the next synchronisation to fetch them anew, and which publication it must not go behind.
   */
  dropBlocklist(generation: string): Promise<void>;
  /**
   * Accepts an enrolment. To the same list, the list in force goes on protecting until the first synchronisation
   * under the new keys; the trusted metadata go on only if the enrolment starts from the same root.
   */
  enrol(enrolment: EnrolmentRecord): Promise<void>;
  /** Forgets enrolment, keys, metadata, list, who is written to as a customer and who is waited for; the log of holds stays. */
  leave(): Promise<void>;
  /** One transaction, all or nothing. False, and nothing written, if another enrolment was accepted meanwhile. */
  swap(enrolmentId: string, swap: Swap): Promise<boolean>;
  addHold(entry: LogEntry): Promise<void>;
  /** Newest first. */
  holds(): Promise<LogEntry[]>;
  eraseHolds(before?: number): Promise<void>;
  /**
   * Remembers people who objected to marketing as ones whom the rep writes to about a contract, an invoice or a service.
   * @param digests of their identifiers, in hex; nothing else is kept of them
   * @param until milliseconds since the epoch
   */
  rememberService(digests: readonly string[], until: number): Promise<void>;
  /** The names of the sites where the rep wants nothing shown in pages. Of this browser, so it outlives an enrolment. */
  panelOnly(): Promise<readonly string[]>;
  setPanelOnly(sites: readonly string[]): Promise<void>;
  /** Keeps a request of somebody who told the rep to stop; one of the same id is replaced. */
  keepRequest(request: KeptRequest): Promise<void>;
  /** Oldest first. */
  requests(): Promise<KeptRequest[]>;
  dropRequest(id: string): Promise<void>;
  /** How strictly the rep wants to be held, whatever the organisation wants; null if they said nothing. */
  ownGuard(): Promise<GuardLevel | null>;
  setOwnGuard(level: GuardLevel | null): Promise<void>;
  /** When the rep was last told that the list is old, milliseconds since the epoch; 0 if never. */
  noticed(): Promise<number>;
  setNoticed(time: number): Promise<void>;
  /** By digest in hex, until when; what has run out by `now` is forgotten. */
  service(now: number): Promise<Map<string, number>>;
  close(): Promise<void>;
}

const ALL_STATE = ['enrolment', 'trusted', 'list', 'blocklist', 'status'] as const;

/** Releases count it up with any change of a record's shape, also of a head's: an older Lethe keeps off a newer store. */
const DATABASE_VERSION = 2;

/** Opening takes milliseconds; a browser whose storage hangs must not keep Lethe from saying so. */
const OPEN_TIMEOUT_MS = 15_000;

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
      return snapshotOf(await readRecords(await database()));
    },
    async blocklist() {
      return (await database()).get('blocklist', 'current');
    },
    async listInForce() {
      const tx = (await database()).transaction(['enrolment', 'list', 'blocklist']);
      const [keptEnrolment, keptList, blocklist] = await Promise.all([
        tx.objectStore('enrolment').get('current'),
        tx.objectStore('list').get('current'),
        tx.objectStore('blocklist').get('current'),
        tx.done,
      ]);
      const enrolment = intact('enrolment', keptEnrolment);
      const list = intact('list', keptList);
      return enrolment && list && blocklist ? { enrolment, list, blocklist } : undefined;
    },
    async dropBlocklist(generation) {
      const tx = (await database()).transaction(['list', 'blocklist'], 'readwrite');
      const list = intact('list', await tx.objectStore('list').get('current'));
      if (list?.generation === generation) await tx.objectStore('blocklist').delete('current');
      await tx.done;
    },
    async enrol(enrolment) {
      await acceptEnrolment(await database(), enrolment);
    },
    async leave() {
      const left = [...ALL_STATE, 'service', 'waiting'] as const;
      const tx = (await database()).transaction(left, 'readwrite');
      await allOrNothing(
        tx,
        left.map(store => () => tx.objectStore(store).clear()),
      );
    },
    async swap(enrolmentId, swap) {
      return swapAtOnce(await database(), enrolmentId, swap);
    },
    async addHold(entry) {
      await addHoldTo(await database(), entry);
    },
    async holds() {
      const all = await (await database()).getAllFromIndex('holds', 'time');
      return all.filter(isLogEntry).reverse();
    },
    async eraseHolds(before = Number.POSITIVE_INFINITY) {
      await eraseHoldsBefore(await database(), before);
    },
    async rememberService(digests, until) {
      const tx = (await database()).transaction('service', 'readwrite');
      await allOrNothing(
        tx,
        digests.map(digest => () => tx.store.put(until, digest)),
      );
    },
    async service(now) {
      return serviceAt(await database(), now);
    },
    async panelOnly() {
      return (await (await database()).get('panelOnly', 'current')) ?? [];
    },
    async setPanelOnly(sites) {
      await (await database()).put('panelOnly', sites, 'current');
    },
    async keepRequest(request) {
      await (await database()).put('waiting', request, request.id);
    },
    async requests() {
      const all: unknown[] = await (await database()).getAll('waiting');
      return all.filter(isKeptRequest).sort((a, b) => a.since - b.since);
    },
    async dropRequest(id) {
      await (await database()).delete('waiting', id);
    },
    async ownGuard() {
      const kept: unknown = await (await database()).get('ownGuard', 'current');
      return GUARD_LEVELS.find(level => level === kept) ?? null;
    },
    async setOwnGuard(level) {
      const db = await database();
      if (level === null) await db.delete('ownGuard', 'current');
      else await db.put('ownGuard', level, 'current');
    },
    async noticed() {
      const kept: unknown = await (await database()).get('noticed', 'stale');
      return typeof kept === 'number' ? kept : 0;
    },
    async setNoticed(time) {
      await (await database()).put('noticed', time, 'stale');
    },
    async close() {
      const last = opened;
      opened = undefined;
      if (last) (await last).close();
    },
  };
}

function openDatabase(name: string, onClosed: () => void): Promise<IDBPDatabase<LetheDatabase>> {
  return new Promise((resolve, reject) => {
    let late = false;
    function giveUp(reason: string): void {
      late = true;
      reject(new Error(reason));
    }
    const timer = setTimeout(() => giveUp("the browser doesn't open the database"), OPEN_TIMEOUT_MS);
    const opening = openDB<LetheDatabase>(name, DATABASE_VERSION, {
      upgrade(db, from) {
        if (from < 1) {
          for (const store of ALL_STATE) db.createObjectStore(store);
          db.createObjectStore('holds', { autoIncrement: true }).createIndex('time', 'time');
          db.createObjectStore('service');
          db.createObjectStore('panelOnly');
        }
        if (from < 2) {
          db.createObjectStore('waiting');
          db.createObjectStore('ownGuard');
          db.createObjectStore('noticed');
        }
      },
      blocked: () => giveUp('another Lethe holds the database open'),
      blocking(_current, _blocked, event) {
        // A newer Lethe wants to upgrade the database: make way, or it waits for good.
        if (event.target instanceof IDBDatabase) event.target.close();
        onClosed();
      },
      terminated: onClosed,
    });
    opening
      // Nobody waits for it any more, and left open it would be in the way of others.
      .then(db => (late ? db.close() : resolve(db)), reject)
      .finally(() => clearTimeout(timer));
  });
}

/** `unreadable`: the browser gives an error in its stead. */
type Found<T> = T | 'unreadable' | undefined;

interface Records {
  readonly enrolment: Found<Kept<EnrolmentRecord>>;
  readonly trusted: Found<TrustedFiles>;
  readonly list: Found<Kept<ListRecord>>;
  readonly status: Found<Kept<SyncStatus>>;
  /** A key of the arrays, which are too large to be read for it. */
  readonly blocklist: Found<'current'>;
}

async function readRecords(db: IDBPDatabase<LetheDatabase>): Promise<Records> {
  const tx = db.transaction(ALL_STATE);
  try {
    const [enrolment, trusted, list, status, blocklist] = await Promise.all([
      tx.objectStore('enrolment').get('current'),
      tx.objectStore('trusted').get('current'),
      tx.objectStore('list').get('current'),
      tx.objectStore('status').get('current'),
      tx.objectStore('blocklist').getKey('current'),
      tx.done,
    ]);
    return { enrolment, trusted, list, status, blocklist };
  } catch (error) {
    // One record that can't be read ends the transaction: then each by itself.
    const records = await readOneByOne(db);
    if (Object.values(records).every(record => record === 'unreadable')) throw error;
    return records;
  }
}

async function readOneByOne(db: IDBPDatabase<LetheDatabase>): Promise<Records> {
  const unreadable = () => 'unreadable' as const;
  return {
    enrolment: await db.get('enrolment', 'current').catch(unreadable),
    trusted: await db.get('trusted', 'current').catch(unreadable),
    list: await db.get('list', 'current').catch(unreadable),
    status: await db.get('status', 'current').catch(unreadable),
    blocklist: await db.getKey('blocklist', 'current').catch(unreadable),
  };
}

function snapshotOf(records: Records): Snapshot {
  const enrolment = intact('enrolment', records.enrolment);
  const list = intact('list', records.list);
  const status = intact('status', records.status);
  const damaged: Damage[] = [];
  if (!enrolment && records.enrolment !== undefined) damaged.push('enrolment');
  if (!list && records.list !== undefined) damaged.push('list');
  if (list && records.blocklist !== 'current') damaged.push('blocklist');
  return {
    enrolment,
    trusted: trustedOf(records.trusted),
    list,
    status: status ?? (list ? statusWithout(list) : NO_STATUS),
    damaged,
  };
}

/** A list that lies here was confirmed when it was published or later, so it goes on protecting, since then. */
function statusWithout({ head }: ListRecord): SyncStatus {
  const problem: Problem = { code: 'store-broken', detail: 'the status of the last synchronisation' };
  return { ...NO_STATUS, confirmedAt: head.publishedAt, problem };
}

/** Whatever is no file is absent; what a file holds, its signatures tell. */
function trustedOf(found: Found<TrustedFiles>): TrustedFiles | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  const files = Object.entries(found).filter(([, bytes]: [string, unknown]) => bytes instanceof Uint8Array);
  return Object.fromEntries(files);
}

async function acceptEnrolment(db: IDBPDatabase<LetheDatabase>, next: EnrolmentRecord): Promise<void> {
  const tx = db.transaction([...ALL_STATE, 'waiting'] as const, 'readwrite');
  const last = intact('enrolment', await tx.objectStore('enrolment').get('current'));
  const sameList = last !== undefined && equalBytes(last.listId, next.listId);
  const sameRoot = sameList && equalBytes(last.root.sha256, next.root.sha256);
  await allOrNothing(tx, [
    () => tx.objectStore('enrolment').put(keep('enrolment', next), 'current'),
    ...(sameList
      ? []
      : // Who is waited for is known by digests under the list's key.
        (['list', 'blocklist', 'status', 'waiting'] as const).map(
          store => () => tx.objectStore(store).clear(),
        )),
    ...(sameRoot ? [] : [() => tx.objectStore('trusted').clear()]),
  ]);
}

async function swapAtOnce(
  db: IDBPDatabase<LetheDatabase>,
  enrolmentId: string,
  swap: Swap,
): Promise<boolean> {
  const tx = db.transaction(ALL_STATE, 'readwrite');
  const enrolment = intact('enrolment', await tx.objectStore('enrolment').get('current'));
  if (enrolment?.id !== enrolmentId) {
    await tx.done;
    return false;
  }
  const { status, trusted, list } = swap;
  await allOrNothing(tx, [
    () => tx.objectStore('status').put(keep('status', status), 'current'),
    ...(trusted ? [() => tx.objectStore('trusted').put(trusted, 'current')] : []),
    ...(list
      ? [
          () => tx.objectStore('list').put(keep('list', list.record), 'current'),
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

async function addHoldTo(db: IDBPDatabase<LetheDatabase>, entry: LogEntry): Promise<void> {
  const tx = db.transaction('holds', 'readwrite');
  await tx.store.add(entry);
  const over = (await tx.store.count()) - LOG_KEPT_LINES;
  // By number, so those that came first.
  const gone = over > 0 ? await tx.store.getAllKeys(null, over) : [];
  for (const key of gone) await tx.store.delete(key);
  await tx.done;
}

async function eraseHoldsBefore(db: IDBPDatabase<LetheDatabase>, before: number): Promise<void> {
  // A damaged line may be missing from the index.
  if (before === Number.POSITIVE_INFINITY) return db.clear('holds');
  const tx = db.transaction('holds', 'readwrite');
  let cursor = await tx.store.index('time').openCursor(IDBKeyRange.upperBound(before, true));
  while (cursor) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await tx.done;
}

async function serviceAt(db: IDBPDatabase<LetheDatabase>, now: number): Promise<Map<string, number>> {
  const tx = db.transaction('service', 'readwrite');
  const kept = new Map<string, number>();
  for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue()) {
    if (cursor.value > now) kept.set(cursor.key, cursor.value);
    else await cursor.delete();
  }
  await tx.done;
  return kept;
}
