import { NOTHING_READ, type PageReading } from '../guard/page-reading.ts';
import type { Change } from '../scan/ledger.ts';
import type { LookupClient } from './lookup-client.ts';
import type { FrameReport, ListedSighting } from './protocol.ts';

const REPORT_EVERY_MS = 250;
/** Fewer than the texts whose verdicts are kept, so that reading them all doesn't ask for any again. */
const TEXTS_REPORTED = 10_000;

export interface PageReporter {
  update(change: Change): void;
  read(reading: PageReading): void;
  /** What stands in the frame now, in the order in which it came. */
  texts(): string[];
}

/** Counts what a frame shows, and tells the host at most every 250 ms. */
export function createPageReporter(options: {
  readonly lookup: LookupClient;
  readonly report: (report: FrameReport) => void;
  readonly signal: AbortSignal;
}): PageReporter {
  const { lookup, report, signal } = options;
  const sightings = new Map<string, number>();
  let reading = NOTHING_READ;
  let timer: ReturnType<typeof setTimeout> | undefined;
  lookup.subscribe(soon, signal);
  signal.addEventListener('abort', () => clearTimeout(timer));

  function soon(): void {
    if (signal.aborted) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      report({ ...reportOf([...sightings.keys()], lookup), ...reading });
    }, REPORT_EVERY_MS);
  }

  return {
    update({ added, removed }) {
      for (const { text } of added) sightings.set(text, (sightings.get(text) ?? 0) + 1);
      for (const { text } of removed) {
        const left = (sightings.get(text) ?? 0) - 1;
        if (left > 0) sightings.set(text, left);
        else sightings.delete(text);
      }
      soon();
    },
    read(next) {
      reading = next;
      soon();
    },
    texts: () => [...sightings.keys()],
  };
}

function reportOf(texts: readonly string[], lookup: LookupClient): Omit<FrameReport, keyof PageReading> {
  const listed: ListedSighting[] = [];
  let checked = 0;
  let unchecked = Math.max(0, texts.length - TEXTS_REPORTED);
  for (const text of texts.slice(0, TEXTS_REPORTED)) {
    const verdict = lookup.verdictOf(text);
    if (verdict.state === 'pending') unchecked += 1;
    else if (verdict.state !== 'unknown') checked += 1;
    else if (verdict.reason !== 'not-an-address') unchecked += 1;
    if (verdict.state !== 'listed') continue;
    const { scope, match, waiting } = verdict;
    listed.push({ text, scope, match, ...(waiting && { waiting }) });
  }
  return { checked, unchecked, listed };
}
