import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../e2e/harness/chromium.ts';
import type { DrivenBrowser } from '../e2e/harness/driven-browser.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { buildMarksExtension, type MarksExtension } from '../e2e/marks-extension.ts';
import { type MarksPage, openMarksPage } from '../e2e/marks-page.ts';
import { bundleFramework, type Library } from '../pages/frameworks/bundle.ts';
import type { Edited, Editor } from '../pages/frameworks/prosemirror.ts';
import type { FrameworkClient, FrameworkServer, Heard, Scene, Shown } from '../pages/frameworks/scene.ts';

/** Of the page that a function is evaluated in. */
declare const framework: FrameworkClient & { mount(place: HTMLElement): Editor };
declare const heard: Heard;
declare global {
  var shown: Shown;
  var editor: Editor;
}

const LIBRARIES = ['react18', 'react19', 'vue', 'svelte'] as const;

const rows = (...locals: string[]) => locals.map(id => ({ id, address: `listed.${id}@example.com` }));

const HYDRATED: Scene = {
  people: rows('a', 'b', 'c'),
  note: 'listed.note@example.com',
  split: ['listed.split@exa', 'mple.com'],
  markup: '<p>To <em>listed.markup@example.com</em></p>',
  typed: 'listed.field@example.com',
  fragment: null,
  portal: null,
};

/** Each goes on from the one before. */
const STEPS: readonly (readonly [string, Partial<Scene>])[] = [
  ['another text', { note: 'listed.longer.note@example.com' }],
  ['a text without an address', { note: 'nobody' }],
  ['an address again', { note: 'listed.again@example.com' }],
  ['rows in another order', { people: rows('c', 'a', 'b') }],
  ['a row less and one more', { people: rows('c', 'd', 'b') }],
  ['another address in a row', { people: [...rows('c', 'd'), { id: 'b', address: 'clear@example.com' }] }],
  ['a fragment', { fragment: 'listed.fragment@example.com' }],
  ['no fragment', { fragment: null }],
  ['a portal', { portal: 'listed.portal@example.com' }],
  ['no portal', { portal: null }],
  ['the other half of a split address', { split: ['listed.split@exa', 'mple.org'] }],
  ['other markup', { markup: '<b>listed.other</b>@example.com and <p>listed.more@example.com</p>' }],
  ['another value', { typed: 'listed.set@example.com' }],
];

const RECORDER = `
  const heard = { commits: 0, said: [] };
  for (const level of ['warn', 'error']) {
    const own = console[level];
    console[level] = (...words) => { heard.said.push(level + ': ' + words.join(' ')); own.apply(console, words); };
  }
  addEventListener('error', event => heard.said.push('uncaught: ' + event.message));
  addEventListener('unhandledrejection', event => heard.said.push('rejected: ' + event.reason));`;

/** Both browsers get the same. */
const bundles = new Map<string, Promise<string>>();

function bundled(library: Library, side: 'client' | 'server'): Promise<string> {
  const key = `${library} ${side}`;
  const bundle = bundles.get(key) ?? bundleFramework(library, side);
  bundles.set(key, bundle);
  return bundle;
}

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
] as const)('frameworks in %s', (_name, launch) => {
  let hosts: Hosts;
  let extension: MarksExtension;
  let withLethe: DrivenBrowser;
  let without: DrivenBrowser;

  beforeAll(async () => {
    hosts = await startHosts();
    extension = await buildMarksExtension();
    const options = { hostsPort: hosts.port, headless: true };
    [withLethe, without] = await Promise.all([
      launch({ ...options, extension: extension.folder }),
      launch(options),
    ]);
  });
  afterAll(async () => {
    await withLethe?.close();
    await without?.close();
    await hosts?.close();
    await extension?.remove();
  });

  it.each(LIBRARIES)('%s does the same with Lethe and without', async library => {
    const [client, server] = await Promise.all([bundled(library, 'client'), bundled(library, 'server')]);
    const { render }: FrameworkServer = await import(
      `data:text/javascript;base64,${Buffer.from(server).toString('base64')}`
    );
    const body = `<div id="app">${await render(HYDRATED)}</div><script>${RECORDER}</script>`;
    const [seen, expected] = [
      await walk(await openMarksPage(withLethe, hosts, body), client, true),
      await walk(await openMarksPage(without, hosts, body), client, false),
    ];
    expect(seen).toEqual(expected);
    expect(seen.map(({ said }) => said)).toEqual(seen.map(() => []));
    expect(seen).toHaveLength(STEPS.length + 4);
  });

  it('ProseMirror does the same with Lethe and without', async () => {
    const client = await bundled('prosemirror', 'client');
    const body = `<style>.ProseMirror { white-space: pre-wrap; min-height: 200px }</style>
      <div id="app"></div><script>${RECORDER}</script>`;
    const [seen, expected] = [
      await edit(await openMarksPage(withLethe, hosts, body), client, true),
      await edit(await openMarksPage(without, hosts, body), client, false),
    ];
    expect(seen).toEqual(expected);
    expect(seen.map(({ said }) => said)).toEqual(seen.map(() => []));
  });
});

/** What the page came to at the end of a step. */
interface Recorded {
  readonly step: string;
  readonly html: string;
  readonly value: string;
  readonly commits: number;
  readonly said: readonly string[];
}

async function walk(marks: MarksPage, client: string, isMarked: boolean): Promise<readonly Recorded[]> {
  const { page } = marks;
  const records: Recorded[] = [];
  async function record(step: string): Promise<void> {
    if (isMarked) await badgesStandAtAddresses(marks, step);
    else await nextFrame(page);
    const state = await page.evaluate(() => ({
      html: document.body.innerHTML.replace(/<script>.*<\/script>/s, ''),
      value: document.querySelector('input')?.value ?? '',
      ...heard,
    }));
    records.push({ step, ...state });
  }

  await record('the markup of the server');
  await page.addScriptTag({ content: client });
  await page.evaluate(async scene => {
    const root = document.querySelector<HTMLElement>('#app') ?? document.body;
    globalThis.shown = await framework.hydrate(root, scene, heard);
  }, HYDRATED);
  await record('hydrated');
  let scene = HYDRATED;
  for (const [step, change] of STEPS) {
    scene = { ...scene, ...change };
    await page.evaluate(next => globalThis.shown.show(next), scene);
    await record(step);
  }
  await page.focus('input');
  await page.keyboard.press('End');
  await page.keyboard.type('.test');
  expect(await page.evaluate(() => globalThis.shown.typed())).toBe('listed.set@example.com.test');
  await record('typed');
  await page.evaluate(() => globalThis.shown.unmount());
  await record('unmounted');
  await page.close();
  return records;
}

async function edit(
  marks: MarksPage,
  client: string,
  isMarked: boolean,
): Promise<readonly (Edited & Recorded)[]> {
  const { page } = marks;
  const records: (Edited & Recorded)[] = [];
  await page.addScriptTag({ content: client });
  await page.evaluate(() => {
    globalThis.editor = framework.mount(document.querySelector<HTMLElement>('#app') ?? document.body);
  });
  await page.focus('.ProseMirror');
  const { keyboard } = page;
  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ['typed', () => keyboard.type('To listed.typed@example.com and listed.second@example.com')],
    ['a new paragraph', () => keyboard.press('Enter')],
    [
      'pasted',
      () =>
        page.evaluate(() =>
          globalThis.editor.paste('<p>Also <b>listed.pas</b>ted@example.com</p><p>Yours</p>'),
        ),
    ],
    [
      'split within an address',
      async () => {
        await page.evaluate(() => {
          const line = document.querySelector('.ProseMirror p')?.firstChild;
          if (line) document.getSelection()?.collapse(line, 'To listed.ty'.length);
        });
        // The editor hears of it later; position 0 is before the paragraph.
        await page.waitForFunction(() => globalThis.editor.edited().selection.includes('"anchor":13,'));
        await keyboard.press('Enter');
      },
    ],
    ['joined again', () => keyboard.press('Backspace')],
    ['undone', () => control(page, 'z')],
    ['undone twice', () => control(page, 'z')],
    ['done again', () => control(page, 'y')],
  ];
  for (const [step, act] of steps) {
    await act();
    if (isMarked) await badgesStandAtAddresses(marks, step);
    else await nextFrame(page);
    const state = await page.evaluate(() => ({
      html: document.querySelector('#app')?.innerHTML ?? '',
      value: String(document.getSelection()),
      ...heard,
      ...globalThis.editor.edited(),
    }));
    records.push({ step, ...state });
  }
  await page.close();
  return records;
}

async function control(page: Page, key: 'z' | 'y'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

/** One badge at the end of each listed address that the page shows (beside it or, without room, on its corner), and no other. */
async function badgesStandAtAddresses({ page, painted, until }: MarksPage, step: string): Promise<void> {
  await until(async () => {
    const ends = await page.evaluate(endsOfAddresses);
    const badges = await painted();
    const missed = ends.filter(
      ({ x, y }) =>
        !badges.some(
          badge => badge.x - x >= -24 && badge.x - x < 16 && Math.abs(badge.y + badge.size / 2 - y) <= 12,
        ),
    );
    expect({ badges: badges.length, missed }, step).toEqual({ badges: ends.length, missed: [] });
  });
}

/** Where each listed address ends, found by the page's own means. */
function endsOfAddresses(): { x: number; y: number }[] {
  const ends: { x: number; y: number }[] = [];
  for (const block of document.querySelectorAll('p, li, #app > div')) {
    if (block.querySelector('p, li') && block.localName !== 'div') continue;
    const texts: Text[] = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode } = walker;
      if (currentNode instanceof Text && currentNode.parentElement?.closest('p, li, #app > div') === block)
        texts.push(currentNode);
    }
    const whole = texts.map(({ data }) => data).join('');
    for (const { index, 0: address } of whole.matchAll(/listed\.[a-z.]+@example\.(?:com|org)/g)) {
      let before = 0;
      for (const text of texts) {
        const offset = index + address.length - before;
        if (offset > 0 && offset <= text.length) {
          const range = document.createRange();
          range.setStart(text, offset - 1);
          range.setEnd(text, offset);
          const { right, top, height } = range.getBoundingClientRect();
          ends.push({ x: right, y: top + height / 2 });
        }
        before += text.length;
      }
    }
  }
  for (const field of document.querySelectorAll('input')) {
    const { right, top, height } = field.getBoundingClientRect();
    if (/^listed/.test(field.value)) ends.push({ x: right, y: top + height / 2 });
  }
  return ends;
}

function nextFrame(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}
