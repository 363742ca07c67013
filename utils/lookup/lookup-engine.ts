import { hex } from '@scure/base';
import type { Blocklist } from '../blocklist/blocklist.ts';
import { createListIndex } from '../blocklist/list-index.ts';
import type { Bytes } from '../bytes.ts';
import { domainCandidates, hostOfEmail } from '../identifier/domain-v1.ts';
import type { Identifier, IdentifierKind } from '../identifier/identifier.ts';
import { canonicalForms } from '../identifier/versions.ts';
import { digestOf, domainPairOf, prefixOf } from '../scheme/digest.ts';
import { type Argon2id, type Argon2Parameters, tagOf } from '../scheme/tag.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Budget } from './budget.ts';
import type { Answer } from './protocol.ts';
import { type Asking, createTagQueue, type TagOutcome } from './tag-queue.ts';
import type { MatchKind, Scope, Verdict } from './verdict.ts';

/** What a lookup runs on: one list, its keys and costs. */
export interface LookupEngineParts {
  readonly digestKey: CryptoKey;
  readonly blocklist: Blocklist;
  readonly salt: Bytes;
  readonly argon2: Argon2Parameters;
  readonly argon2id: Argon2id;
  readonly budget: Budget;
  /** Resolves after waiting messages were taken in. */
  readonly rest: () => Promise<void>;
}

export interface LookRequest extends Asking {
  readonly texts: readonly string[];
}

/** Raw text → canonical form → digest → prefix → tag → verdict, over one list. */
export interface LookupEngine {
  /** Answers each text once, those that need no tag evaluation first. Resolves when all are answered, or dropped. */
  look(request: LookRequest, answer: (answers: readonly Answer[]) => void): Promise<void>;
  /** Drops what this asker still waits for. */
  forget(asker: string): void;
  /** Drops everything: the list is no longer in force. */
  end(): void;
}

interface Match {
  readonly scope: Scope;
  readonly kind: MatchKind;
}

/** A text before its tag evaluations: what is certain so far, and the digests whose prefix is in the list. */
interface Assessed {
  readonly match: Match | null;
  readonly hits: readonly Hit[];
}

interface Hit {
  readonly key: string;
  readonly digest: Bytes;
  readonly kind: MatchKind;
}

/** Texts whose digests are computed at once: WebCrypto is faster with many in flight, and messages get in between. */
const CHUNK = 128;
const HOSTS_KEPT = 5_000;
const NOTHING: Assessed = { match: null, hits: [] };

export function createLookupEngine(parts: LookupEngineParts): LookupEngine {
  const { digestKey, blocklist, salt, argon2, argon2id, budget, rest } = parts;
  const index = createListIndex(blocklist);
  const hosts = createBoundedMap<string, { scope: Scope | null }>(HOSTS_KEPT);
  const queue = createTagQueue({
    budget,
    rest,
    find: async digest => {
      const tag = await tagOf(digest, salt, argon2, argon2id);
      return index.find(prefixOf(digest, blocklist.prefixBits), tag);
    },
  });
  let ended = false;

  async function domainScope(host: string): Promise<Scope | null> {
    if (blocklist.domains.prefixes.length === 0) return null;
    const known = hosts.get(host);
    if (known) return known.scope;
    const scopes = await Promise.all(domainCandidates(host).map(scopeOfDomain));
    const scope = scopes.reduce(widestScope, null);
    hosts.set(host, { scope });
    return scope;
  }

  async function scopeOfDomain(domain: string): Promise<Scope | null> {
    const scopes = await Promise.all(
      identifiersOf('domain', domain).map(async identifier => {
        const { high, low } = domainPairOf(await digestOf(digestKey, identifier));
        return index.findDomain(high, low);
      }),
    );
    return scopes.reduce(widestScope, null);
  }

  /** Undefined: no identifier in that text. */
  async function assess(text: string): Promise<Assessed | undefined> {
    const emails = identifiersOf('email', text);
    if (emails.length > 0) return assessEmail(text, emails);
    const domains = identifiersOf('domain', text);
    if (domains.length === 0) return undefined;
    const scopes = await Promise.all(domains.map(({ canonical }) => domainScope(canonical)));
    const scope = scopes.reduce(widestScope, null);
    return scope === null ? NOTHING : { match: { scope, kind: 'domain' }, hits: [] };
  }

  async function assessEmail(text: string, emails: readonly Identifier[]): Promise<Assessed> {
    const domain = await domainScope(hostOfEmail(emails[0]?.canonical ?? ''));
    const match: Match | null = domain === null ? null : { scope: domain, kind: 'domain' };
    // Nothing can be wider than that, and a tag evaluation is dear.
    if (domain === 'all') return { match, hits: [] };
    const hits: Hit[] = [];
    for (const identifier of emails) {
      const digest = await digestOf(digestKey, identifier);
      if (!index.hasPrefix(prefixOf(digest, blocklist.prefixBits))) continue;
      const kind = identifier.canonical === text ? 'exact' : 'spelling';
      hits.push({ key: hex.encode(digest), digest, kind });
    }
    return { match, hits };
  }

  async function verdictOf(assessed: Assessed, asking: Asking): Promise<Verdict> {
    const outcomes = await Promise.all(assessed.hits.map(hit => queue.evaluate(hit.key, hit.digest, asking)));
    return verdictFrom(assessed, outcomes);
  }

  return {
    async look({ texts, ...asking }, answer) {
      const dear: Promise<void>[] = [];
      for (let start = 0; start < texts.length; start += CHUNK) {
        const chunk = await Promise.all(texts.slice(start, start + CHUNK).map(assess));
        if (ended) return;
        const cheap: Answer[] = [];
        chunk.forEach((assessed, offset) => {
          const at = start + offset;
          if (!assessed) cheap.push([at, { state: 'unknown', reason: 'not-an-address' }]);
          else if (assessed.hits.length === 0) cheap.push([at, verdictFrom(assessed, [])]);
          else {
            dear.push(
              verdictOf(assessed, asking).then(
                verdict => answer([[at, verdict]]),
                error => {
                  // Dropped, by `forget` or `end`: nobody waits. Anything else is ours to hear of.
                  if (error instanceof Error && error.cause !== undefined) throw error;
                },
              ),
            );
          }
        });
        if (cheap.length > 0) answer(cheap);
        if (start + CHUNK < texts.length) await rest();
      }
      await Promise.all(dear);
    },
    forget: queue.forget,
    end() {
      ended = true;
      queue.end();
    },
  };
}

function identifiersOf(kind: IdentifierKind, text: string): Identifier[] {
  return canonicalForms(kind, text).flatMap(form => (form.ok ? [form.identifier] : []));
}

function widestScope(a: Scope | null, b: Scope | null): Scope | null {
  return a === 'all' || b === 'all' ? 'all' : (a ?? b);
}

/** The widest match; of two equally wide ones, the closest to the text. */
function verdictFrom({ match, hits }: Assessed, outcomes: readonly TagOutcome[]): Verdict {
  let best = match;
  hits.forEach((hit, index) => {
    const scope = outcomes[index];
    if (scope !== 'all' && scope !== 'marketing') return;
    const wider = scope === 'all' && best?.scope !== 'all';
    const closer = scope === best?.scope && best.kind !== 'exact';
    if (!best || wider || closer) best = { scope, kind: hit.kind };
  });
  if (best) return { state: 'listed', scope: best.scope, match: best.kind };
  return outcomes.includes('budget') ? { state: 'unknown', reason: 'budget' } : { state: 'not-listed' };
}
