import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { type Inspection, inspectGivenPage, inspectStandIns } from './inspect.ts';
import { type DemoOptions, HELP, parseOptions } from './options.ts';
import { isRight, table } from './report.ts';
import { SCREENSHOTS } from './screenshots.ts';
import { setStage } from './stage.ts';
import { showWindow } from './window.ts';

/** Exit code of a program that Ctrl+C ended: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** Runs the demo on these command-line words; the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const parsed = parseOptions(words, hasDisplay());
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problem}\nSee: npm start -- --help\n`);
    return 2;
  }
  if ('help' in parsed) {
    process.stdout.write(HELP);
    return 0;
  }
  const endings: (() => Promise<void>)[] = [];
  const { promise: interrupted, stop } = untilInterrupted();
  let isShown = false;
  const onShown = () => {
    isShown = true;
  };
  try {
    const code = await Promise.race([run(parsed.options, endings, interrupted, onShown), interrupted]);
    // With the window open, Ctrl+C is the way to end.
    return isShown ? 0 : code;
  } finally {
    stop();
    for (const end of endings.reverse()) await end();
  }
}

async function run(
  options: DemoOptions,
  endings: (() => Promise<void>)[],
  interrupted: Promise<number>,
  onShown: () => void,
): Promise<number> {
  const stage = await setStage(options, endings);
  if (!options.headless) {
    onShown();
    await showWindow(stage, interrupted);
    return 0;
  }
  const inspection = options.page
    ? await inspectGivenPage(stage, options.page)
    : await inspectStandIns(stage);
  if (options.report !== undefined) {
    await mkdir(dirname(options.report), { recursive: true });
    await writeFile(options.report, `${JSON.stringify(inspection.report, null, 2)}\n`);
  }
  return conclude(inspection);
}

function conclude({ report, times, hold }: Inspection): number {
  const rows = report.pages.map((page, index) => {
    const time = times[index];
    return [
      page.url.length > 72 ? `${page.url.slice(0, 71)}…` : page.url,
      page.addresses,
      page.listed,
      page.flagged.length,
      page.missed.length,
      page.wrong.length,
      time === null || time === undefined ? '–' : `${time} ms`,
    ];
  });
  const head = ['page', 'addresses', 'listed', 'flagged', 'missed', 'wrong', 'first flag'];
  print(`\n${table([head, ...rows])}\n`);
  for (const { url, missed, wrong } of report.pages) {
    if (missed.length > 0) print(`Listed and not flagged on ${url}: ${missed.join(', ')}`);
    if (wrong.length > 0) print(`Flagged and not listed on ${url}: ${wrong.join(', ')}`);
  }
  if (hold)
    print(
      hold.held ? `Send was held: “${hold.title}”. Nothing was sent.` : `Send was NOT held: ${hold.title}`,
    );
  print(`Screenshots: ${relative(ROOT, SCREENSHOTS)}`);
  const right = isRight(report) && hold?.held !== false;
  print(
    right ? 'Every listed address was flagged, and no other.' : 'This is not as it should be; see above.',
  );
  return right ? 0 : 1;
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function untilInterrupted(): { promise: Promise<number>; stop(): void } {
  let interrupt = () => {};
  const promise = new Promise<number>(resolve => {
    interrupt = () => resolve(INTERRUPTED);
  });
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    promise,
    stop() {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
    },
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
