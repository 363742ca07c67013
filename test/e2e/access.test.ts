import axe, { type RunOptions } from 'axe-core';
import type { CDPSession, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../screenshots/state.ts';
import { nameOf, states, visit, walk } from '../screenshots/states.ts';
import { openWorld, type World } from '../screenshots/world.ts';
import { browsersHere, IN_EVERY_BROWSER } from './harness/every-browser.ts';

/** WCAG 2.2, levels A and AA, with everything that it took over from its earlier versions. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const HEIGHT = 800;

const EVERYTHING: RunOptions = { runOnly: { type: 'tag', values: WCAG } };
/** Another scheme changes colours and nothing else. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** One of each place, which are broken when they were looked at: what isn't found there isn't looked for. */
const BROKEN_AFTERWARDS = ['options-fresh', 'mail-held'];

/** As a browser zooms to 200 %: half as many pixels of a page's own in the same window. */
const ZOOM = 2;
/** No browser makes a popup or a panel narrower, however it zooms. */
const NARROWEST = 280;

describe.each(browsersHere)('%s', (name, launch) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld('en', { name, launch });
  });

  afterAll(() => world?.close());

  // In one test, since a state is the next one's beginning. In `npm run e2e:every` at every width, in forced colours and zoomed.
  it('axe finds nothing against WCAG 2.2 AA on any page or dialog in any state, however it is shown', async () => {
    const found: string[] = [];
    const looked: string[] = [];
    const here = states.filter(state => name === 'chromium' || !state.isBrowsersOwn);
    for await (const state of walk(world, state => here.includes(state))) {
      await visit(world, state, async page => {
        const session = name === 'chromium' ? await page.createCDPSession() : undefined;
        for (const sight of session ? sightsOf(state) : [PLAIN]) {
          if (session) await show(page, session, state, sight);
          const violations = await violationsOf(world, page, state, sight.options);
          for (const violation of [...violations, ...(await widerThanWindow(page, state, sight))])
            found.push(`${nameOf(state)}, ${sight.name}: ${violation}`);
        }
        await session?.detach();
        if (BROKEN_AFTERWARDS.includes(nameOf(state))) await expectFoundWhenBroken(world, page, state);
      });
      looked.push(nameOf(state));
    }
    expect(found.join('\n')).toBe('');
    expect(looked.sort()).toEqual(here.map(nameOf).sort());
  }, 900_000);
});

/** A way in which somebody may see a page. */
interface Sight {
  readonly name: string;
  readonly options: RunOptions;
  readonly features: readonly { readonly name: string; readonly value: string }[];
  /** Of the window, in its own pixels; absent where it is to stay as it is. */
  readonly size?: { readonly width: number; readonly height: number; readonly deviceScaleFactor: number };
}

const scheme = (value: 'light' | 'dark') => ({ name: 'prefers-color-scheme', value });

/** As Firefox's driver leaves it, which emulates nothing of this. */
const PLAIN: Sight = { name: 'light', options: EVERYTHING, features: [] };

function sightsOf(state: State): Sight[] {
  const sights: Sight[] = [];
  for (const width of IN_EVERY_BROWSER ? state.widths : state.widths.slice(-1)) {
    const size = { width, height: HEIGHT, deviceScaleFactor: 1 };
    sights.push(
      { name: `${width} px, light`, options: EVERYTHING, features: [scheme('light')], size },
      { name: `${width} px, dark`, options: COLOURS, features: [scheme('dark')], size },
    );
  }
  if (!IN_EVERY_BROWSER) return sights;
  for (const value of ['light', 'dark'] as const) {
    const features = [scheme(value), { name: 'forced-colors', value: 'active' }];
    sights.push({ name: `forced colours, ${value}`, options: EVERYTHING, features });
  }
  const width = Math.max(NARROWEST, (state.widths.at(-1) ?? 0) / ZOOM);
  const size = { width, height: HEIGHT / ZOOM, deviceScaleFactor: ZOOM };
  sights.push({ name: 'zoomed to 200 %', options: EVERYTHING, features: [scheme('light')], size });
  return sights;
}

/** Shows a page so, until the session is detached. */
async function show(page: Page, session: CDPSession, state: State, { features, size }: Sight): Promise<void> {
  if (size && !state.isBrowsersOwn) await page.setViewport(size);
  const reduced = { name: 'prefers-reduced-motion', value: 'reduce' };
  await session.send('Emulation.setEmulatedMedia', { features: [...features, reduced] });
  for (const { name, value } of features)
    expect(await page.evaluate(query => matchMedia(query).matches, `(${name}: ${value})`)).toBe(true);
}

/** Of our own pages. */
async function widerThanWindow(page: Page, state: State, { size }: Sight): Promise<string[]> {
  if (state.place === 'overlay' || state.isBrowsersOwn || !size) return [];
  const content = await page.evaluate(() => document.documentElement.scrollWidth);
  return content > size.width ? [`${content} px wide`] : [];
}

async function expectFoundWhenBroken(world: World, page: Page, state: State): Promise<void> {
  if (state.place === 'page') {
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
  } else {
    await world.driven.inOverlay(page, root => {
      root.querySelector('dialog')?.append(document.createElement('button'));
      return null;
    });
  }
  expect(await violationsOf(world, page, state, EVERYTHING)).toEqual([
    expect.stringContaining('button-name'),
  ]);
}

/** Each broken rule with where it is broken. */
async function violationsOf(world: World, page: Page, state: State, options: RunOptions): Promise<string[]> {
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
