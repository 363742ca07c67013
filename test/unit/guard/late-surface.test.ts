import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HoldView } from '../../../utils/guard/guard-views.ts';
import { createLateSurface, VIEWS_WITHIN_MS } from '../../../utils/guard/late-surface.ts';
import type { GuardSurface } from '../../../utils/guard/surface.ts';

const ASKED: HoldView = {
  window: 1,
  kind: 'listed',
  listed: [],
  pending: [],
  nobodyElse: false,
  cannotRemove: false,
  act: 'send',
  canRemove: true,
  overrides: { reasons: [], isFree: false, isServiceOneClick: false },
  wroteFirst: false,
};

/** A surface that notes what it shows, and answers when told. */
function notingSurface() {
  let cancel = () => {};
  const shown: { hold: HoldView | null } = { hold: null };
  const surface: GuardSurface = {
    showBanners: () => {},
    showHold: view => {
      shown.hold = view;
    },
    owns: () => shown.hold !== null,
    onAnswer: listener => {
      cancel = () => listener({ choice: 'cancel' }, []);
    },
  };
  return { surface, shown, cancel: () => cancel() };
}

function setUp(requestViews: () => Promise<boolean>) {
  const plain = notingSurface();
  const views = notingSurface();
  const requests = vi.fn(requestViews);
  const { signal } = new AbortController();
  const late = createLateSurface({ plain: plain.surface, signal, requestViews: requests });
  const answers: string[] = [];
  late.onAnswer(({ choice }) => answers.push(choice));
  return { late, plain, views, requests, answers };
}

describe('a surface whose views come late', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for nothing while there is nothing to show', () => {
    const { late, requests } = setUp(async () => true);
    late.showBanners([]);
    late.showHold(null);
    expect(requests).not.toHaveBeenCalled();
  });

  it('shows what was held before the views arrived, and brings their answer back', async () => {
    const { late, plain, views, requests, answers } = setUp(async () => true);
    late.showHold(ASKED);
    await vi.advanceTimersByTimeAsync(VIEWS_WITHIN_MS / 2);
    late.arrived(views.surface);
    expect(views.shown.hold).toBe(ASKED);
    views.cancel();
    expect(answers).toEqual(['cancel']);
    late.showHold(null);
    late.showHold(ASKED);
    await vi.advanceTimersByTimeAsync(VIEWS_WITHIN_MS * 3);
    expect(requests).toHaveBeenCalledTimes(1);
    expect(plain.shown.hold).toBeNull();
  });

  it.each([
    ['refused', async () => false],
    ['never answered', () => new Promise<boolean>(() => {})],
    ['promised and never kept', async () => true],
  ])('asks plainly when its request is %s, and asks for the views again', async (_how, requestViews) => {
    const { late, plain, views, requests, answers } = setUp(requestViews);
    late.showHold(ASKED);
    await vi.advanceTimersByTimeAsync(VIEWS_WITHIN_MS + 2);
    expect(plain.shown.hold).toBe(ASKED);
    expect(requests).toHaveBeenCalledTimes(2);
    plain.cancel();
    expect(answers).toEqual(['cancel']);
    late.arrived(views.surface);
    expect([plain.shown.hold, views.shown.hold]).toEqual([null, ASKED]);
  });
});
