import { find } from 'linkifyjs';
import { SLICE_BUDGET_MS } from '../../../utils/scan/budgets.ts';
import { mayHoldAddress } from '../../../utils/scan/find-addresses.ts';
import { findAddresses } from '../../../utils/scan/find-any-address.ts';
import { spelledOut } from '../../../utils/scan/find-spelled-out.ts';
import { startScanner } from '../../../utils/scan/scanner.ts';
import { textsWorthReading } from '../../../utils/scan/text-pieces.ts';
import { textRunAround } from '../../../utils/scan/text-run.ts';
import { createWorkQueue, pauseForPage, type Work } from '../../../utils/scan/work-queue.ts';
import { type Slices, watchSlices } from './slices.ts';

export interface Scan extends Slices {
  readonly found: number;
}

/** From the start of the scanner until it has nothing left to do, its pauses for the page included. */
export async function scanAll(): Promise<Scan> {
  const controller = new AbortController();
  let found = 0;
  const slices = watchSlices();
  startScanner({
    document,
    signal: controller.signal,
    loadSpelledOut: async () => spelledOut,
    onChange: ({ added }) => {
      found += added.length;
    },
  });
  const ended = await slices.ended();
  controller.abort();
  return { ...ended, found };
}

/** The scanner's way through a page's texts, by its queue, without what it does for attributes and shadow roots. */
export async function scanTexts(): Promise<Scan> {
  let found = 0;
  function* work(): Work {
    for (const text of textsWorthReading(document.documentElement, mayHoldAddress)) {
      if (text) found += findAddresses(textRunAround(text).text).length;
      yield;
    }
  }
  const slices = watchSlices();
  const queue = createWorkQueue({
    now: () => performance.now(),
    pause: pauseForPage,
    sliceMs: SLICE_BUDGET_MS,
    afterSlice: () => {},
    signal: new AbortController().signal,
  });
  queue.add(work(), 'last');
  queue.run(SLICE_BUDGET_MS);
  return { ...(await slices.ended()), found };
}

/** Milliseconds of the floor: every text node is touched, none is read through. */
export async function walkTexts(): Promise<number> {
  const start = performance.now();
  let length = 0;
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node instanceof Text) length += node.data.length;
  if (length === 0) throw new Error('the page has no text');
  return performance.now() - start;
}

/** Milliseconds of what e-mail extractors do. */
export async function matchInnerText(): Promise<number> {
  const start = performance.now();
  const found = document.body.innerText.match(/[A-Z0-9._%+-]+@[A-Z0-9.-]+\.[A-Z]{2,}/gi);
  const elapsed = performance.now() - start;
  if (!found) throw new Error('no address was found');
  return elapsed;
}

/** Milliseconds of linkifyjs, an address finder for text, on every text node. */
export async function linkifyTexts(): Promise<number> {
  const start = performance.now();
  let found = 0;
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    found += find(node.textContent ?? '', 'email').length;
  const elapsed = performance.now() - start;
  if (found === 0) throw new Error('no address was found');
  return elapsed;
}

/** Watches as Lethe's observer does, and does nothing. */
export async function watchBare(): Promise<number> {
  new MutationObserver(() => {}).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['href'],
  });
  return 0;
}

/** Starts the scanner for good. Resolves when it has read the page. */
export async function watchScanner(): Promise<number> {
  const slices = watchSlices();
  let found = 0;
  startScanner({
    document,
    signal: new AbortController().signal,
    loadSpelledOut: async () => spelledOut,
    onChange: ({ added }) => {
      found += added.length;
    },
  });
  await slices.ended();
  return found;
}

/** Milliseconds to look one text through. */
export async function findIn(piece: string, length: number): Promise<number> {
  const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const start = performance.now();
  findAddresses(text);
  return performance.now() - start;
}
