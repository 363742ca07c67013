import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLookupService, type LookupService } from '../../../utils/lookup/lookup-service.ts';
import type { Answer } from '../../../utils/lookup/protocol.ts';
import type { Verdict } from '../../../utils/lookup/verdict.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import type { Argon2id } from '../../../utils/scheme/tag.ts';
import type { Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { enrolledStore } from '../sync/enrolled-store.ts';
import { type People, PublishedList, type PublishOptions, START } from '../sync/published-list.ts';

const PEOPLE: People = {
  'anna@example.com': 'all',
  'ben@example.com': 'marketing',
  '@acme.test': 'marketing',
  'carla@acme.test': 'all',
  '@closed.test': 'all',
};
const PAGE = { asker: 'frame 1', page: 'tab 1', level: 'page' } as const;

let list: PublishedList;
let store: Store;
let service: LookupService;
let answers: Answer[];
let evaluations: string[];

beforeEach(async () => {
  list = await PublishedList.create();
  store = await enrolledStore(list.enrolment);
  evaluations = [];
  answers = [];
  const argon2id: Argon2id = (password, salt, parameters) => {
    evaluations.push(password);
    return argon2idNode(password, salt, parameters);
  };
  service = createLookupService({
    store,
    loadArgon2id: async () => argon2id,
    now: () => START,
    rest: () => new Promise(resolve => setImmediate(resolve)),
  });
  service.attach((_id, some) => answers.push(...some));
});

async function inForce(people: People, options: PublishOptions = {}) {
  await list.publish(people, options);
  await syncOnce({ store, fetch: list.fetch, now: () => START });
  const loaded = await service.load();
  evaluations.length = 0;
  return loaded;
}

async function verdictsOf(texts: readonly string[]): Promise<(Verdict | undefined)[]> {
  answers = [];
  await service.look(1, { ...PAGE, texts });
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
    await verdictsOf(['anna@example.com']);
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
