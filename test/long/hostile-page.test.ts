import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { type Measured, spyOn } from '../pages/hostile-page.ts';
import { LEAKS, leakAll, leaksIn } from '../pages/leaky-extension.ts';
import { type Auc, aucOf } from './auc.ts';

// Each channel of the hostile page as one number a trial, each trial with an address that nobody asked for before.

/** Two fifths of them listed, two fifths clear, a fifth near. */
const TRIALS = Number(process.env.TRIALS ?? 2_000);
const COUNTS: Readonly<Record<World, number>> = {
  listed: Math.round(TRIALS * 0.4),
  near: Math.round(TRIALS * 0.2),
  clear: Math.round(TRIALS * 0.4),
};
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
    worlds = await createLeakWorlds(name, COUNTS.listed + Math.ceil(TRIALS / TRIALS_A_PAGE) + 4 * CONTROLS);
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
    const found: Record<World, Measured[]> = { listed: [], near: [], clear: [] };
    const order = shuffled(WORLDS.flatMap(world => Array<World>(COUNTS[world]).fill(world)));
    for (let from = 0; from < order.length; from += TRIALS_A_PAGE) {
      const page = await worlds.openPage();
      await expectMarked(worlds, page);
      // Where the addresses will stand: the card is up beside listed ones.
      await page.mouse.move(60, 32);
      for (const world of order.slice(from, from + TRIALS_A_PAGE))
        found[world].push(await page.evaluate(spyOn, worlds.next(world), phrases));
      await page.close();
      await write(name, tableOf(found), found);
    }
    const table = tableOf(found);
    expect(table.length).toBeGreaterThan(50);
    // Beyond what chance does to so many channels.
    const told = (auc: Auc) => auc.value - auc.margin > GOAL;
    expect(table.filter(({ clear, near }) => told(clear) || told(near))).toEqual([]);
  });
});

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
async function write(
  name: string,
  table: readonly Row[],
  found: Readonly<Record<World, readonly Measured[]>>,
): Promise<void> {
  const text = ({ value, margin }: Auc) => `${value.toFixed(3)} ± ${margin.toFixed(3)}`;
  const lines = [
    `Trials: ${WORLDS.map(world => `${found[world].length} ${world}`).join(', ')}`,
    '',
    '| channel | AUC listed/clear | AUC listed/near | AUC near/clear | medians of listed, near, clear |',
    '| --- | --- | --- | --- | --- |',
    ...table.map(
      ({ channel, clear, near, nearFromClear, medians }) =>
        `| ${channel} | ${text(clear)} | ${text(near)} | ${text(nearFromClear)} | ${medians.map(each => Number(each.toFixed(3))).join(', ')} |`,
    ),
  ];
  const folder = join(ROOT, '.output');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `hostile-page-${name}.md`), `${lines.join('\n')}\n`);
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
