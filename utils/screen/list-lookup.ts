import type { Blocklist } from '../blocklist/blocklist.ts';
import { CANARY } from '../blocklist/canary.ts';
import type { Head } from '../blocklist/head.ts';
import type { Bytes } from '../bytes.ts';
import type { Budget } from '../lookup/budget.ts';
import { createLookupEngine, type LookRequest } from '../lookup/lookup-engine.ts';
import type { Verdict } from '../lookup/verdict.ts';
import { type Argon2id, saltOf } from '../scheme/tag.ts';
import type { Finding, LookUp } from './finding.ts';

/** A verified list, and what opens it. */
export interface ScreeningList {
  readonly blocklist: Blocklist;
  readonly head: Pick<Head, 'argon2' | 'country'>;
  readonly listId: Bytes;
  readonly digestKey: CryptoKey;
  /** Who is held on this machine alone, by digest in hex: left out as if they were listed. */
  readonly waiting?: ReadonlySet<string>;
}

export interface Hashing {
  readonly argon2id: Argon2id;
  /** How many asked for at the same time keep it busy. */
  readonly atOnce: number;
}

/** Nobody else waits for this machine, and no page learns by how long an answer takes. */
const UNBOUNDED: Budget = { spend: (_work, _account, wanted) => wanted };
const ASKING: Omit<LookRequest, 'texts'> = { asker: 'screen', page: 'screen', site: 'screen', level: 'own' };

/**
 * Looks texts up in a list by the very engine that answers a rep's page. Undefined where the list doesn't know its
 * canary: it would call everybody clear.
 * @param rest resolves after what waits was done, such as writing
 */
export async function listLookUp(
  { blocklist, head, listId, digestKey, waiting = new Set() }: ScreeningList,
  { argon2id, atOnce }: Hashing,
  rest: () => Promise<void>,
): Promise<LookUp | undefined> {
  const engine = createLookupEngine({
    digestKey,
    blocklist,
    country: head.country,
    salt: await saltOf(listId),
    argon2: head.argon2,
    argon2id,
    tagsAtOnce: atOnce,
    budget: UNBOUNDED,
    service: new Map(),
    waiting,
    today: () => 0,
    rest,
  });
  const lookUp: LookUp = async texts => {
    const findings = new Array<Finding>(texts.length).fill('unreadable');
    await engine.look({ ...ASKING, texts }, answers => {
      for (const [verdict, indexes] of answers) {
        const finding = findingOf(verdict);
        for (const index of indexes) findings[index] = finding;
      }
    });
    return findings;
  };
  const [canary] = await lookUp([CANARY]);
  return typeof canary === 'object' ? lookUp : undefined;
}

function findingOf(verdict: Verdict): Finding {
  if (verdict.state === 'listed') return { scope: verdict.scope, match: verdict.match };
  if (verdict.state === 'not-listed') return verdict.state;
  if (verdict.state === 'unknown' && verdict.reason === 'not-an-address') return 'unreadable';
  throw new Error('a lookup without bounds answers every text');
}
