import { expect, it } from 'vitest';
import { createBudget, type Level } from '../../../utils/lookup/budget.ts';
import { createTagQueue, Dropped } from '../../../utils/lookup/tag-queue.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';

const SITE = 'https://mail.google.com';

/** A queue whose evaluations end when told, each by its key; two at a time unless said otherwise. */
function steppedQueue(atOnce = 2) {
  const begun: string[] = [];
  const ends = new Map<string, { resolve: (scope: Scope | null) => void; reject: (reason: Error) => void }>();
  const keys = new Map<Uint8Array, string>();
  const queue = createTagQueue({
    atOnce,
    budget: createBudget(() => 0),
    find(digest) {
      const key = keys.get(digest) ?? '';
      begun.push(key);
      return new Promise((resolve, reject) => ends.set(key, { resolve, reject }));
    },
  });
  return {
    queue,
    begun,
    ask(key: string, level: Level, page = 'tab 1', asker = `frame in ${page}`) {
      const digest = new Uint8Array(32);
      keys.set(digest, key);
      return queue.evaluate(key, digest, { asker, page, site: SITE, level });
    },
    /** Ends each evaluation as it begins, until nothing waits. */
    async finish() {
      while (ends.size > 0) {
        for (const [key, { resolve }] of ends) {
          ends.delete(key);
          resolve('all');
        }
        await new Promise(resolve => setImmediate(resolve));
      }
    },
    async fail(key: string) {
      ends.get(key)?.reject(new Error('out of memory'));
      ends.delete(key);
    },
  };
}

it("what the rep asks and recipients go before a page's text", async () => {
  const { ask, begun, finish } = steppedQueue(1);
  const all = [ask('p1', 'page'), ask('p2', 'page'), ask('r1', 'reserved'), ask('o1', 'own')];
  await finish();
  await Promise.all(all);
  expect(begun).toEqual(['p1', 'o1', 'r1', 'p2']);
});

it("a page with a thousand texts delays another page's three by three", async () => {
  const { ask, begun, finish } = steppedQueue(1);
  for (let text = 0; text < 1_000; text += 1) void ask(`a${text}`, 'page', 'tab 1');
  for (let text = 0; text < 3; text += 1) void ask(`b${text}`, 'page', 'tab 2');
  await finish();
  expect(begun.slice(0, 7)).toEqual(['a0', 'a1', 'b0', 'a2', 'b1', 'a3', 'b2']);
});

it('evaluates as many at once as it is told, and no more', async () => {
  const { ask, begun, finish } = steppedQueue(3);
  for (const key of ['1', '2', '3', '4', '5']) void ask(key, 'page');
  expect(begun).toEqual(['1', '2', '3']);
  await finish();
  expect(begun).toHaveLength(5);
});

it('a recipient that a page shows as well moves up, and is evaluated once', async () => {
  const { ask, begun, finish } = steppedQueue(1);
  const all = [ask('p1', 'page'), ask('p2', 'page'), ask('x', 'page'), ask('x', 'reserved')];
  await finish();
  await Promise.all(all);
  expect(begun).toEqual(['p1', 'x', 'p2']);
});

it('what two pages show is evaluated when the first of them has its turn', async () => {
  const { ask, begun, finish } = steppedQueue(1);
  for (const key of ['a', 'b', 'c', 'x']) void ask(key, 'page', 'tab 1');
  void ask('x', 'page', 'tab 2');
  await finish();
  expect(begun).toEqual(['a', 'b', 'x', 'c']);
});

it('to move up is paid for: a page cannot make a thousand recipients of what it queued', async () => {
  const { ask, begun, finish } = steppedQueue(1);
  for (let text = 0; text < 1_000; text += 1) void ask(`a${text}`, 'page', 'tab 1');
  for (let text = 999; text >= 0; text -= 1) void ask(`a${text}`, 'reserved', 'tab 1');
  void ask('b', 'page', 'tab 2');
  await finish();
  // The first was under way already; 200 recipients a page.
  expect(begun.indexOf('b')).toBeLessThanOrEqual(203);
});

it('what nobody waits for any more is not evaluated', async () => {
  const { ask, begun, finish, queue } = steppedQueue(1);
  const running = ask('running', 'page', 'tab 1', 'frame 2');
  const gone = ask('gone', 'page', 'tab 1', 'frame 2');
  const shared = [
    ask('shared', 'page', 'tab 1', 'frame 1'),
    ask('shared', 'page', 'tab 1', 'frame 2'),
  ] as const;
  queue.forget('frame 2');
  await Promise.all([
    expect(running).rejects.toBeInstanceOf(Dropped),
    expect(gone).rejects.toBeInstanceOf(Dropped),
    expect(shared[1]).rejects.toBeInstanceOf(Dropped),
    finish(),
  ]);
  await expect(shared[0]).resolves.toBe('all');
  expect(begun).toEqual(['running', 'shared']);
});

it('an outcome is remembered, also when nobody waited for it any more', async () => {
  const { ask, begun, finish, queue } = steppedQueue(1);
  const gone = ask('x', 'page', 'tab 1', 'frame 2');
  queue.forget('frame 2');
  await expect(gone).rejects.toBeInstanceOf(Dropped);
  await finish();
  expect(ask('x', 'page')).toBe('all');
  expect(begun).toEqual(['x']);
});

it('a page that has spent its tags is told "budget" at once, and its recipients are not', () => {
  const { ask } = steppedQueue(1);
  for (let text = 0; text < 1_200; text += 1) void ask(`a${text}`, 'page');
  expect(ask('one more', 'page')).toBe('budget');
  expect(ask('one more', 'reserved')).toBeInstanceOf(Promise);
});

it('an evaluation that failed is no outcome: who waits hears of it, and the next one tries again', async () => {
  const { ask, fail, finish } = steppedQueue(1);
  const failed = ask('x', 'page');
  void fail('x');
  await expect(failed).rejects.toThrow('tag evaluation failed');
  await expect(failed).rejects.not.toBeInstanceOf(Dropped);
  const again = ask('x', 'page');
  await finish();
  await expect(again).resolves.toBe('all');
});

it('an ended queue answers nobody', async () => {
  const { ask, queue } = steppedQueue(1);
  const [running, waiting] = [ask('x', 'page'), ask('y', 'page')];
  queue.end();
  await expect(running).rejects.toThrow('the list changed');
  await expect(waiting).rejects.toThrow('the list changed');
  await expect(ask('z', 'page')).rejects.toThrow('the list changed');
});
