// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FRAME_OVERDUE_MS } from '../../../utils/scan/budgets.ts';
import { createFramePace } from '../../../utils/scan/frame-pace.ts';

let frames: (() => void)[];
let delivered: number[];
let ended: AbortController;
let report: (records: readonly MutationRecord[]) => void;
let isHidden: boolean;

/** Records are handed on as they are: so many stand for a delivery. */
async function records(count: number): Promise<MutationRecord[]> {
  const observer = new MutationObserver(() => {});
  const place = document.createElement('div');
  observer.observe(place, { childList: true });
  for (let index = 0; index < count; index++) place.append('');
  return observer.takeRecords();
}

function frame(during: () => void = () => {}): void {
  const callbacks = frames;
  frames = [];
  for (const callback of callbacks) callback();
  during();
}

/** What comes between two frames: the pace's own message among it. */
async function nextTask(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  await new Promise(resolve => setTimeout(resolve, 5));
}

beforeEach(() => {
  frames = [];
  delivered = [];
  isHidden = false;
  ended = new AbortController();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  report = createFramePace(document, got => delivered.push(got.length), ended.signal);
});

afterEach(() => {
  ended.abort();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('the pace of reading', () => {
  it('reads the first change of a page at rest at once', async () => {
    report(await records(2));
    expect(delivered).toEqual([2]);
  });

  it('reads what comes in one task, or one frame’s callbacks, at once', async () => {
    report(await records(1));
    report(await records(3));
    expect(delivered).toEqual([1, 3]);
  });

  it('reads a page that goes on changing once a frame, in the frame', async () => {
    report(await records(1));
    await nextTask();
    report(await records(2));
    await nextTask();
    report(await records(3));
    expect(delivered).toEqual([1]);
    frame();
    expect(delivered).toEqual([1, 5]);
  });

  it('reads at once what a frame changes after its turn in that frame', async () => {
    report(await records(1));
    await nextTask();
    const late = await records(4);
    frame(() => report(late));
    expect(delivered).toEqual([1, 4]);
  });

  it('asks for no more frames when nothing changes', async () => {
    report(await records(1));
    frame();
    frame();
    frame();
    expect(frames).toHaveLength(0);
    await nextTask();
    report(await records(2));
    expect(delivered).toEqual([1, 2]);
  });

  it('reads without a frame where none comes, and at once in a hidden tab', async () => {
    report(await records(1));
    await nextTask();
    report(await records(2));
    expect(delivered).toEqual([1]);
    await new Promise(resolve => setTimeout(resolve, FRAME_OVERDUE_MS + 20));
    expect(delivered).toEqual([1, 2]);
    await nextTask();
    isHidden = true;
    report(await records(3));
    expect(delivered).toEqual([1, 2, 3]);
  });

  it('reads nothing any more once it has ended', async () => {
    report(await records(1));
    await nextTask();
    report(await records(2));
    ended.abort();
    frame();
    expect(delivered).toEqual([1]);
  });
});
