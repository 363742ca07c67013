import { CANARY } from '../blocklist/canary.ts';
import { type Argon2id, saltOf } from '../scheme/tag.ts';
import type { Store } from '../sync/store.ts';
import { takeList } from '../sync/take-list.ts';
import { createBudget } from './budget.ts';
import { createLookupEngine, type LookRequest, type LookupEngine } from './lookup-engine.ts';
import type { Answer } from './protocol.ts';
import type { Asking } from './tag-queue.ts';
import type { Problem, Verdict } from './verdict.ts';

/** `generation`: of the list in force, null without one. `problem`: why it isn't looked up in. */
export interface Loaded {
  readonly generation: string | null;
  readonly problem: Problem | null;
}

/** What the lookup worker does, for its host and over Comlink. */
export interface LookupService {
  /** Where answers to `look` go. Once, before the first `look`. */
  attach(onAnswers: (id: number, answers: readonly Answer[]) => void): void;
  /** Takes the list in force from the store; what was asked of the last one is dropped. */
  load(): Promise<Loaded>;
  look(id: number, request: LookRequest): Promise<void>;
  /** The verdict on a text that the rep typed in. Rejects if the list changed meanwhile. */
  check(text: string): Promise<Verdict>;
  forget(asker: string): void;
}

export interface LookupServiceParts {
  readonly store: Store;
  readonly loadArgon2id: () => Promise<Argon2id>;
  readonly now: () => number;
  readonly rest: () => Promise<void>;
}

const OWN: Asking = { asker: 'own', page: 'own', level: 'own' };
const NOT_PROTECTING: Verdict = { state: 'unknown', reason: 'not-protecting' };

export function createLookupService(parts: LookupServiceParts): LookupService {
  const budget = createBudget(parts.now);
  let argon2id: Promise<Argon2id> | undefined;
  let engine: LookupEngine | undefined;
  let onAnswers: ((id: number, answers: readonly Answer[]) => void) | undefined;
  let loading: Promise<unknown> = Promise.resolve();

  async function load(): Promise<Loaded> {
    const taken = await takeList(parts.store);
    engine?.end();
    engine = undefined;
    if (taken === 'none') return { generation: null, problem: null };
    if (taken === 'damaged') {
      return { generation: null, problem: { code: 'store-broken', detail: 'the list is damaged' } };
    }
    argon2id ??= parts.loadArgon2id();
    const { enrolment, list, blocklist } = taken;
    engine = createLookupEngine({
      digestKey: enrolment.digestKey,
      blocklist,
      salt: await saltOf(enrolment.listId),
      argon2: list.head.argon2,
      argon2id: await argon2id,
      budget,
      rest: parts.rest,
    });
    const canary = await lookOne(engine, CANARY);
    if (canary.state === 'listed') return { generation: list.generation, problem: null };
    // A list that doesn't know its canary would call everybody clear.
    engine.end();
    engine = undefined;
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
    load() {
      const loaded = loading.then(load, load);
      loading = loaded;
      return loaded;
    },
    async look(id, request) {
      await settled();
      if (engine) void engine.look(request, answers => onAnswers?.(id, answers));
      else
        onAnswers?.(
          id,
          request.texts.map((_, index): Answer => [index, NOT_PROTECTING]),
        );
    },
    async check(text) {
      await settled();
      return engine ? lookOne(engine, text) : NOT_PROTECTING;
    },
    forget(asker) {
      engine?.forget(asker);
    },
  };
}

async function lookOne(engine: LookupEngine, text: string): Promise<Verdict> {
  let verdict: Verdict | undefined;
  await engine.look({ ...OWN, texts: [text] }, answers => {
    verdict = answers[0]?.[1];
  });
  if (!verdict) throw new Error('the list changed meanwhile');
  return verdict;
}
