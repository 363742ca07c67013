import { hex } from '@scure/base';
import type { Blocklist } from '../blocklist/blocklist.ts';
import { createListIndex } from '../blocklist/list-index.ts';
import type { Bytes } from '../bytes.ts';
import { domainCandidates, hostOfEmail } from '../identifier/domain-v1.ts';
import type { Identifier, IdentifierKind } from '../identifier/identifier.ts';
import { isLinkedinAddress } from '../identifier/linkedin-v1.ts';
import { internationalNumber } from '../identifier/phone-number.ts';
import { isTelUri } from '../identifier/phone-v1.ts';
import { canonicalForms } from '../identifier/versions.ts';
import { domainPairOf, prefixOf, signed } from '../scheme/digest.ts';
import { type Argon2id, type Argon2Parameters, tagOf } from '../scheme/tag.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Budget } from './budget.ts';
import { createFairQueue } from './fair-queue.ts';
import type { Answer } from './protocol.ts';
import { type Asking, createTagQueue, Dropped, type TagOutcome } from './tag-queue.ts';
import type { MatchKind, Scope, Verdict } from './verdict.ts';

/** What a lookup runs on: one list, its keys and costs. */
export interface LookupEngineParts {
  readonly digestKey: CryptoKey;
  readonly blocklist: Blocklist;
  /** Of phone numbers that are written without its code. */
  readonly country?: string | undefined;
  readonly salt: Bytes;
  readonly argon2: Argon2Parameters;
  readonly argon2id: Argon2id;
  /** How many Argon2id are computed at the same time. */
  readonly tagsAtOnce: number;
  readonly budget: Budget;
  /** Who is written to about contract, invoice or service, until when (ms since the epoch), by digest in hex. It may change. */
  readonly service: ReadonlyMap<string, number>;
  /** People who told the rep to stop and aren't on the list yet, by digest in hex. It may change. */
  readonly waiting: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly today: () => number;
  /** Resolves after waiting messages were taken in. */
  readonly rest: () => Promise<void>;
}

export interface LookRequest extends Asking {
  readonly texts: readonly string[];
}

/** Raw text → canonical form → digest → prefix → tag → verdict, over one list. */
export interface LookupEngine {
  /**
   * Answers each text once. For a page each request takes at least one tag evaluation, and what needs none is answered
   * with the first: a page that times its own thread feels the load, and when an answer comes, and would know by that
   * who can't be listed. Resolves when all are answered, or dropped; rejects when a tag can't be evaluated.
   */
  look(request: LookRequest, answer: (answers: readonly Answer[]) => void): Promise<void>;
  /** The digests of the people that a text identifies, in hex: what is remembered of them. */
  digestsOf(text: string): Promise<Digests>;
  /** What the list says of people by their own entries, whatever it says of their companies, by digest in hex. */
  scopesOf(digests: readonly string[], asking: Asking): Promise<ReadonlyMap<string, Scope>>;
  /** Drops what this asker still waits for. */
  forget(asker: string): void;
  /** Drops everything: the list is no longer in force. */
  end(): void;
}

/** `kind`: what the text is read as. None, where it identifies nobody. */
export interface Digests {
  readonly kind: IdentifierKind;
  readonly digests: readonly string[];
}

/** A request under way. */
interface Looking {
  readonly request: LookRequest;
  readonly answer: (answers: readonly Answer[]) => void;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  /** How many of its texts there is budget for. */
  readonly granted: number;
  /** The first text not yet taken up. */
  next: number;
  unanswered: number;
}

interface Match {
  readonly scope: Scope;
  readonly kind: MatchKind;
}

/** A text whose digests are on their way. */
interface Read {
  readonly text: string;
  /** Of a person; none for a domain. */
  readonly people: readonly Identifier[];
  /** Where their digests begin in the batch. */
  readonly firstDigest: number;
  /** The host whose block would cover them; null where none would. */
  readonly host: string | null;
}

/** What one text is answered. */
type Found = readonly [index: number, verdict: Verdict];

/** A text before its tag evaluations: what is certain so far, and the digests whose prefix is in the list. */
interface Assessed {
  readonly match: Match | null;
  /** True for somebody who is written to as a customer. */
  readonly isServed: boolean;
  /** How somebody who told the rep to stop was met; null for everybody else. */
  readonly waiting: MatchKind | null;
  readonly hits: readonly Hit[];
}

interface Hit {
  readonly digest: Bytes;
  readonly kind: MatchKind;
}

/**
 * Texts whose digests are computed at once: WebCrypto is faster with many in flight. A recipient waits for the
 * chunk under way, some 6 ms; 30 where all are phone numbers, which take 25 µs to 50 µs each to be read.
 */
const CHUNK = 512;
/** A frame looks through all that it shows at each message: a thousand tags shouldn't be a thousand messages. */
const GATHERED_MS = 100;
const DOMAINS_KEPT = 20_000;
/** What an evaluation takes, where there is no budget to make one for nobody: see docs/hashing.md. */
const USUAL_TAG_MS = 27;
/** Behind hundreds of the page's own tags, a company's block and what is remembered needn't wait for the first. */
const MOST_HELD_MS = 100;
const NO_DIGEST = new ArrayBuffer(32);
const NOTHING: Assessed = { match: null, hits: [], isServed: false, waiting: null };
const NOT_LISTED: Verdict = { state: 'not-listed' };
const NOT_AN_ADDRESS: Verdict = { state: 'unknown', reason: 'not-an-address' };
const NO_BUDGET: Verdict = { state: 'unknown', reason: 'budget' };

export function createLookupEngine(parts: LookupEngineParts): LookupEngine {
  const { digestKey, blocklist, country, salt, argon2, argon2id, tagsAtOnce } = parts;
  const { budget, rest, service, waiting, today } = parts;
  const index = createListIndex(blocklist);
  const holdsDomains = blocklist.domains.prefixes.length > 0;
  const domains = createBoundedMap<string, { scope: Scope | null }>(DOMAINS_KEPT);
  const tags = createTagQueue({
    budget,
    atOnce: tagsAtOnce,
    find: async digest => {
      const tag = await tagOf(digest, salt, argon2, argon2id);
      return index.find(prefixOf(digest, blocklist.prefixBits), tag);
    },
  });
  const lookings = new Set<Looking>();
  const queue = createFairQueue<Looking>();
  let working = false;
  /** Answers to pages that tags gave since the last were sent. */
  const late = new Map<Looking, Found[]>();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  function peopleIn(kind: IdentifierKind, text: string): Identifier[] {
    return identifiersOf(kind, kind === 'phone' ? internationalNumber(text, country).text : text);
  }

  /** Undefined where a text holds no identifier. */
  async function assess(texts: readonly string[]): Promise<(Assessed | undefined)[]> {
    // All are read first: WebCrypto's thread falls asleep between two messages that are some microseconds apart, and
    // to wake it for each costs more than what it does meanwhile.
    const toSign: Identifier[] = [];
    const sign = (identifier: Identifier) => toSign.push(identifier) - 1;
    const hosts = new Map<string, Scope | null>();
    const learning = new Map<string, number[]>();
    const read = texts.map((text): Read | undefined => {
      const kind = kindOf(text);
      const people = peopleIn(kind, text);
      const firstDigest = toSign.length;
      for (const identifier of people) sign(identifier);
      const host = kind === 'email' ? hostIn(text, people) : null;
      if (host === undefined || (kind !== 'email' && people.length === 0)) return undefined;
      if (holdsDomains && host !== null && !hosts.has(host)) {
        hosts.set(host, null);
        for (const domain of domainCandidates(host)) {
          if (learning.has(domain) || domains.get(domain)) continue;
          learning.set(domain, identifiersOf('domain', domain).map(sign));
        }
      }
      return { text, people, firstDigest, host };
    });
    const digests = await Promise.all(toSign.map(identifier => signed(digestKey, identifier)));
    for (const [domain, ofDomain] of learning) domains.set(domain, { scope: scopeOf(digests, ofDomain) });
    for (const host of hosts.keys()) hosts.set(host, scopeOfHost(host));
    return read.map(one => one && assessOne(one, (one.host && hosts.get(one.host)) || null, digests));
  }

  function scopeOf(digests: readonly ArrayBuffer[], ofDomain: readonly number[]): Scope | null {
    return ofDomain.reduce<Scope | null>((scope, at) => {
      const { high, low } = domainPairOf(new Uint8Array(digests[at] ?? NO_DIGEST));
      return widestScope(scope, index.findDomain(high, low));
    }, null);
  }

  function scopeOfHost(host: string): Scope | null {
    return domainCandidates(host).reduce<Scope | null>(
      (scope, domain) => widestScope(scope, domains.get(domain)?.scope ?? null),
      null,
    );
  }

  function assessOne(
    { text, people, firstDigest }: Read,
    domain: Scope | null,
    digests: readonly ArrayBuffer[],
  ): Assessed {
    const match: Match | null = domain === null ? null : { scope: domain, kind: 'domain' };
    // Nothing can be wider than "all" of a domain, and a tag evaluation is dear.
    if (domain === 'all') return { match, hits: [], isServed: false, waiting: null };
    const hits: Hit[] = [];
    let isServed = false;
    let waitingMatch: MatchKind | null = null;
    people.forEach(({ kind, canonical }, at) => {
      const digest = new Uint8Array(digests[firstDigest + at] ?? NO_DIGEST);
      // A profile has one spelling that anybody sees, a number is the same with other spaces.
      const match = kind !== 'email' || canonical === text ? 'exact' : 'spelling';
      if (service.size > 0 && (service.get(hex.encode(digest)) ?? 0) > today()) isServed = true;
      if (waiting.size > 0 && waiting.has(hex.encode(digest))) waitingMatch = match;
      if (index.hasPrefix(prefixOf(digest, blocklist.prefixBits))) hits.push({ digest, kind: match });
    });
    const isNothing = match === null && hits.length === 0 && waitingMatch === null;
    return isNothing ? NOTHING : { match, hits, isServed, waiting: waitingMatch };
  }

  function verdictOf(assessed: Assessed, asking: Asking): Verdict | Promise<Verdict> {
    if (assessed === NOTHING) return NOT_LISTED;
    if (assessed.hits.length === 0) return verdictFrom(assessed, []);
    const outcomes = assessed.hits.map(({ digest }) => tags.evaluate(hex.encode(digest), digest, asking));
    if (areKnown(outcomes)) return verdictFrom(assessed, outcomes);
    return Promise.all(outcomes).then(known => verdictFrom(assessed, known));
  }

  function answer(looking: Looking, found: readonly Found[]): void {
    if (!lookings.has(looking) || found.length === 0) return;
    looking.answer(answersOf(found));
    looking.unanswered -= found.length;
    if (looking.unanswered === 0) drop(looking);
  }

  /** The first and the last at once; what comes between them is gathered. Recipients don't wait. */
  function answerLate(looking: Looking, one: Found): void {
    if (looking.request.level !== 'page') {
      answer(looking, [one]);
      return;
    }
    const found = [...(late.get(looking) ?? []), one];
    if (found.length === looking.unanswered) {
      late.delete(looking);
      answer(looking, found);
      return;
    }
    late.set(looking, found);
    if (gathering === undefined) flushLate();
  }

  function flushLate(): void {
    gathering = undefined;
    if (late.size === 0) return;
    for (const [looking, found] of late) answer(looking, found);
    late.clear();
    gathering = setTimeout(flushLate, GATHERED_MS);
  }

  /** What no tag was evaluated for: to a page with the first tag of the same request. Recipients don't wait. */
  function answerCheap(
    looking: Looking,
    found: readonly Found[],
    tagsUnderWay: readonly Promise<unknown>[],
  ): void {
    const { request } = looking;
    if (found.length === 0) return;
    if (request.level !== 'page') {
      answer(looking, found);
      return;
    }
    const dear = tagsUnderWay.length > 0 ? tagsUnderWay : [standIn(request)];
    Promise.race([...dear, pause(MOST_HELD_MS)]).then(
      () => answer(looking, found),
      error => {
        if (!(error instanceof Dropped)) looking.reject(error);
      },
    );
  }

  /** A tag evaluation for nobody. */
  function standIn(request: LookRequest): Promise<unknown> {
    if (budget.spend('standIns', request, 1) === 0) return pause(USUAL_TAG_MS);
    const digest = crypto.getRandomValues(new Uint8Array(32));
    const outcome = tags.evaluate(hex.encode(digest), digest, request);
    return outcome instanceof Promise ? outcome : pause(USUAL_TAG_MS);
  }

  /** Whoever asked hears nothing more of it. */
  function drop(looking: Looking): void {
    lookings.delete(looking);
    queue.remove(looking);
    looking.resolve();
  }

  async function takeChunk(looking: Looking): Promise<void> {
    const { request, next, granted } = looking;
    const end = Math.min(next + CHUNK, granted);
    looking.next = end;
    const assessed = await assess(request.texts.slice(next, end));
    if (!lookings.has(looking)) return;
    const ready: Found[] = [];
    const underWay: Promise<Verdict>[] = [];
    assessed.forEach((one, offset) => {
      const at = next + offset;
      const verdict = one ? verdictOf(one, request) : NOT_AN_ADDRESS;
      if (!(verdict instanceof Promise)) ready.push([at, verdict]);
      else {
        underWay.push(verdict);
        verdict.then(
          known => answerLate(looking, [at, known]),
          error => {
            if (!(error instanceof Dropped)) looking.reject(error);
          },
        );
      }
    });
    if (next === 0) answerCheap(looking, ready, underWay);
    else answer(looking, ready);
    if (end < granted && lookings.has(looking)) queue.push(looking, request);
  }

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let looking = queue.take(); looking; looking = queue.take()) {
      await takeChunk(looking).catch(looking.reject);
      await rest();
    }
    working = false;
  }

  return {
    look(request, onAnswers) {
      return new Promise((resolve, reject) => {
        const count = request.texts.length;
        const granted = budget.spend('texts', request, count);
        const looking: Looking = {
          request,
          answer: onAnswers,
          resolve,
          reject,
          granted,
          next: 0,
          unanswered: count,
        };
        if (count === 0) return resolve();
        lookings.add(looking);
        answer(
          looking,
          request.texts.slice(granted).map((_, offset): Found => [granted + offset, NO_BUDGET]),
        );
        if (granted === 0) return;
        queue.push(looking, request);
        void work();
      });
    },
    async digestsOf(text) {
      const kind = kindOf(text);
      const people = peopleIn(kind, text);
      const digests = await Promise.all(people.map(identifier => signed(digestKey, identifier)));
      return { kind, digests: digests.map(digest => hex.encode(new Uint8Array(digest))) };
    },
    async scopesOf(digests, asking) {
      const found = new Map<string, Scope>();
      const evaluate = async (text: string): Promise<void> => {
        const digest = Uint8Array.from(hex.decode(text));
        if (!index.hasPrefix(prefixOf(digest, blocklist.prefixBits))) return;
        const outcome = await tags.evaluate(text, digest, asking);
        if (outcome === 'all' || outcome === 'marketing') found.set(text, outcome);
      };
      await Promise.all(digests.map(evaluate));
      return found;
    },
    forget(asker) {
      for (const looking of lookings) if (looking.request.asker === asker) drop(looking);
      tags.forget(asker);
    },
    end() {
      for (const looking of lookings) drop(looking);
      tags.end();
    },
  };
}

function pause(timeMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, timeMs));
}

/** Verdicts that are one object are said once. */
function answersOf(found: readonly Found[]): Answer[] {
  const byVerdict = new Map<Verdict, number[]>();
  for (const [index, verdict] of found) {
    const indexes = byVerdict.get(verdict);
    if (indexes) indexes.push(index);
    else byVerdict.set(verdict, [index]);
  }
  return [...byVerdict];
}

/** What a text that names a person is read as. */
function kindOf(text: string): IdentifierKind {
  if (isTelUri(text)) return 'phone';
  return isLinkedinAddress(text) ? 'linkedin' : 'email';
}

/** The host whose block would cover a text: of an email, or the domain itself. Undefined: it is no identifier. */
function hostIn(text: string, emails: readonly Identifier[]): string | undefined {
  const email = emails.at(-1);
  return email ? hostOfEmail(email.canonical) : identifiersOf('domain', text).at(-1)?.canonical;
}

function identifiersOf(kind: IdentifierKind, text: string): Identifier[] {
  const identifiers: Identifier[] = [];
  for (const form of canonicalForms(kind, text)) if (form.ok) identifiers.push(form.identifier);
  return identifiers;
}

function widestScope(a: Scope | null, b: Scope | null): Scope | null {
  return a === 'all' || b === 'all' ? 'all' : (a ?? b);
}

function areKnown(outcomes: readonly (TagOutcome | Promise<TagOutcome>)[]): outcomes is TagOutcome[] {
  return outcomes.every(outcome => !(outcome instanceof Promise));
}

/** The widest match; of two equally wide ones, the closest to the text. The list comes before what is still waited for. */
function verdictFrom({ match, hits, isServed, waiting }: Assessed, outcomes: readonly TagOutcome[]): Verdict {
  let best = match;
  hits.forEach((hit, index) => {
    const scope = outcomes[index];
    if (scope !== 'all' && scope !== 'marketing') return;
    const wider = scope === 'all' && best?.scope !== 'all';
    const closer = scope === best?.scope && best.kind !== 'exact';
    if (!best || wider || closer) best = { scope, kind: hit.kind };
  });
  if (waiting && best?.scope !== 'all') {
    return { state: 'listed', scope: 'all', match: waiting, waiting: true };
  }
  if (best) {
    const verdict = { state: 'listed', scope: best.scope, match: best.kind } as const;
    return isServed && best.scope === 'marketing' ? { ...verdict, service: true } : verdict;
  }
  return outcomes.includes('budget') ? NO_BUDGET : NOT_LISTED;
}
