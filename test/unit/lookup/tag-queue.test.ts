import { expect, it } from 'vitest';
import { createBudget, type Level } from '../../../utils/lookup/budget.ts';
import { createTagQueue } from '../../../utils/lookup/tag-queue.ts';

const DIGEST = new Uint8Array(32);

function asking(level: Level, asker = 'frame 1', page = 'tab 1') {
  return { asker, page, level };
}

/** A queue whose evaluations end one at a time, when told. */
function steppedQueue(now = () => 0) {
  const evaluated: string[] = [];
  let release: () => void = () => undefined;
  let gate = new Promise<void>(resolve => {
    release = resolve;
  });
  const keys = new Map<Uint8Array, string>();
  const queue = createTagQueue({
    budget: createBudget(now),
    rest: () => gate,
    find: async digest => {
      evaluated.push(keys.get(digest) ?? '');
      return 'all';
    },
  });
  return {
    queue,
    evaluated,
    ask(key: string, level: Level, asker?: string) {
      const digest = DIGEST.slice();
      keys.set(digest, key);
      return queue.evaluate(key, digest, asking(level, asker));
    },
    go() {
      release();
      gate = Promise.resolve();
    },
  };
}

it("what the rep asks and recipients go before a page's text", async () => {
  const { ask, go, evaluated } = steppedQueue();
  const all = [ask('p1', 'page'), ask('p2', 'page'), ask('r1', 'reserved'), ask('o1', 'own')];
  go();
  await Promise.all(all);
  expect(evaluated).toEqual(['o1', 'r1', 'p1', 'p2']);
});

it('a recipient that a page shows as well moves up, and is evaluated once', async () => {
  const { ask, go, evaluated } = steppedQueue();
  const all = [ask('p1', 'page'), ask('x', 'page'), ask('x', 'reserved')];
  go();
  await Promise.all(all);
  expect(evaluated).toEqual(['x', 'p1']);
});

it('what nobody waits for any more is not evaluated', async () => {
  const { ask, go, evaluated, queue } = steppedQueue();
  const gone = ask('gone', 'page', 'frame 2');
  const shared = [ask('shared', 'page', 'frame 1'), ask('shared', 'page', 'frame 2')] as const;
  queue.forget('frame 2');
  go();
  await expect(gone).rejects.toThrow('gone');
  await expect(shared[1]).rejects.toThrow('gone');
  await expect(shared[0]).resolves.toBe('all');
  expect(evaluated).toEqual(['shared']);
});

it('a page that has spent its minute gets "budget", and recipients, others and the next minute do not', async () => {
  let time = 0;
  const budget = createBudget(() => time);
  let spent = 0;
  while (budget.spend('tab 1', 'page')) spent += 1;
  expect(spent).toBe(1_200);
  expect(budget.spend('tab 1', 'reserved')).toBe(true);
  expect(budget.spend('tab 1', 'own')).toBe(true);
  expect(budget.spend('tab 2', 'page')).toBe(true);
  time = 60_000;
  expect(budget.spend('tab 1', 'page')).toBe(true);
});

it('many pages together are bounded too, and cannot starve the rep', () => {
  const budget = createBudget(() => 0);
  let spent = 0;
  for (let tab = 0; tab < 10; tab += 1) while (budget.spend(`tab ${tab}`, 'page')) spent += 1;
  expect(spent).toBe(2_000);
  expect(budget.spend('tab 1', 'own')).toBe(true);
});

it('an ended queue answers nobody', async () => {
  const { ask, queue } = steppedQueue();
  const waiting = ask('x', 'page');
  queue.end();
  await expect(waiting).rejects.toThrow('the list changed');
});
