import type { LoggedRequest } from './access-log.ts';
import { browserOf } from './browser.ts';

/** How many clients did or had something, by what. */
export type Counts = ReadonlyMap<string, number>;

/** One day, of UTC, as a host's log shows it. Clients are distinct pairs of address and user agent. */
export interface CoveredDay {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** That asked whether there is news (`timestamp.json`). */
  readonly clients: number;
  /** Of these, those that never got an answer to it that day. */
  readonly unanswered: number;
  readonly browsers: Counts;
  /** By version of the root that they hold. */
  readonly roots: Counts;
  /** By the newest snapshot that they took that day; who had it before takes none. */
  readonly snapshots: Counts;
}

interface Client {
  readonly browser: string;
  asked: boolean;
  answered: boolean;
  root: number;
  snapshot: number;
}

const METADATA = /(?:^|\/)metadata\/(?:(timestamp)|(\d{1,15})\.(root|snapshot))\.json$/;

/** Counts clients a day. Keeps nothing of a request but a keyed hash of who made it. */
export interface CoverageCount {
  /** False for a request that isn't a client's question about the list. */
  take(request: LoggedRequest): boolean;
  days(): CoveredDay[];
}

/**
 * @param pseudonym of an address and a user agent: the same for the same pair, under a key that nobody keeps
 */
export function countCoverage(pseudonym: (address: string, userAgent: string) => string): CoverageCount {
  const days = new Map<string, Map<string, Client>>();
  return {
    take(request) {
      const [, timestamp, digits, role] = METADATA.exec(request.path) ?? [];
      if (request.method !== 'GET' || (timestamp === undefined && digits === undefined)) return false;
      const client = clientOf(days, request, pseudonym);
      if (timestamp !== undefined) {
        client.asked = true;
        client.answered ||= isAnswer(request.status);
      } else if (role === 'root') {
        client.root = Math.max(client.root, rootHeld(Number(digits), request.status));
      } else if (isAnswer(request.status)) {
        client.snapshot = Math.max(client.snapshot, Number(digits));
      }
      return true;
    },
    days: () =>
      [...days]
        .map(([day, clients]) =>
          dayOf(
            day,
            [...clients.values()].filter(({ asked }) => asked),
          ),
        )
        .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
  };
}

function clientOf(
  days: Map<string, Map<string, Client>>,
  { time, address, userAgent }: LoggedRequest,
  pseudonym: (address: string, userAgent: string) => string,
): Client {
  const day = new Date(time).toISOString().slice(0, 10);
  const clients = days.get(day) ?? new Map<string, Client>();
  days.set(day, clients);
  const name = pseudonym(address, userAgent);
  const known = clients.get(name);
  if (known) return known;
  const client = { browser: browserOf(userAgent), asked: false, answered: false, root: 0, snapshot: 0 };
  clients.set(name, client);
  return client;
}

function isAnswer(status: number): boolean {
  return status === 200 || status === 304;
}

/** A client asks for the root after the one that it holds; there is none, as a rule, and an object store says 403 then. */
function rootHeld(asked: number, status: number): number {
  if (isAnswer(status)) return asked;
  return status === 404 || status === 403 ? asked - 1 : 0;
}

function dayOf(day: string, clients: readonly Client[]): CoveredDay {
  const numbered = (numbers: readonly number[]) =>
    counted(numbers.filter(number => number > 0).toSorted((a, b) => b - a));
  return {
    day,
    clients: clients.length,
    unanswered: clients.filter(({ answered }) => !answered).length,
    browsers: counted(clients.map(({ browser }) => browser).toSorted()),
    roots: numbered(clients.map(({ root }) => root)),
    snapshots: numbered(clients.map(({ snapshot }) => snapshot)),
  };
}

function counted(names: readonly (string | number)[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(String(name), (counts.get(String(name)) ?? 0) + 1);
  return counts;
}
