import { hex } from '@scure/base';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Blocklist } from '../../../utils/blocklist/blocklist.ts';
import { type Pair, sortPairs } from '../../../utils/blocklist/pairs.ts';
import { createBudget } from '../../../utils/lookup/budget.ts';
import {
  createLookupEngine,
  type LookRequest,
  type LookupEngine,
} from '../../../utils/lookup/lookup-engine.ts';
import { digestOf, importDigestKey, prefixOf } from '../../../utils/scheme/digest.ts';
import { type Argon2id, SUITE_1 } from '../../../utils/scheme/tag.ts';
import { eachAnswer } from './each-answer.ts';

const PREFIX_BITS = 10;
const SITE = 'https://mail.google.com';

let digestKey: CryptoKey;
/** Every evaluation waits here, until it is ended with the hash of all zeros, or with an error. */
let evaluations: { resolve: (hash: Uint8Array<ArrayBuffer>) => void; reject: (reason: Error) => void }[];

beforeEach(async () => {
  digestKey = await importDigestKey(new Uint8Array(32));
  evaluations = [];
});

/** A list in which these addresses, and no other entry, have their prefix; with tag 0 they are listed. */
async function listOf(addresses: readonly string[], tag = 0): Promise<Blocklist> {
  const pairs: Pair[] = [];
  for (const canonical of addresses) {
    const digest = await digestOf(digestKey, { kind: 'email', version: 1, canonical });
    pairs.push({ prefix: prefixOf(digest, PREFIX_BITS), tag });
  }
  const entries = sortPairs(pairs);
  const none = { prefixes: new Uint32Array(), tags: new Uint32Array(), scopes: new Uint8Array() };
  return {
    prefixBits: PREFIX_BITS,
    entries: { ...entries, scopes: new Uint8Array(entries.tags.length).fill(255) },
    domains: none,
  };
}

function engineOver(
  blocklist: Blocklist,
  argon2id: Argon2id = () => new Promise((resolve, reject) => evaluations.push({ resolve, reject })),
  waiting: ReadonlySet<string> = new Set(),
): LookupEngine {
  return createLookupEngine({
    digestKey,
    blocklist,
    salt: new Uint8Array(16),
    argon2: SUITE_1,
    argon2id,
    tagsAtOnce: 1,
    budget: createBudget(() => 0),
    service: new Map(),
    waiting,
    today: () => 0,
    rest: () => new Promise(resolve => setImmediate(resolve)),
  });
}

function ask(
  level: 'page' | 'reserved',
  texts: readonly string[],
  page = 'tab 1',
  asker = page,
): LookRequest {
  return { asker, page, site: SITE, level, texts };
}

/** What one request was answered, in the order in which it came. */
function look(engine: LookupEngine, request: LookRequest) {
  const answers: ReturnType<typeof eachAnswer> = [];
  const done = engine.look(request, some => answers.push(...eachAnswer(some)));
  return { answers, done };
}

function clear(count: number, name = 'user'): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}@example.net`);
}

/** Addresses that share a prefix with nobody here. */
async function without(texts: readonly string[], blocklist: Blocklist): Promise<string[]> {
  const kept: string[] = [];
  for (const canonical of texts) {
    const digest = await digestOf(digestKey, { kind: 'email', version: 1, canonical });
    if (!blocklist.entries.prefixes.includes(prefixOf(digest, PREFIX_BITS))) kept.push(canonical);
  }
  return kept;
}

async function finishEvaluations(): Promise<void> {
  while (evaluations.length > 0) {
    for (const { resolve } of evaluations.splice(0)) resolve(new Uint8Array(32));
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('while tags are evaluated', () => {
  it("clear and known addresses don't wait for them", async () => {
    const list = await listOf(['anna@example.com', 'ben@example.com']);
    const engine = engineOver(list);
    const known = look(engine, ask('page', ['ben@example.com']));
    await expect.poll(() => evaluations.length).toBe(1);
    await finishEvaluations();
    await known.done;
    const dear = look(engine, ask('page', ['anna@example.com']));
    await expect.poll(() => evaluations.length).toBe(1);
    const others = look(
      engine,
      ask('page', [...(await without(clear(5), list)), 'ben@example.com'], 'tab 2'),
    );
    await others.done;
    expect(others.answers).toHaveLength(6);
    expect(dear.answers).toEqual([]);
    await finishEvaluations();
    await dear.done;
    expect(dear.answers).toEqual([[0, { state: 'listed', scope: 'all', match: 'exact' }]]);
  });

  it('a page is told of clear addresses when a tag of theirs or a stand-in is, a recipient at once', async () => {
    const list = await listOf(['anna@example.com']);
    const [onPage = '', recipient = '', beside = ''] = await without(clear(20), list);
    const engine = engineOver(list);
    const lone = look(engine, ask('page', [onPage]));
    await expect.poll(() => evaluations.length).toBe(1);
    const atOnce = look(engine, ask('reserved', [recipient]));
    await atOnce.done;
    expect(lone.answers).toEqual([]);
    await finishEvaluations();
    await lone.done;
    expect(lone.answers).toEqual([[0, { state: 'not-listed' }]]);
    const mixed = look(engine, ask('page', [beside, 'anna@example.com']));
    await expect.poll(() => evaluations.length).toBe(1);
    expect(mixed.answers).toEqual([]);
    await finishEvaluations();
    await mixed.done;
    expect(mixed.answers).toHaveLength(2);
    expect(evaluations).toEqual([]);
  });

  it('a page that asks a thousand times over has stand-ins for a quarter of its tags', async () => {
    const list = await listOf(['anna@example.com']);
    const engine = engineOver(list);
    const texts = (await without(clear(500), list)).slice(0, 400);
    let made = 0;
    const all = Promise.all(texts.map(text => look(engine, ask('page', [text])).done));
    for (let isOver = false; !isOver; ) {
      await new Promise(resolve => setImmediate(resolve));
      for (const { resolve } of evaluations.splice(0)) {
        made += 1;
        resolve(new Uint8Array(32));
      }
      isOver = await Promise.race([
        all.then(() => true),
        new Promise<boolean>(go => setImmediate(go, false)),
      ]);
    }
    expect(made).toBe(300);
  });

  it('what a tab asked is dropped when the tab goes, but for what is under way', async () => {
    const engine = engineOver(await listOf(['anna@example.com', 'ben@example.com', 'carl@example.com']));
    const gone = look(engine, ask('page', ['anna@example.com', 'ben@example.com', 'carl@example.com']));
    await expect.poll(() => evaluations.length).toBe(1);
    engine.forget('tab 1');
    await gone.done;
    await finishEvaluations();
    await new Promise(resolve => setImmediate(resolve));
    expect(evaluations).toEqual([]);
    expect(gone.answers).toEqual([]);
    const later = look(engine, ask('page', ['anna@example.com', 'carl@example.com'], 'tab 2'));
    await expect.poll(() => later.answers.length).toBe(1);
    expect(later.answers).toEqual([[0, { state: 'listed', scope: 'all', match: 'exact' }]]);
    await expect.poll(() => evaluations.length).toBe(1);
  });
});

describe('a page with thousands of addresses', () => {
  it('leaves its recipients and other pages to be answered between its chunks', async () => {
    const list = await listOf(['anna@example.com']);
    const engine = engineOver(list, async () => new Uint8Array(32));
    const order: string[] = [];
    const texts = await without(clear(5_000), list);
    const [recipient = '', other = ''] = await without(clear(2, 'other'), list);
    const all = [
      engine.look(ask('page', texts), () => order.push('hostile')),
      engine.look(ask('page', [other], 'tab 2'), () => order.push('other page')),
      engine.look(ask('reserved', [recipient], 'tab 1'), () => order.push('recipient')),
    ];
    await Promise.all(all);
    expect(order.slice(0, 3).sort()).toEqual(['hostile', 'other page', 'recipient']);
    expect(order.length).toBeGreaterThan(5);
  });

  it('is told at once which of them are too many, and never that they are not listed', async () => {
    const list = await listOf(['anna@example.com']);
    const engine = engineOver(list);
    const texts = [...clear(20_000), 'anna@example.com', ...clear(500, 'more')];
    const first = look(engine, ask('page', texts));
    const refused = first.answers.map(([at]) => at);
    expect(refused).toEqual(Array.from({ length: 501 }, (_, index) => 20_000 + index));
    expect(first.answers.every(([, verdict]) => 'reason' in verdict && verdict.reason === 'budget')).toBe(
      true,
    );
    engine.end();
  });

  it('hears of a hundred tags in a few messages, and of the first at once', async () => {
    const texts = clear(100);
    const engine = engineOver(await listOf(texts, 1));
    let messages = 0;
    const done = engine.look(ask('page', texts), () => {
      messages += 1;
    });
    await expect.poll(() => evaluations.length).toBe(1);
    evaluations.shift()?.resolve(new Uint8Array(32));
    await expect.poll(() => messages).toBe(1);
    while (messages < 20 && evaluations.length > 0) await finishEvaluations();
    await done;
    expect(messages).toBeLessThan(20);
  });

  it('that shares every prefix is told "budget" after 1,200 tags, at once', async () => {
    const everyPrefix: Blocklist = {
      ...(await listOf([])),
      entries: {
        prefixes: Uint32Array.from({ length: 1_024 }, (_, prefix) => prefix),
        tags: new Uint32Array(1_024).fill(1),
        scopes: new Uint8Array(128),
      },
    };
    const engine = engineOver(everyPrefix);
    const { answers, done } = look(engine, ask('page', clear(3_000)));
    await expect.poll(() => answers.length).toBe(1_800);
    expect(answers.every(([, verdict]) => 'reason' in verdict && verdict.reason === 'budget')).toBe(true);
    expect(evaluations).toHaveLength(1);
    engine.end();
    await done;
  });
});

it('an evaluation that fails is an error, and no verdict', async () => {
  const engine = engineOver(await listOf(['anna@example.com']));
  const { answers, done } = look(engine, ask('page', ['anna@example.com']));
  await expect.poll(() => evaluations.length).toBe(1);
  evaluations[0]?.reject(new Error('out of memory'));
  await expect(done).rejects.toThrow('tag evaluation failed');
  expect(answers).toEqual([]);
});

describe('somebody who is waited for', () => {
  it('is the list’s where the list forbids as much, and held all the same where it has no entry', async () => {
    const waiting = new Set<string>();
    for (const canonical of ['anna@example.com', 'ben@example.com']) {
      waiting.add(hex.encode(await digestOf(digestKey, { kind: 'email', version: 1, canonical })));
    }
    const engine = engineOver(await listOf(['anna@example.com']), () => new Uint8Array(32), waiting);
    const { answers, done } = look(engine, ask('reserved', ['anna@example.com', 'ben@example.com']));
    await done;
    const listed = { state: 'listed', scope: 'all', match: 'exact' };
    expect(Object.fromEntries(answers)).toEqual({ 0: listed, 1: { ...listed, waiting: true } });
  });
});
