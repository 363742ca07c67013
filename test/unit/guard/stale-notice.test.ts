// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startGuard } from '../../../utils/guard/guard.ts';
import type { BannerView } from '../../../utils/guard/guard-views.ts';
import type { PlacedBanner } from '../../../utils/guard/surface.ts';
import type { Protection } from '../../../utils/lookup/verdict.ts';
import { sample } from '../../../utils/sample/sample.ts';

const FACTS = {
  organisation: 'Acme',
  guard: 'hold',
  entries: 312,
  domains: 0,
  confirmedAt: 1_000,
  publishedAt: 1_000,
} as const;
const STALE: Protection = { state: 'stale', problem: { code: 'expired', detail: '' }, ...FACTS };

let ending: AbortController;
let shown: readonly PlacedBanner[];
let isDue: boolean;
let protection: Protection;

beforeEach(() => {
  vi.useFakeTimers();
  ending = new AbortController();
  shown = [];
  isDue = true;
  protection = STALE;
  document.body.innerHTML = '';
});

afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

async function start(mail = '<div class="sample-mail"><button class="sample-send"></button></div>') {
  document.body.innerHTML = mail;
  startGuard({
    document,
    site: sample,
    signal: ending.signal,
    lookup: {
      verdictOf: () => ({ state: 'not-listed' }),
      subscribe: () => undefined,
      protection: () => protection,
    },
    surface: {
      showBanners(placed) {
        shown = placed;
      },
      showHold: () => undefined,
      owns: () => false,
      onAnswer: () => undefined,
    },
    staleNotice: {
      isDue: () => isDue,
      said() {
        isDue = false;
      },
    },
    log: () => undefined,
    rememberService: () => undefined,
    onPage: () => undefined,
    alive: () => true,
  });
  await vi.advanceTimersByTimeAsync(500);
}

function views(): BannerView[] {
  return shown.flatMap(({ view }) => (view ? [view] : []));
}

describe('that the list is old', () => {
  it('is said for a while where a message is being written, and counts as said', async () => {
    await start();
    expect(views()).toEqual([{ kind: 'stale', since: 1_000 }]);
    expect(shown.find(({ view }) => view)?.place).toBe('foot');
    expect(isDue).toBe(false);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(views()).toEqual([]);
  });

  it('is not said where nothing is being written', async () => {
    await start('<p>An inbox</p>');
    expect(views()).toEqual([]);
    expect(isDue).toBe(true);
  });

  it('is not said twice a day, nor of a list that is confirmed', async () => {
    isDue = false;
    await start();
    expect(views()).toEqual([]);
    ending.abort();
    ending = new AbortController();
    isDue = true;
    protection = { state: 'protecting', ...FACTS };
    await start();
    expect(views()).toEqual([]);
  });
});
