import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from 'puppeteer-core';
import { LANGUAGES } from '../../utils/wording/chosen-language.ts';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { keepPictures } from './kept-pictures.ts';
import { SCHEMES, shoot } from './shoot.ts';
import type { State } from './state.ts';
import { nameOf, states, visit, walk } from './states.ts';
import { openWorld } from './world.ts';

const FOLDER = join(ROOT, '.output', 'screenshots');
const HEIGHT = 800;

/** Where none is named. German stands for languages whose words are long. */
const USUAL = ['en', 'de'] as const;

/** What later states build upon. */
const NEEDED = ['desk-kit', 'desk-unlock'];

/**
 * Pictures of every state, by width and scheme, below `.output/screenshots`; and where nothing is named, those that README and the
 * stores show.
 * @param words languages, or parts of states' names, to have those alone
 * @returns the exit code: 1 where something is wider than its window, 2 where a word names no state
 */
export async function main(words: readonly string[]): Promise<number> {
  const languages = LANGUAGES.filter(language => words.includes(language));
  const parts = words.filter(word => !LANGUAGES.some(language => language === word));
  const unknown = parts.filter(part => !states.some(state => nameOf(state).includes(part)));
  if (unknown.length > 0) {
    process.stderr.write(
      `No state is called ${unknown.join(', ')}. There are: ${states.map(nameOf).join(', ')}.\n`,
    );
    return 2;
  }
  const isWanted = (state: State) =>
    parts.length === 0 || NEEDED.includes(nameOf(state)) || parts.some(part => nameOf(state).includes(part));
  if (words.length === 0) await rm(FOLDER, { recursive: true, force: true });
  let overflowing = 0;
  for (const language of languages.length > 0 ? languages : USUAL) {
    const world = await openWorld(language);
    try {
      for await (const state of walk(world, isWanted)) {
        await visit(world, state, async page => {
          const overflows = await shootAll(page, state, join(FOLDER, language));
          overflowing += overflows.length;
          process.stdout.write(`${[language, nameOf(state), ...overflows].join('  ')}\n`);
          if (words.length === 0 && language === 'en') await keepPictures(world, page, state);
        });
      }
    } finally {
      await world.close();
    }
  }
  process.stdout.write(`Pictures: ${relative(ROOT, FOLDER)}\n`);
  return overflowing === 0 ? 0 : 1;
}

/** What is wider than its window, by width. */
async function shootAll(page: Page, state: State, folder: string): Promise<string[]> {
  const overflows: string[] = [];
  const isWhole = state.place === 'page' && !state.isBrowsersOwn;
  for (const width of state.widths) {
    for (const scheme of SCHEMES) {
      const path = `${folder}/${nameOf(state)}-${width}${scheme === 'dark' ? '-dark' : ''}.png` as const;
      await shoot(page, { path, scheme, isWhole, ...(!state.isBrowsersOwn && { width, height: HEIGHT }) });
    }
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (isWhole && content > width) overflows.push(`${content} px wide in ${width}`);
  }
  return overflows;
}
