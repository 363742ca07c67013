import { type ContentUnderBench, startContent } from './extension/content-under-bench.ts';
import type { Scan } from './extension/page-measures.ts';
import { excessFinding, type Finding, figureNameIn, timedFinding, valueFinding } from './figure.ts';
import { largePage, rowsOf } from './large-page.ts';
import {
  LEAST_PAIRS,
  type Measure,
  measurePairs,
  medianOf,
  type Pair,
  WARM_UP_PAIRS,
} from './paired-ratio.ts';

const NODES = 1e5;
const ADDRESSES = 50;
/** Such pages have 65 elements in 100 nodes. */
const NODES_OF_76K_ELEMENTS = 117_000;
const APPENDED_ROWS = 200;
const KEYSTROKES = 200;
const PARAGRAPH = 5_000;
const HOSTILE = 65_536;

/** What finding addresses takes of a page's time, in both browsers. */
export async function* measureScan(): AsyncGenerator<Finding> {
  for (const browser of ['chromium', 'firefox'] as const) {
    const content = await startContent(browser);
    try {
      yield* fullScans(content);
      yield await appended(content, 'append-200', NODES_OF_76K_ELEMENTS);
      yield await appended(content, 'append-200-small', NODES_OF_76K_ELEMENTS / 10);
      yield await keystroke(content);
      yield await hostile(content);
    } finally {
      await content.close();
    }
  }
}

async function* fullScans(content: ContentUnderBench): AsyncGenerator<Finding> {
  const { browser } = content;
  const html = largePage(NODES, ADDRESSES);
  const scans: Scan[] = [];
  const scanTexts = async () => (await (await content.load(html)).fillAndMeasure('scanTexts')).workMs;
  const scanAll = async () => {
    const scan = await (await content.load(html)).fillAndMeasure('scanAll');
    if (scan.found !== ADDRESSES) throw new Error(`${scan.found} of ${ADDRESSES} addresses were found`);
    scans.push(scan);
    return scan.workMs;
  };
  const state = `${NODES} nodes, 65 % elements, ${ADDRESSES} addresses; a fresh document that wasn’t laid out yet`;

  const texts = await measurePairs(LEAST_PAIRS, scanTexts, async () =>
    (await content.load(html)).fillAndMeasure('walkTexts'),
  );
  yield timedFinding(
    figureNameIn(browser, 'scan-text'),
    'ms',
    texts,
    `${state}; all slices added up; a walk that reads .data.length`,
  );

  // One scan stands in a pair with each of the two references.
  const innerText: Pair[] = [];
  const linkify = await measurePairs(
    LEAST_PAIRS,
    async round => {
      const reference = await (await content.load(html)).fillAndMeasure('matchInnerText');
      const value = await scanAll();
      if (round >= WARM_UP_PAIRS) innerText.push({ value, reference });
      return value;
    },
    async () => (await content.load(html)).fillAndMeasure('linkifyTexts'),
  );
  const all = `${state}; texts, attributes and shadow hosts, all slices added up`;
  yield timedFinding(
    figureNameIn(browser, 'scan-all-innertext'),
    'ms',
    innerText,
    `${all}; innerText and a regex`,
  );
  yield timedFinding(
    figureNameIn(browser, 'scan-all-linkify'),
    'ms',
    linkify,
    `${all}; linkifyjs on every text node`,
  );
  const kept = scans.slice(WARM_UP_PAIRS);
  const wall = medianOf(kept.map(({ wallMs }) => wallMs)).median;
  const slices = medianOf(kept.map(({ count }) => count)).median;
  yield valueFinding(
    figureNameIn(browser, 'slice'),
    'ms',
    medianOf(kept.map(({ longestSliceMs }) => longestSliceMs)),
    `the longest slice of each of those scans, ${slices} slices and ${wall.toFixed(0)} ms of wall time in the median`,
  );
}

/** Both sides by one clock in the page: from the append to the microtask behind the observers'. */
async function appended(
  content: ContentUnderBench,
  name: 'append-200' | 'append-200-small',
  nodes: number,
): Promise<Finding> {
  const html = largePage(nodes, ADDRESSES);
  const rows = rowsOf(APPENDED_ROWS, 10);
  const pairs = await measurePairs(LEAST_PAIRS, append('watchScanner'), append('watchBare'));
  function append(watch: 'watchScanner' | 'watchBare'): Measure {
    return async () => {
      const { page, measure } = await content.load(html);
      await page.evaluate(fill);
      await measure(watch);
      return page.evaluate(appendRows, rows);
    };
  }
  const elements = Math.round((nodes * 0.65) / 100) / 10;
  return excessFinding(
    figureNameIn(content.browser, name),
    'ms',
    pairs,
    `${APPENDED_ROWS} rows of 13 elements with 10 addresses to ${elements}k elements, from the append until the observers have run; a bare MutationObserver`,
  );
}

async function keystroke(content: ContentUnderBench): Promise<Finding> {
  const words = 'Thank you for the talk last week about the offer ';
  const text = `${words.repeat(Math.ceil(PARAGRAPH / words.length))}jane@example.com `;
  const html = `<p id="typed" contenteditable>${text}</p>${largePage(1_000, 5)}`;
  const typing =
    (watch: 'watchScanner' | 'watchBare'): Measure =>
    async () => {
      const { page, measure } = await content.load(html);
      await page.evaluate(fill);
      await measure(watch);
      return ((await page.evaluate(type, KEYSTROKES)) / KEYSTROKES) * 1_000;
    };
  const pairs = await measurePairs(LEAST_PAIRS, typing('watchScanner'), typing('watchBare'));
  return excessFinding(
    figureNameIn(content.browser, 'keystroke'),
    'µs',
    pairs,
    `a character into a text of ${PARAGRAPH} characters with an address in it, mean of ${KEYSTROKES}, until the observers have run; a bare MutationObserver`,
  );
}

/** 64 KB that make careless readers slow. */
const hostileTexts = [
  '(snabel',
  '(zavin',
  '(klam',
  'a',
  'a@a.',
  '@',
  'a@b.',
  'a@',
  'a.',
  '"a@',
  'a"@b.c ',
  'a-@a-.',
  'é@é.',
  '<a@b.co',
  'a at ',
  'a [at] b [dot] ',
  '(at)',
  '&#64;',
];

async function hostile(content: ContentUnderBench): Promise<Finding> {
  const { measure } = await content.load('');
  const timesOf = async (piece: string, length: number) => {
    const times: number[] = [];
    for (let round = 0; round < WARM_UP_PAIRS + LEAST_PAIRS; round += 1)
      times.push(await measure('findIn', piece, length));
    return medianOf(times.slice(WARM_UP_PAIRS));
  };
  let worst = { piece: '', time: medianOf([0]) };
  for (const piece of hostileTexts) {
    const time = await timesOf(piece, HOSTILE);
    if (time.median > worst.time.median) worst = { piece, time };
  }
  const half = await timesOf(worst.piece, HOSTILE / 2);
  const growth = Math.round((worst.time.median / half.median) * 10) / 10;
  return {
    ...valueFinding(
      figureNameIn(content.browser, 'hostile-64k'),
      'ms',
      worst.time,
      `one text of 64 KB, the worst of ${hostileTexts.length} kinds: “${worst.piece}…”`,
    ),
    counts: [{ what: 'times as long as half of it', value: growth, atMost: 3 }],
  };
}

/** In the page: puts the markup there and lets it be laid out. */
async function fill(): Promise<void> {
  document.body.innerHTML = document.querySelector('script')?.textContent ?? '';
  for (let frame = 0; frame < 2; frame += 1) await new Promise(resolve => requestAnimationFrame(resolve));
}

/** In the page. Its observers' microtask is queued by the append, so it runs before what comes behind the await. */
async function appendRows(html: string): Promise<number> {
  const rows = document.createRange().createContextualFragment(html);
  const list = document.querySelector('#rows');
  const start = performance.now();
  list?.append(rows);
  await null;
  return performance.now() - start;
}

/** In the page. */
async function type(count: number): Promise<number> {
  const text = document.querySelector('#typed')?.firstChild;
  if (!(text instanceof Text)) throw new Error('there is no text to type into');
  let elapsed = 0;
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    text.insertData(2_500 + index, 'x');
    await null;
    elapsed += performance.now() - start;
    // A person's next key comes in a later task.
    await new Promise(resolve => setTimeout(resolve));
  }
  return elapsed;
}
