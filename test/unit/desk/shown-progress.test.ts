import { expect, it, vi } from 'vitest';
import { shownProgress } from '../../../utils/desk/shown-progress.ts';
import type { PublishProgress } from '../../../utils/publish/publish-progress.ts';

it('shows each step at once, counts ten times a second, and lets the page paint', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const shown: PublishProgress[] = [];
  const tell = shownProgress(progress => shown.push(progress));
  const read = (done: number) => tell({ step: 'register', part: { done, of: 300 } });
  await tell({ step: 'check' });
  for (let done = 1; done <= 300; done += 1) {
    await read(done);
    vi.advanceTimersByTime(1);
  }
  await tell({ step: 'build' });
  expect(shown.map(({ step, part }) => part?.done ?? step)).toEqual(['check', 1, 101, 201, 'build']);
  vi.useRealTimers();

  let hadItsTurn = false;
  setTimeout(() => {
    hadItsTurn = true;
  });
  await tell({ step: 'sign' });
  expect(hadItsTurn).toBe(true);
});
