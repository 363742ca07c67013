import { describe, expect, it } from 'vitest';
import { createWorkQueue, type Work } from '../../../utils/scan/work-queue.ts';

/** A clock that work moves on, and pauses that the test lets pass. */
function createQueue() {
  let time = 0;
  let letGoOn = () => {};
  const done: string[] = [];
  const controller = new AbortController();
  const queue = createWorkQueue({
    now: () => time,
    pause: () => new Promise(resolve => (letGoOn = resolve)),
    sliceMs: 3,
    afterSlice: () => done.push('|'),
    signal: controller.signal,
  });
  function* work(name: string, steps: number): Work {
    for (let step = 1; step <= steps; step++) {
      time++;
      done.push(`${name}${step}`);
      yield;
    }
  }
  async function nextSlice(): Promise<string> {
    letGoOn();
    await new Promise(resolve => setTimeout(resolve));
    return done.splice(0).join(' ');
  }
  return { queue, work, done, nextSlice, controller };
}

describe('work', () => {
  it('that fits the budget is done at once, and reported once', () => {
    const { queue, work, done } = createQueue();
    queue.add(work('a', 2), 'last');
    queue.add(work('b', 1), 'last');
    queue.run(10);
    expect(done.join(' ')).toBe('a1 a2 b1 |');
  });

  it('that does not fit goes on in slices', async () => {
    const { queue, work, done, nextSlice } = createQueue();
    queue.add(work('a', 8), 'last');
    queue.run(2);
    expect(done.splice(0).join(' ')).toBe('a1 a2 |');
    expect(await nextSlice()).toBe('a3 a4 a5 |');
    expect(await nextSlice()).toBe('a6 a7 a8 |');
    expect(await nextSlice()).toBe('|');
    expect(await nextSlice()).toBe('');
  });

  it('of what just changed goes before the rest of a large page', async () => {
    const { queue, work, done, nextSlice } = createQueue();
    queue.add(work('page', 4), 'last');
    queue.run(1);
    queue.add(work('new', 2), 'first');
    queue.run(1);
    expect(done.splice(0).join(' ')).toBe('page1 | new1 |');
    expect(await nextSlice()).toBe('new2 page2 page3 |');
  });

  it('found while working is done in the same run', () => {
    const { queue, work, done } = createQueue();
    function* finding(): Work {
      queue.add(work('inner', 1), 'first');
      queue.run(5);
      done.push('outer');
      yield;
    }
    queue.add(finding(), 'last');
    queue.run(5);
    expect(done.join(' ')).toBe('outer inner1 |');
  });

  it('ends with the signal', async () => {
    const { queue, work, done, nextSlice, controller } = createQueue();
    queue.add(work('a', 5), 'last');
    queue.run(1);
    done.length = 0;
    controller.abort();
    expect(await nextSlice()).toBe('');
  });

  it('that takes long has a slice of its own', async () => {
    const { queue, done, nextSlice } = createQueue();
    function* long(): Work {
      done.push('short');
      yield 'long';
      done.push('long');
    }
    queue.add(long(), 'last');
    queue.run(10);
    expect(done.splice(0).join(' ')).toBe('short |');
    expect(await nextSlice()).toBe('long |');
  });

  it('that fails holds up no other', async () => {
    const { queue, work, done, nextSlice } = createQueue();
    // biome-ignore lint/correctness/useYield: it fails before.
    function* failing(): Work {
      throw new Error('a broken invariant');
    }
    queue.add(failing(), 'last');
    queue.add(work('a', 1), 'last');
    expect(() => queue.run(10)).toThrow('a broken invariant');
    done.length = 0;
    expect(await nextSlice()).toBe('a1 |');
  });
});
