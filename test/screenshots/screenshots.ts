import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { ROOT } from '../e2e/harness/build-extension.ts';
import type { State } from './state.ts';
import { nameOf, visit, walk } from './states.ts';
import { openWorld } from './world.ts';

const FOLDER = join(ROOT, '.output', 'screenshots');

/** German stands for languages whose words are long. */
const LANGUAGES = ['en', 'de'] as const;
const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = 800;

/**
 * Pictures of every state, by width and scheme, below `.output/screenshots`.
 * @param words a language, or a part of states' names, to have those alone
 * @returns the exit code
 */
export async function main(words: readonly string[]): Promise<number> {
  const languages = LANGUAGES.filter(language => words.includes(language));
  const parts = words.filter(word => !LANGUAGES.some(language => language === word));
  const isWanted = (state: State) =>
    parts.length === 0 || parts.some(part => nameOf(state).includes(part)) || isNeeded(state);
  if (words.length === 0) await rm(FOLDER, { recursive: true, force: true });
  for (const language of languages.length > 0 ? languages : LANGUAGES) {
    const world = await openWorld(language);
    try {
      for await (const state of walk(world, isWanted)) {
        const started = performance.now();
        const overflows: string[] = [];
        await visit(world, state, async page => {
          overflows.push(...(await shootAll(page, state, join(FOLDER, language))));
        });
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        process.stdout.write(`${[language, nameOf(state), `${seconds} s`, ...overflows].join('  ')}\n`);
      }
    } finally {
      await world.close();
    }
  }
  process.stdout.write(`Pictures: ${relative(ROOT, FOLDER)}\n`);
  return 0;
}

/** What later states build upon. */
function isNeeded(state: State): boolean {
  return nameOf(state) === 'desk-kit' || nameOf(state) === 'desk-unlock';
}

/** What is wider than its window, by width. */
async function shootAll(page: Page, state: State, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const overflows: string[] = [];
  for (const width of state.widths) {
    await page.setViewport({ width, height: HEIGHT });
    for (const scheme of SCHEMES) {
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await wait(250);
      const path = join(
        folder,
        `${nameOf(state)}-${width}${scheme === 'dark' ? '-dark' : ''}.png`,
      ) as `${string}.png`;
      await page.screenshot({ path, fullPage: state.place === 'page' });
    }
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (state.place === 'page' && content > width) overflows.push(`${content} px wide in ${width}`);
  }
  return overflows;
}
