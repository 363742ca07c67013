import { createGuardSurface } from '../../components/guard-surface.tsx';
import { startGuard } from '../../utils/guard/guard.ts';
import type { PageReading } from '../../utils/guard/page-reading.ts';
import type { LogEntry } from '../../utils/lookup/log.ts';
import type { Protection, Verdict } from '../../utils/lookup/verdict.ts';
import { createOverlay } from '../../utils/marks/overlay.ts';
import { gmail } from '../../utils/sites/gmail.ts';
import { siteOf } from '../../utils/sites/sites.ts';

/** The guard in a page of its own, with a lookup that a test steers: what the bundle leaves on `window.guardTest`. */
export interface GuardTest {
  readonly log: LogEntry[];
  /** What could be read of the page, last. */
  page(): PageReading | null;
  /** Whom the guard had remembered as customers, since the page began. */
  readonly served: string[];
  /** Verdicts by address; one that isn't there is pending until it is set. */
  set(verdicts: Readonly<Record<string, Verdict>>): void;
  protect(protection: Protection): void;
  die(): void;
}

declare global {
  interface Window {
    guardTest: GuardTest;
    guardVerdicts: Readonly<Record<string, Verdict>>;
  }
}

const verdicts = new Map(Object.entries(window.guardVerdicts));
const listeners = new Set<() => void>();
const log: LogEntry[] = [];
const served: string[] = [];
let reading: PageReading | null = null;
let protection: Protection | undefined;
let alive = true;

const { signal } = new AbortController();
startGuard({
  document,
  site: siteOf(location.href) ?? gmail,
  signal,
  surface: createGuardSurface({ document, overlay: createOverlay(document, signal), signal }),
  lookup: {
    verdictOf: text => verdicts.get(text) ?? { state: 'pending' },
    subscribe: listener => listeners.add(listener),
    protection: () => protection,
  },
  log: entry => log.push(entry),
  rememberService: addresses => served.push(...addresses),
  onPage: next => {
    reading = next;
  },
  alive: () => alive,
});

window.guardTest = {
  log,
  served,
  page: () => reading,
  set(more) {
    for (const [address, verdict] of Object.entries(more)) verdicts.set(address, verdict);
    for (const listener of listeners) listener();
  },
  protect(next) {
    protection = next;
    for (const listener of listeners) listener();
  },
  die() {
    alive = false;
  },
};
