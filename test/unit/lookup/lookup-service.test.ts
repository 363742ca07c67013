import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createLookupService,
  type LookupService,
  MOST_SERVED,
  SERVICE_REMEMBERED_MS,
} from '../../../utils/lookup/lookup-service.ts';
import type { Verdict } from '../../../utils/lookup/verdict.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { enrolledStore } from '../sync/enrolled-store.ts';
import { type People, PublishedList, type PublishOptions, START } from '../sync/published-list.ts';
import { eachAnswer } from './each-answer.ts';
import { nativePool } from './native-pool.ts';

const PEOPLE: People = {
  'anna@example.com': 'all',
  'ben@example.com': 'marketing',
  '@acme.test': 'marketing',
  'carla@acme.test': 'all',
  '@closed.test': 'all',
};
const PAGE = { asker: 'frame 1', page: 'tab 1', site: 'https://mail.google.com', level: 'page' } as const;

let list: PublishedList;
let store: Store;
let service: LookupService;
let answers: ReturnType<typeof eachAnswer>;
let evaluations: string[];
let broken: unknown[];
let failing: boolean;
let today: number;

beforeEach(async () => {
  list = await PublishedList.create();
  store = await enrolledStore(list.enrolment);
  evaluations = [];
  broken = [];
  failing = false;
  today = START;
  answers = [];
  service = createLookupService({
    store,
    argon2: nativePool(password => {
      if (failing) throw new Error('out of memory');
      evaluations.push(password);
    }),
    now: () => START,
    today: () => today,
    rest: () => new Promise(resolve => setImmediate(resolve)),
    breakDown: reason => broken.push(reason),
  });
  service.attach((_id, some) => answers.push(...eachAnswer(some)));
});

async function inForce(people: People, options: PublishOptions = {}) {
  await list.publish(people, options);
  await syncOnce({ store, fetch: list.fetch, now: () => START });
  const loaded = await service.load();
  evaluations.length = 0;
  return loaded;
}

async function verdictsOf(
  texts: readonly string[],
  level: 'page' | 'reserved' = 'page',
): Promise<(Verdict | undefined)[]> {
  answers = [];
  await service.look(1, { ...PAGE, level, texts });
  await expect.poll(() => answers.length).toBe(texts.length);
  return texts.map((_, index) => answers.find(([at]) => at === index)?.[1]);
}

describe('verdicts', () => {
  it('say how a text meets the list, and what is forbidden', async () => {
    await inForce(PEOPLE);
    expect(
      await verdictsOf([
        'anna@example.com',
        'Anna+news@Example.com',
        'ben@example.com',
        'somebody@acme.test',
        'carla@acme.test',
        'anyone@mail.closed.test',
        'clear@example.net',
        'no address',
      ]),
    ).toEqual([
      { state: 'listed', scope: 'all', match: 'exact' },
      { state: 'listed', scope: 'all', match: 'spelling' },
      { state: 'listed', scope: 'marketing', match: 'exact' },
      { state: 'listed', scope: 'marketing', match: 'domain' },
      { state: 'listed', scope: 'all', match: 'exact' },
      { state: 'listed', scope: 'all', match: 'domain' },
      { state: 'not-listed' },
      { state: 'unknown', reason: 'not-an-address' },
    ]);
  });

  it('cost one tag evaluation an identifier, however it is spelled, and none under a closed domain', async () => {
    await inForce(PEOPLE);
    await verdictsOf(['anna@example.com', 'ANNA@example.com', 'anna+x@example.com', 'a@closed.test']);
    expect(evaluations).toHaveLength(1);
    await verdictsOf(['anna@example.com'], 'reserved');
    expect(evaluations).toHaveLength(1);
  });

  it('are checked by hand for a company too', async () => {
    await inForce(PEOPLE);
    expect(await service.check('sub.acme.test')).toEqual({
      state: 'listed',
      scope: 'marketing',
      match: 'domain',
    });
    expect(await service.check('example.net')).toEqual({ state: 'not-listed' });
  });

  it('tell phone numbers by their scheme, and take a national one where the list names a country', async () => {
    const people: People = { '+447700900123': 'all' };
    const listed = { state: 'listed', scope: 'all', match: 'exact' };
    const noAddress = { state: 'unknown', reason: 'not-an-address' };
    const texts = ['tel:+44 7700 900123', 'tel:+44-7700-900123;ext=4', '+44 7700 900123', 'tel:12', 'tel:x'];
    await inForce(people);
    expect(await verdictsOf([...texts, 'tel:07700 900123'])).toEqual([
      listed,
      listed,
      noAddress,
      noAddress,
      noAddress,
      noAddress,
    ]);
    await inForce(people, { head: { country: 'GB' } });
    expect(await verdictsOf(['tel:07700 900123', 'tel:0044 7700 900123', 'tel:07700 900124'])).toEqual([
      listed,
      listed,
      { state: 'not-listed' },
    ]);
  });

  it('are checked by hand for a phone number, which is told by its digits', async () => {
    await inForce({ '+447700900123': 'marketing' }, { head: { country: 'GB' } });
    for (const text of ['+44 (0)7700 900123', '07700 900123', 'tel:+447700900123']) {
      expect(await service.check(text)).toEqual({ state: 'listed', scope: 'marketing', match: 'exact' });
    }
    expect(await service.check('07700 900124')).toEqual({ state: 'not-listed' });
    expect(await service.check('1234')).toEqual({ state: 'unknown', reason: 'not-an-address' });
  });

  it('without a list are unknown, never "not listed"', async () => {
    expect(await service.load()).toEqual({ generation: null, problem: null });
    expect(await verdictsOf(['anna@example.com'])).toEqual([{ state: 'unknown', reason: 'not-protecting' }]);
  });

  it('follow the list that is loaded next', async () => {
    const first = await inForce(PEOPLE);
    const second = await inForce({ 'dora@example.com': 'all' });
    expect(second.generation).not.toBe(first.generation);
    expect(await verdictsOf(['anna@example.com', 'dora@example.com'])).toEqual([
      { state: 'not-listed' },
      { state: 'listed', scope: 'all', match: 'exact' },
    ]);
  });
});

describe('a list without its canary', () => {
  it('is not looked up in', async () => {
    expect(await inForce(PEOPLE, { canary: false })).toMatchObject({
      problem: { code: 'canary-missing' },
    });
    expect(await verdictsOf(['anna@example.com'])).toEqual([{ state: 'unknown', reason: 'not-protecting' }]);
  });
});

describe('"contract, invoice or service"', () => {
  it('holds for a phone number however it is written', async () => {
    await inForce({ '+447700900123': 'marketing' }, { head: { country: 'GB' } });
    await service.rememberService(['tel:07700 900123']);
    expect(await verdictsOf(['tel:+447700900123'])).toEqual([
      { state: 'listed', scope: 'marketing', match: 'exact', service: true },
    ]);
  });

  const marketing = { state: 'listed', scope: 'marketing' } as const;

  it('is remembered for 30 days for the people it was said of, however they are spelled, also by the next browser start', async () => {
    await inForce({ ...PEOPLE, 'ben@example.com': 'marketing' });
    await service.rememberService(['Ben+invoices@example.com', 'somebody@acme.test']);
    const asked = ['ben@example.com', 'somebody@acme.test', 'other@acme.test', 'anna@example.com'];
    const remembered = [
      { ...marketing, match: 'exact', service: true },
      { ...marketing, match: 'domain', service: true },
      { ...marketing, match: 'domain' },
      { state: 'listed', scope: 'all', match: 'exact' },
    ];
    expect(await verdictsOf(asked)).toEqual(remembered);
    await service.load();
    expect(await verdictsOf(asked)).toEqual(remembered);
    today = START + SERVICE_REMEMBERED_MS;
    expect((await verdictsOf(asked))[0]).toEqual({ ...marketing, match: 'exact' });
  });

  it('says nothing of somebody who is not to be contacted at all', async () => {
    await inForce(PEOPLE);
    await service.rememberService(['anna@example.com']);
    expect(await verdictsOf(['anna@example.com'])).toEqual([
      { state: 'listed', scope: 'all', match: 'exact' },
    ]);
  });

  it('is remembered of no more than anybody writes to by hand', async () => {
    await inForce(PEOPLE);
    for (let from = 0; from < 2 * MOST_SERVED; from += 1_000) {
      await service.rememberService(
        Array.from({ length: 1_000 }, (_, index) => `c${from + index}@example.net`),
      );
    }
    expect((await store.service(START)).size).toBe(MOST_SERVED);
  });

  it('is kept as a digest, and goes with the organisation', async () => {
    await inForce(PEOPLE);
    await service.rememberService(['ben@example.com']);
    const kept = await store.service(START);
    expect([...kept.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    await store.leave();
    expect(await store.service(START)).toEqual(new Map());
  });
});

/** Every record of every database that there is. */
async function everythingStored(): Promise<unknown> {
  const stored = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await openDB(name);
    for (const records of database.objectStoreNames) {
      stored.push([name, records, await database.getAllKeys(records), await database.getAll(records)]);
    }
    database.close();
  }
  return stored;
}

describe('cancellation', () => {
  it('of what was asked while a list is loaded leaves nothing to evaluate', async () => {
    await inForce(PEOPLE);
    const loading = service.load();
    const asked = service.look(1, { ...PAGE, texts: ['anna@example.com'] });
    service.forget(PAGE.asker);
    await Promise.all([loading, asked]);
    // Under a closed domain, so without a tag of its own.
    await service.check('anyone@closed.test');
    expect(answers).toEqual([]);
    // The canary of the load and nobody else.
    expect(evaluations).toHaveLength(1);
  });
});

describe('what is remembered', () => {
  it('is dropped with the list: another one evaluates anew', async () => {
    await inForce(PEOPLE);
    await verdictsOf(['anna@example.com']);
    expect(evaluations).toHaveLength(1);
    await inForce({ ...PEOPLE, 'dora@example.com': 'all' });
    await verdictsOf(['anna@example.com']);
    expect(evaluations).toHaveLength(1);
  });

  it('is in memory only: lookups write nothing into the store', async () => {
    await inForce(PEOPLE);
    const before = await everythingStored();
    await verdictsOf(['anna@example.com', 'clear@example.net', 'somebody@acme.test']);
    await service.check('ben@example.com');
    expect(await everythingStored()).toEqual(before);
  });
});

describe('an Argon2id that fails', () => {
  it('breaks the worker down instead of leaving somebody unanswered or "not listed"', async () => {
    await inForce(PEOPLE);
    failing = true;
    await service.look(1, { ...PAGE, texts: ['anna@example.com'] });
    await expect.poll(() => broken.length).toBe(1);
    expect(answers).toEqual([]);
    await expect(service.check('ben@example.com')).rejects.toThrow();
    expect(broken).toHaveLength(2);
  });

  it('while the canary is looked up makes the load fail', async () => {
    await inForce(PEOPLE);
    failing = true;
    await expect(service.load()).rejects.toThrow('tag evaluation failed');
  });
});
