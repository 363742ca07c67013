import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { State } from '../screenshots/state.ts';
import { nameOf, states, visit, walk } from '../screenshots/states.ts';
import { openWorld, type World } from '../screenshots/world.ts';
import { IN_EVERY_BROWSER } from './harness/every-browser.ts';

/** WCAG 2.2, levels A and AA, with everything that it took over from its earlier versions. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const HEIGHT = 800;

const EVERYTHING: RunOptions = { runOnly: { type: 'tag', values: WCAG } };
/** Another scheme changes colours and nothing else. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** One of each place, which are broken when they were looked at: what isn't found there isn't looked for. */
const BROKEN_AFTERWARDS = ['options-fresh', 'mail-held'];

let world: World;

beforeAll(async () => {
  world = await openWorld('en');
});

afterAll(() => world?.close());

// In one test, since a state is the next one's beginning. In `npm run e2e:every` at every width.
it('axe finds nothing against WCAG 2.2 AA on any page or dialog in any state, light or dark', async () => {
  const found: string[] = [];
  const looked: string[] = [];
  for await (const state of walk(world, () => true)) {
    await visit(world, state, async page => {
      for (const width of IN_EVERY_BROWSER ? state.widths : state.widths.slice(-1)) {
        if (!state.isBrowsersOwn) await page.setViewport({ width, height: HEIGHT });
        for (const [scheme, options] of [
          ['light', EVERYTHING],
          ['dark', COLOURS],
        ] as const) {
          await setScheme(page, scheme);
          for (const violation of await violationsOf(page, state, options))
            found.push(`${nameOf(state)}, ${width} px, ${scheme}: ${violation}`);
        }
      }
      if (BROKEN_AFTERWARDS.includes(nameOf(state))) await expectFoundWhenBroken(page, state);
    });
    looked.push(nameOf(state));
  }
  expect(found.join('\n')).toBe('');
  expect(looked.sort()).toEqual(states.map(nameOf).sort());
}, 600_000);

async function setScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

async function expectFoundWhenBroken(page: Page, state: State): Promise<void> {
  if (state.place === 'page') {
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  } else {
    await world.driven.inOverlay(page, root => {
      root.querySelector('dialog')?.append(document.createElement('button'));
      return null;
    });
  }
  expect(await violationsOf(page, state, EVERYTHING)).toEqual([expect.stringContaining('button-name')]);
}

/** Each broken rule with where it is broken. */
async function violationsOf(page: Page, state: State, options: RunOptions): Promise<string[]> {
  const text = JSON.stringify(options);
  const found: unknown =
    state.place === 'page'
      ? await page.evaluate(
          `(async () => { ${axe.source}; return (${look})([document], ${JSON.stringify(text)}) })()`,
        )
      : await world.driven.inOverlay(page, lookIntoRoot, axe.source, `${look}`, text);
  if (!Array.isArray(found)) throw new Error(`axe could not look at ${nameOf(state)}`);
  return found.map(String);
}

/** Runs in a page. */
async function look(places: readonly (Document | Element)[], options: string): Promise<string[]> {
  const { violations } = await Reflect.get(globalThis, 'axe').run(
    places[0] instanceof Document ? places[0] : { include: places },
    JSON.parse(options),
  );
  return violations.flatMap((rule: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }) =>
    rule.nodes.map(
      ({ target, failureSummary }) => `${rule.id} at ${target.flat().join(' ')}: ${failureSummary}`,
    ),
  );
}

/** In a world that the page doesn't share, in which its root is shown to axe as an open one; the page around isn't ours. */
function lookIntoRoot(root: ShadowRoot, source: string, looking: string, options: string): Promise<string[]> {
  const run = Reflect.get(globalThis, 'eval');
  Object.defineProperty(root.host, 'shadowRoot', { configurable: true, get: () => root });
  run(source);
  return run(`(${looking})`)([...root.querySelectorAll('dialog[open], .layer')], options);
}
