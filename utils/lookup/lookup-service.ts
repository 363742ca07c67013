import { CANARY } from '../blocklist/canary.ts';
import { isPhoneNumber, isTelUri } from '../identifier/phone-v1.ts';
import { saltOf } from '../scheme/tag.ts';
import type { Store } from '../sync/store.ts';
import { takeList } from '../sync/take-list.ts';
import type { Argon2Pool } from './argon2-pool.ts';
import { createBudget } from './budget.ts';
import { createLookupEngine, type LookRequest, type LookupEngine } from './lookup-engine.ts';
import type { Answer } from './protocol.ts';
import { type Asking, Dropped } from './tag-queue.ts';
import type { Problem, Verdict } from './verdict.ts';
import {
  type HeldIdentifier,
  type KeptRequest,
  type StopOutcome,
  type StopRequest,
  stillWaiting,
} from './waiting.ts';

/** `generation`: of the list in force, null without one. `problem`: why it isn't looked up in. */
export interface Loaded {
  readonly generation: string | null;
  readonly problem: Problem | null;
}

/**
 * Host → lookup worker. Beside Comlink, which leaves messages without an id alone: its proxies and calls cost as much
 * as fifty verdicts, and these two messages carry nearly all that there is.
 */
export interface LookMessage {
  readonly type: 'look';
  readonly question: number;
  readonly request: LookRequest;
}

/** Lookup worker → host. */
export interface AnswersMessage {
  readonly type: 'answers';
  readonly question: number;
  readonly answers: readonly Answer[];
}

/** What the lookup worker does for its host: `attach` and `look` by messages, the rest over Comlink. */
export interface LookupService {
  /** Where answers to `look` go. Once, before the first `look`. */
  attach(onAnswers: (id: number, answers: readonly Answer[]) => void): void;
  /** Takes the list in force from the store; what was asked of the last one is dropped. */
  load(): Promise<Loaded>;
  look(id: number, request: LookRequest): Promise<void>;
  /** The verdict on a text that the rep typed in. Rejects if the list changed meanwhile. */
  check(text: string): Promise<Verdict>;
  /** Remembers for 30 days that these are written to about a contract, an invoice or a service; by digest, on this machine. */
  rememberService(texts: readonly string[]): Promise<void>;
  /** Holds somebody who told the rep to stop, by digest, on this machine. */
  hold(request: StopRequest): Promise<StopOutcome>;
  /** Holds no longer whom this request was about. */
  endHold(id: string): Promise<void>;
  forget(asker: string): void;
}

export interface LookupServiceParts {
  readonly store: Store;
  readonly argon2: Argon2Pool;
  /** Milliseconds, of a clock that only goes forward. */
  readonly now: () => number;
  /** Milliseconds since the epoch. */
  readonly today: () => number;
  /** Resolves after waiting messages were taken in. */
  readonly rest: () => Promise<void>;
  /** Tags can't be evaluated any more: the host is to hear of it, and to start another worker. */
  readonly breakDown: (reason: unknown) => void;
}

/** How long "contract, invoice or service" holds for a recipient: 30 days. */
export const SERVICE_REMEMBERED_MS = 30 * 24 * 3_600_000;
/** Of how many, at most: more than anybody writes to by hand. A frame that a page has taken over mustn't fill the disk. */
export const MOST_SERVED = 10_000;

const OWN: Asking = { asker: 'own', page: 'own', site: 'own', level: 'own' };
const DAMAGED: Loaded = {
  generation: null,
  problem: { code: 'store-broken', detail: 'the list is damaged' },
};
const NOT_PROTECTING: Verdict = { state: 'unknown', reason: 'not-protecting' };

export function createLookupService(parts: LookupServiceParts): LookupService {
  const budget = createBudget(parts.now);
  let engine: LookupEngine | undefined;
  let onAnswers: ((id: number, answers: readonly Answer[]) => void) | undefined;
  let loading: Promise<unknown> = Promise.resolve();
  /** Requests that wait for a list to be loaded. */
  const waiting = new Set<{ readonly asker: string }>();
  let served = new Map<string, number>();
  /** By its id. */
  const requests = new Map<string, KeptRequest>();
  const held = new Set<string>();

  /** Whom the list answers for now isn't waited for any more. */
  async function takeRequests(known: LookupEngine): Promise<void> {
    // Where they can't be read, those that were read before are held on.
    const kept = await parts.store.requests().catch(() => [...requests.values()]);
    const listed = await known.scopesOf(digestsIn(kept), OWN);
    requests.clear();
    for (const request of kept) {
      const left = stillWaiting(request, listed);
      if (left) requests.set(left.id, left);
      if (left === request) continue;
      await (left ? parts.store.keepRequest(left) : parts.store.dropRequest(request.id)).catch(
        () => undefined,
      );
    }
    showHeld();
  }

  function showHeld(): void {
    held.clear();
    for (const digest of digestsIn([...requests.values()])) held.add(digest);
  }

  /** Does this once what is under way is done, and before anybody is answered again. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = loading.then(work, work);
    loading = done;
    return done;
  }

  async function hold(request: StopRequest): Promise<StopOutcome> {
    const known = engine;
    if (!known) return { ok: false, problem: 'not-protecting' };
    const read = await Promise.all(request.texts.map(text => known.digestsOf(typedText(text))));
    const unreadable = request.texts.filter((_, index) => read[index]?.digests.length === 0);
    if (unreadable.length > 0 || read.length === 0)
      return { ok: false, problem: 'unreadable', texts: unreadable };
    const listed = await known.scopesOf(
      read.flatMap(({ digests }) => digests),
      OWN,
    );
    const people = read.map(({ kind, digests }): HeldIdentifier => {
      const scopes = digests.map(digest => listed.get(digest));
      return {
        kind,
        digests,
        listedAs: scopes.includes('all') ? 'all' : (scopes.find(scope => scope) ?? null),
      };
    });
    const { id, channel, site } = request;
    const kept = stillWaiting({ id, since: parts.today(), channel, site, people }, listed);
    if (!kept) return { ok: true, isHeld: false };
    // Before it is said that they are held: what isn't written would be forgotten with the browser.
    await parts.store.keepRequest(kept);
    requests.set(id, kept);
    showHeld();
    return { ok: true, isHeld: true };
  }

  async function load(): Promise<Loaded> {
    // It starts while the list is read: the canary is its first tag.
    parts.argon2.warm();
    const taken = await takeList(parts.store);
    engine?.end();
    engine = undefined;
    if (taken === 'none') return { generation: null, problem: null };
    if (taken === 'damaged') return DAMAGED;
    const { enrolment, list, blocklist } = taken;
    // Where it can't be read, the rep is asked once more.
    served = await parts.store.service(parts.today()).catch(() => new Map());
    // Laid out while the arrays are being hashed; nobody is answered from it before they have proved whole.
    const candidate = createLookupEngine({
      digestKey: enrolment.digestKey,
      blocklist,
      country: list.head.country,
      salt: await saltOf(enrolment.listId),
      argon2: list.head.argon2,
      argon2id: parts.argon2.argon2id,
      tagsAtOnce: parts.argon2.size,
      budget,
      service: served,
      waiting: held,
      today: parts.today,
      rest: parts.rest,
    });
    const [isWhole, canary] = await Promise.all([taken.isWhole, lookOne(candidate, CANARY)]);
    if (isWhole && canary.state === 'listed') {
      await takeRequests(candidate);
      engine = candidate;
      return { generation: list.generation, problem: null };
    }
    candidate.end();
    if (!isWhole) return DAMAGED;
    // A list that doesn't know its canary would call everybody clear.
    return { generation: list.generation, problem: { code: 'canary-missing', detail: '' } };
  }

  /** What is asked while a list is loading waits for it: "no list" would be wrong in a moment. */
  function settled(): Promise<void> {
    return loading.then(
      () => undefined,
      () => undefined,
    );
  }

  return {
    attach(listener) {
      onAnswers = listener;
    },
    load: () => inTurn(load),
    hold: request => inTurn(() => hold(request)),
    endHold: id =>
      inTurn(async () => {
        await parts.store.dropRequest(id);
        requests.delete(id);
        showHeld();
      }),
    async look(id, request) {
      const early = { asker: request.asker };
      waiting.add(early);
      await settled();
      if (!waiting.delete(early)) return;
      const answer = (answers: readonly Answer[]) => onAnswers?.(id, answers);
      if (engine) engine.look(request, answer).catch(parts.breakDown);
      else answer([[NOT_PROTECTING, [...request.texts.keys()]]]);
    },
    async check(text) {
      await settled();
      if (!engine) return NOT_PROTECTING;
      return lookOne(engine, typedText(text)).catch((error: unknown) => {
        if (!(error instanceof Dropped)) parts.breakDown(error);
        throw error;
      });
    },
    async rememberService(texts) {
      await settled();
      const known = engine;
      // Beyond, the rep is asked once more.
      if (!known || served.size + texts.length > MOST_SERVED) return;
      const read = await Promise.all(texts.map(text => known.digestsOf(text)));
      const digests = read.flatMap(one => one.digests);
      const until = parts.today() + SERVICE_REMEMBERED_MS;
      for (const digest of digests) served.set(digest, until);
      // Where it can't be written, it holds until the browser ends.
      await parts.store.rememberService(digests, until).catch(() => undefined);
    },
    forget(asker) {
      for (const early of waiting) if (early.asker === asker) waiting.delete(early);
      engine?.forget(asker);
    },
  };
}

function digestsIn(requests: readonly KeptRequest[]): string[] {
  return requests.flatMap(({ people }) => people.flatMap(({ digests }) => digests));
}

/** A number says by itself what it is where somebody typed it; on a page digits may be anything. */
function typedText(text: string): string {
  return isPhoneNumber(text) && !isTelUri(text) ? `tel:${text}` : text;
}

async function lookOne(engine: LookupEngine, text: string): Promise<Verdict> {
  let verdict: Verdict | undefined;
  await engine.look({ ...OWN, texts: [text] }, answers => {
    verdict = answers[0]?.[0];
  });
  if (!verdict) throw new Dropped('the list changed');
  return verdict;
}
