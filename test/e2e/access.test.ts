import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { State } from '../screenshots/state.ts';
import { nameOf, states, visit, walk } from '../screenshots/states.ts';
import { openWorld, type World } from '../screenshots/world.ts';
import { browsersHere, IN_EVERY_BROWSER } from './harness/every-browser.ts';
import { inFirefoxWindow } from './harness/firefox-window.ts';

/** WCAG 2.2, levels A and AA, with everything that it took over from its earlier versions. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const HEIGHT = 800;

/** What is fine isn't described, and style sheets aren't read for a rule that isn't among these: twice as quick. */
const VIOLATIONS: RunOptions = { resultTypes: ['violations'], preload: { assets: ['media'] } };
const EVERYTHING: RunOptions = { ...VIOLATIONS, runOnly: { type: 'tag', values: WCAG } };
/** Another scheme changes colours and nothing else. */
const COLOURS: RunOptions = {
  ...VIOLATIONS,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** One of each place, which are broken when they were looked at: what isn't found there isn't looked for. */
const BROKEN_AFTERWARDS = ['options-fresh', 'mail-held'];

/** As a browser zooms to 200 %: half as many pixels of a page's own in the same window. */
const ZOOM = 2;
/** No browser makes a popup or a panel narrower, however it zooms. */
const NARROWEST = 280;

describe.each(browsersHere)('%s', (name, launch) => {
  let world: World;

  // For each attempt: what one has left behind is no beginning for the next.
  beforeEach(async () => {
    world = await openWorld('en', { name, launch });
  });

  afterEach(() => world?.close());

  // In one test, since a state is the next one's beginning. In `npm run e2e:every` also in forced colours and zoomed, in Chromium at
  // every width.
  it('axe finds nothing against WCAG 2.2 AA on any page or dialog in any state, however it is shown', async () => {
    const found: string[] = [];
    const looked: string[] = [];
    const here = states.filter(state => name === 'chromium' || !state.isBrowsersOwn);
    for await (const state of walk(world, state => here.includes(state))) {
      await visit(world, state, async page => {
        const stage = name === 'chromium' ? await chromiumStage(page, state) : firefoxStage(world, page);
        for (const sight of name === 'chromium' ? sightsOf(state) : SIGHTS_IN_FIREFOX) {
          await stage.show(sight);
          const violations = await violationsOf(world, page, state, sight.options);
          for (const violation of [...violations, ...(await widerThanWindow(page, state, sight))])
            found.push(`${nameOf(state)}, ${sight.name}: ${violation}`);
        }
        await stage.end();
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
  readonly features: readonly Feature[];
  /** Of the window, in its own pixels; absent where it is to stay as it is. */
  readonly size?: { readonly width: number; readonly height: number; readonly deviceScaleFactor: number };
  /** True where the browser itself is to zoom. */
  readonly isZoomed?: true;
}

/** Of CSS's media queries. */
interface Feature {
  readonly name: string;
  readonly value: string;
}

/** How a browser's driver has a page shown in one way and another. */
interface Stage {
  show(sight: Sight): Promise<void>;
  end(): Promise<void>;
}

const LIGHT: Feature = { name: 'prefers-color-scheme', value: 'light' };
const DARK: Feature = { name: 'prefers-color-scheme', value: 'dark' };
const FORCED: Feature = { name: 'forced-colors', value: 'active' };
const REDUCED: Feature = { name: 'prefers-reduced-motion', value: 'reduce' };

/** At the width that Firefox's window has. */
const SIGHTS_IN_FIREFOX: readonly Sight[] = [
  { name: 'light', options: EVERYTHING, features: [LIGHT] },
  { name: 'dark', options: COLOURS, features: [DARK] },
  { name: 'forced colours, light', options: EVERYTHING, features: [LIGHT, FORCED] },
  { name: 'forced colours, dark', options: EVERYTHING, features: [DARK, FORCED] },
  { name: 'zoomed to 200 %', options: EVERYTHING, features: [LIGHT], isZoomed: true },
];

function sightsOf(state: State): Sight[] {
  const sights: Sight[] = [];
  for (const width of IN_EVERY_BROWSER ? state.widths : state.widths.slice(-1)) {
    const size = { width, height: HEIGHT, deviceScaleFactor: 1 };
    sights.push(
      { name: `${width} px, light`, options: EVERYTHING, features: [LIGHT], size },
      { name: `${width} px, dark`, options: COLOURS, features: [DARK], size },
    );
  }
  if (!IN_EVERY_BROWSER) return sights;
  sights.push(
    { name: 'forced colours, light', options: EVERYTHING, features: [LIGHT, FORCED] },
    { name: 'forced colours, dark', options: EVERYTHING, features: [DARK, FORCED] },
  );
  const width = Math.max(NARROWEST, (state.widths.at(-1) ?? 0) / ZOOM);
  const size = { width, height: HEIGHT / ZOOM, deviceScaleFactor: ZOOM };
  sights.push({ name: 'zoomed to 200 %', options: EVERYTHING, features: [LIGHT], size });
  return sights;
}

async function chromiumStage(page: Page, state: State): Promise<Stage> {
  const session = await page.createCDPSession();
  return {
    async show({ features, size }) {
      if (size && !state.isBrowsersOwn) await page.setViewport(size);
      await session.send('Emulation.setEmulatedMedia', { features: [...features, REDUCED] });
      for (const feature of features) expect(await isShown(page, feature)).toBe(true);
    },
    end: () => session.detach(),
  };
}

/** By what its user may set, in the browser's own window, since its driver emulates nothing of this. */
function firefoxStage(world: World, page: Page): Stage {
  const set = async (features: readonly Feature[], zoom: number) => {
    const isDark = features.includes(DARK);
    // Where colours are forced, Firefox takes the scheme from them: its user's own, if not the system's.
    const [background, text, link, visited] = isDark
      ? ['#000000', '#ffffff', '#8080ff', '#ffc0ff']
      : ['#ffffff', '#000000', '#0000ee', '#551a8b'];
    await inFirefoxWindow(
      world.driven,
      `(({ prefs }) => {
        prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${isDark ? 0 : 1});
        // A colour on its way to another has a contrast that nobody is left with.
        prefs.setIntPref('ui.prefersReducedMotion', 1);
        prefs.setBoolPref('browser.display.use_system_colors', false);
        prefs.setCharPref('browser.display.background_color', '${background}');
        prefs.setCharPref('browser.display.foreground_color', '${text}');
        prefs.setCharPref('browser.anchor_color', '${link}');
        prefs.setCharPref('browser.visited_color', '${visited}');
        prefs.setIntPref('browser.display.document_color_use', ${features.includes(FORCED) ? 2 : 1});
        gBrowser.selectedBrowser.fullZoom = ${zoom};
      })(Services)`,
    );
  };
  const width = () => page.evaluate(() => innerWidth);
  return {
    async show({ features, isZoomed }) {
      await set(features, 1);
      const before = await width();
      if (isZoomed) await set(features, ZOOM);
      await expect.poll(async () => (await width()) / before).toBeCloseTo(isZoomed ? 1 / ZOOM : 1, 1);
      for (const feature of [...features, REDUCED])
        await expect.poll(() => isShown(page, feature)).toBe(true);
    },
    end: () => set([LIGHT], 1),
  };
}

function isShown(page: Page, { name, value }: Feature): Promise<boolean> {
  return page.evaluate(query => matchMedia(query).matches, `(${name}: ${value})`);
}

/** Of our own pages. */
async function widerThanWindow(page: Page, state: State, { size, isZoomed }: Sight): Promise<string[]> {
  if (state.place === 'overlay' || state.isBrowsersOwn || !(size || isZoomed)) return [];
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: innerWidth,
  }));
  return content > (size?.width ?? window) ? [`${content} px wide`] : [];
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
          `(async () => { if (!globalThis.axe) { ${axe.source} } return (${look})([document], ${JSON.stringify(text)}) })()`,
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
  if (!Reflect.get(globalThis, 'axe')) run(source);
  return run(`(${looking})`)([...root.querySelectorAll('dialog[open], .layer')], options);
}
