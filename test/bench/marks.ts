import { CANARY } from '../../utils/blocklist/canary.ts';
import { startBuilt } from './extension/built-under-bench.ts';
import { type ContentUnderBench, startContent } from './extension/content-under-bench.ts';
import { startExtension } from './extension/under-bench.ts';
import {
  countedFinding,
  excessFinding,
  type Finding,
  figureNameIn,
  timedFinding,
  valueFinding,
} from './figure.ts';
import { entriesOf, randomSecrets } from './known-people.ts';
import { largePage } from './large-page.ts';
import { LEAST_PAIRS, measurePairs, medianOf, WARM_UP_PAIRS } from './paired-ratio.ts';

const ROUNDS = LEAST_PAIRS + WARM_UP_PAIRS;
const ROWS_A_KIND = 30;
const BADGES = 200;
const TODO_ITEMS = 5_000;
const NODES = 1e5;
const ENTRIES = 10_000;
const MEGABYTE = 1_048_576;

/** What marks take of a page's frames, time and memory. */
export async function* measureMarks(): AsyncGenerator<Finding> {
  for (const browser of ['chromium', 'firefox'] as const) {
    const content = await startContent(browser);
    try {
      yield await cachedBadges(content, 'badge-cached-idle');
      yield await cachedBadges(content, 'badge-cached-busy');
      yield await manyBadges(content);
    } finally {
      await content.close();
    }
  }
  yield* asBuilt();
  yield await firstBadges();
}

async function cachedBadges(
  content: ContentUnderBench,
  name: 'badge-cached-idle' | 'badge-cached-busy',
): Promise<Finding> {
  const { page, measure } = await content.load('');
  await measure('watchMarks');
  await page.evaluate(prepareRows, name === 'badge-cached-busy');
  await measure('watchFrames');
  await page.evaluate(insertRows, ROWS_A_KIND);
  const extra = await measure('extraFrames');
  const late = extra.filter(count => count > 0).length;
  const worst = Math.max(...extra);
  return valueFinding(
    figureNameIn(content.browser, name),
    'frames',
    { median: worst, low: worst, high: worst },
    `the most of ${extra.length} rows, ${late} of them late; inserted from a task, a frame callback and a resize observer in turns` +
      (name === 'badge-cached-busy' ? '; the page works 10 ms of every 11, and changes each time' : ''),
  );
}

async function manyBadges(content: ContentUnderBench): Promise<Finding> {
  const times: number[] = [];
  let shift = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, measure } = await content.load('');
    await measure('watchMarks');
    shift = Math.max(shift, await page.evaluate(showPeople, BADGES));
    const { ms, painted } = await measure('allMarks');
    if (painted !== BADGES) throw new Error(`${painted} of ${BADGES} badges were painted`);
    times.push(ms);
  }
  return {
    ...valueFinding(
      figureNameIn(content.browser, 'badges-200'),
      'ms',
      medianOf(times.slice(WARM_UP_PAIRS)),
      `${BADGES} listed addresses that come into the window at once, in a fresh document whose own layout is done`,
    ),
    // Firefox has no such entries.
    counts: [{ what: 'layout shift', value: shift, atMost: 0 }],
  };
}

async function firstBadges(): Promise<Finding> {
  const secrets = randomSecrets();
  const listed = Array.from({ length: ROUNDS }, (_, index) => `listed-${index}@example.com`);
  const known = await entriesOf([CANARY, ...listed], secrets);
  const extension = await startExtension();
  try {
    await extension.page('putList', { secrets, count: ENTRIES, domainCount: 0, known, seed: 4 });
    const frame = await extension.openFrame();
    await frame('protecting');
    const worker = await extension.startWorker();
    const pairs = await measurePairs(
      LEAST_PAIRS,
      round => frame('firstBadge', listed[round] ?? ''),
      () => worker.call('bareArgon2id', extension.argon2WasmUrl),
    );
    return excessFinding(
      'badge-first',
      'ms',
      pairs,
      'from a row’s append to the end of the frame that painted its badge, in the built extension; one bare Argon2id in another worker of that file',
    );
  } finally {
    await extension.close();
  }
}

/** The extension as users get it, on a page that it works on and on one that it doesn't. */
async function* asBuilt(): AsyncGenerator<Finding> {
  const built = await startBuilt();
  try {
    const { bytes } = built.contentScript;
    yield {
      ...countedFinding(
        'content-size',
        'kB',
        bytes.gzipped / 1_000,
        bytes.plain / 1_000,
        `frame.js and the heaviest of the sites' scripts by gzip -9, before it; and with its first need, ${lateParts(built.late)} kB`,
      ),
    };
    const heaps = await measurePairs(
      LEAST_PAIRS,
      () => built.heapBytes('watched', largePage(NODES, 0)).then(inMegabytes),
      () => built.heapBytes('unwatched', largePage(NODES, 0)).then(inMegabytes),
    );
    yield excessFinding(
      'heap-1e5',
      'MB',
      heaps,
      'V8’s and Blink’s heap after a collection of garbage; a page of 1e5 nodes without an address; the same page on a host that Lethe has no script for',
    );
    const churned = await measurePairs(
      LEAST_PAIRS,
      () => built.churn('watched', TODO_ITEMS),
      () => built.churn('unwatched', TODO_ITEMS),
    );
    yield timedFinding(
      'churn',
      'ms',
      churned,
      `${TODO_ITEMS} todo items added, completed and deleted in Preact, a hundred at a time in steps of ten; the same on a host that Lethe has no script for`,
    );
  } finally {
    await built.close();
  }
}

function inMegabytes(bytes: number): number {
  return bytes / MEGABYTE;
}

/** In the page: room for rows, a resize observer that puts one in when told, and work if it is a busy page. */
async function prepareRows(isBusy: boolean): Promise<void> {
  document.body.innerHTML =
    '<div id="sized" style="height:1px"></div><div id="rows" style="columns:4"></div>';
  const rows = document.querySelector('#rows');
  const sized = document.querySelector('#sized');
  if (!rows || !sized) throw new Error('the page has no rows');
  let isFirst = true;
  new ResizeObserver(() => {
    if (!isFirst) rows.dispatchEvent(new Event('insert'));
    isFirst = false;
  }).observe(sized);
  let count = 0;
  rows.addEventListener('insert', () => {
    const row = document.createElement('div');
    row.className = 'fresh';
    row.textContent = `person-${count}@example.com`;
    count += 1;
    rows.append(row);
  });
  if (isBusy) {
    const clock = document.createElement('p');
    document.body.append(clock);
    setInterval(() => {
      const end = performance.now() + 10;
      while (performance.now() < end);
      clock.textContent = String(end);
    }, 11);
  }
  for (let frame = 0; frame < 3; frame += 1) await new Promise(resolve => requestAnimationFrame(resolve));
}

/** In the page. */
async function insertRows(rowsAKind: number): Promise<void> {
  const rows = document.querySelector('#rows');
  const sized = document.querySelector<HTMLElement>('#sized');
  if (!rows || !sized) throw new Error('the page has no rows');
  for (let index = 0; index < rowsAKind; index += 1) {
    await new Promise(resolve => setTimeout(resolve, index % 17));
    rows.dispatchEvent(new Event('insert'));
    await new Promise(resolve => requestAnimationFrame(resolve));
    rows.dispatchEvent(new Event('insert'));
    await new Promise(resolve => setTimeout(resolve, (index * 5) % 17));
    sized.style.height = `${1 + ((index + 1) % 2)}px`;
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
  for (let frame = 0; frame < 5; frame += 1) await new Promise(resolve => requestAnimationFrame(resolve));
}

/** In the page: returns the layout shift that came of it. */
async function showPeople(count: number): Promise<number> {
  let shift = 0;
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shift += Number(Reflect.get(entry, 'value'));
    }).observe({ type: 'layout-shift', buffered: true });
  }
  const people = Array.from({ length: count }, (_, index) => `<div>person-${index}@example.com</div>`);
  const list = document.createElement('div');
  list.style.cssText = 'columns: 5; font: 12px/16px sans-serif';
  list.innerHTML = people.join('');
  document.body.append(list);
  for (let frame = 0; frame < 4; frame += 1) await new Promise(resolve => requestAnimationFrame(resolve));
  return shift;
}

function lateParts(late: Awaited<ReturnType<typeof startBuilt>>['late']): string {
  return Object.entries(late)
    .map(([name, { bytes }]) => `${name} ${(bytes.gzipped / 1_000).toFixed(1)}`)
    .join(', ');
}
