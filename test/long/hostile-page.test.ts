import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../e2e/harness/build-extension.ts';
import {
  createLeakWorlds,
  expectMarked,
  type LeakWorlds,
  spokenPhrases,
  WORLDS,
  type World,
} from '../e2e/leaks-worlds.ts';
import { feelLoad, type Measured, spyOn } from '../pages/hostile-page.ts';
import { LEAKS, leakAll, leaksIn } from '../pages/leaky-extension.ts';
import { type Auc, aucOf } from './auc.ts';

// Each channel of the hostile page as one number a trial, each trial with an address that nobody asked for before.

const TRIALS = Number(process.env.TRIALS ?? 2_000);
/** Of load: each fills every core of the machine. */
const LOAD_TRIALS = TRIALS / 5;
const SHARES: Readonly<Record<World, number>> = { listed: 0.4, near: 0.2, clear: 0.4 };
/** A fresh tab after so many: each has a budget of tags, and a page that grows gets slower. */
const TRIALS_A_PAGE = 100;
const CONTROLS = 20;
const GOAL = 0.55;

interface Row {
  readonly channel: string;
  readonly clear: Auc;
  readonly near: Auc;
  readonly nearFromClear: Auc;
  readonly medians: readonly number[];
}

describe.each(['chromium', 'firefox'] as const)('a hostile page in %s', name => {
  let worlds: LeakWorlds;

  beforeAll(async () => {
    const pages = Math.ceil((TRIALS + LOAD_TRIALS) / TRIALS_A_PAGE);
    worlds = await createLeakWorlds(name, (TRIALS + LOAD_TRIALS) * SHARES.listed + pages + 4 * CONTROLS);
  }, 600_000);

  afterAll(async () => {
    await worlds?.close();
  });

  it('tells by each of its channels what a leaking extension does', async () => {
    const words = 'Asked not to be contacted';
    const page = await worlds.openPageWithoutLethe();
    await page.mouse.move(60, 32);
    const leaked: Measured[] = [];
    const kept: Measured[] = [];
    for (let trial = 0; trial < CONTROLS; trial += 1) {
      for (const into of [leaked, kept]) {
        const [shown, other] = [worlds.next('clear'), worlds.next('clear')];
        await page.evaluate(leakAll, into === leaked ? shown : other, words);
        into.push(await page.evaluate(spyOn, shown, [words]));
        await page.evaluate(() => window.dispatchEvent(new Event('leaky-extension-ends')));
      }
    }
    await page.close();
    const missed = leaksIn(name).flatMap(leak => {
      const of = (measured: readonly Measured[]) => measured.map(each => each[LEAKS[leak]] ?? 0);
      const { value } = aucOf(of(leaked), of(kept));
      return value >= 0.9 ? [] : [{ leak, value }];
    });
    expect(missed).toEqual([]);
  });

  it(`does not tell listed from clear, nor from near, over ${TRIALS} trials, by any channel`, async () => {
    const phrases = await spokenPhrases('mark');
    const table = await measure(`hostile-page-${name}`, TRIALS, (page, address) =>
      page.evaluate(spyOn, address, phrases),
    );
    expect(table.length).toBeGreaterThan(50);
    expect(table.filter(isTold)).toEqual([]);
  });

  it(`does not feel who is listed over ${LOAD_TRIALS} trials, by filling all cores`, async () => {
    const table = await measure(`hostile-page-load-${name}`, LOAD_TRIALS, async (page, address) => ({
      'spins of threads on all cores': await page.evaluate(feelLoad, address),
    }));
    expect(table.filter(isTold)).toEqual([]);
  });

  async function measure(
    file: string,
    trials: number,
    trial: (page: Page, address: string) => Promise<Measured>,
  ): Promise<Row[]> {
    const found: Record<World, Measured[]> = { listed: [], near: [], clear: [] };
    const order = shuffled(
      WORLDS.flatMap(world => Array<World>(Math.round(trials * SHARES[world])).fill(world)),
    );
    for (let from = 0; from < order.length; from += TRIALS_A_PAGE) {
      const page = await worlds.openPage();
      await expectMarked(worlds, page);
      for (const world of order.slice(from, from + TRIALS_A_PAGE))
        found[world].push(await trial(page, worlds.next(world)));
      await page.close();
      await write(file, found);
    }
    return tableOf(found);
  }
});

/** Beyond what chance does to so many channels. */
function isTold({ clear, near }: Row): boolean {
  return [clear, near].some(({ value, margin }) => value - margin > GOAL);
}

function tableOf(found: Readonly<Record<World, readonly Measured[]>>): Row[] {
  return Object.keys(found.clear[0] ?? {})
    .map(channel => {
      const of = (world: World) => found[world].map(measured => measured[channel] ?? 0);
      return {
        channel,
        clear: aucOf(of('listed'), of('clear')),
        near: aucOf(of('listed'), of('near')),
        nearFromClear: aucOf(of('near'), of('clear')),
        medians: WORLDS.map(world => median(of(world))),
      };
    })
    .sort((a, b) => b.clear.value - a.clear.value);
}

/** For people: into the folder that builds go to, anew after each page, so that an interrupted run shows something. */
async function write(file: string, found: Readonly<Record<World, readonly Measured[]>>): Promise<void> {
  const text = ({ value, margin }: Auc) => `${value.toFixed(3)} ± ${margin.toFixed(3)}`;
  const lines = [
    `Trials: ${WORLDS.map(world => `${found[world].length} ${world}`).join(', ')}`,
    '',
    '| channel | AUC listed/clear | AUC listed/near | AUC near/clear | medians of listed, near, clear |',
    '| --- | --- | --- | --- | --- |',
    ...tableOf(found).map(
      ({ channel, clear, near, nearFromClear, medians }) =>
        `| ${channel} | ${text(clear)} | ${text(near)} | ${text(nearFromClear)} | ${medians.map(each => Number(each.toFixed(3))).join(', ')} |`,
    ),
  ];
  const folder = join(ROOT, '.output');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${file}.md`), `${lines.join('\n')}\n`);
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map(item => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
