import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'puppeteer-core';
import { afterAll, describe, expect, it } from 'vitest';
import { guardBrowser } from '../e2e/guard-browser.ts';
import { DEMO_VERDICTS, LISTED } from '../e2e/guard-page.ts';
import { type GuardedPage, settle } from '../e2e/guarded-page.ts';
import { ROOT } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { pages } from '../pages/pages.ts';
import { type Redesign, redesigns } from '../pages/redesigns.ts';

// Each compose window is changed as redesigns change pages: it is flagged, or said to be unreadable, and never neither.

/** By what a rep is warned; `nothing` is what may not be. */
type Outcome = 'flagged' | 'held' | 'name only' | 'unreadable' | 'nothing';

/** Longer than a page is given to draw what it has begun. */
const TOLD_WITHIN_MS = 3_500;

const composing = pages.filter(page => (page.recipients ?? []).some(({ address }) => address !== null));
const outcomes: { page: string; redesign: string; outcome: Outcome }[] = [];

describe('a page redesigned', () => {
  const guard = guardBrowser(launchChromium);

  afterAll(async () => {
    await writeTable();
  });

  describe.each(composing.map(page => [page.name, page] as const))('%s', (_name, page) => {
    it.each(redesigns.map(redesign => [redesign.name, redesign] as const))(
      '%s',
      async (_redesign, redesign) => {
        // Everybody whose address can be read is listed: no place among the recipients may be lost.
        const listed = Object.fromEntries(
          (page.recipients ?? []).flatMap(({ address }) => (address === null ? [] : [[address, LISTED]])),
        );
        const guarded = await guard.open(page.file, {
          ...DEMO_VERDICTS,
          ...listed,
        });
        const outcome = await redesigned(guarded, redesign);
        outcomes.push({ page: page.name, redesign: redesign.name, outcome });
        await guarded.page.close();
        expect(outcome).not.toBe('nothing');
      },
      60_000,
    );
  });

  async function redesigned(guarded: GuardedPage, { change }: Redesign): Promise<Outcome> {
    const { page } = guarded;
    const compose = await page.evaluate(() => {
      const window =
        document.querySelector(
          '.compose, [data-compose], [role=dialog]:has([contenteditable]), form:has([contenteditable])',
        ) ?? document.querySelector('[contenteditable]')?.closest('main, section, article, body > div');
      window?.setAttribute('data-window', '');
      return '[data-window]';
    });
    await page.evaluate(
      `(${change.toString().replace(/^change/u, 'function change')})(${JSON.stringify(compose)})`,
    );
    // The rep writes, which is when it matters.
    const body = await page.evaluateHandle(() => {
      const deep = (root: Document | ShadowRoot): HTMLElement | null =>
        root.querySelector<HTMLElement>(
          '[contenteditable="true"]:not([role=combobox]), textarea:not([name])',
        ) ??
        [...root.querySelectorAll('*')].reduce<HTMLElement | null>(
          (found, { shadowRoot }) => found ?? (shadowRoot && deep(shadowRoot)),
          null,
        );
      return [...document.querySelectorAll<HTMLElement>('[contenteditable="true"]')].at(-1) ?? deep(document);
    });
    await body.asElement()?.focus();
    await page.keyboard.type('x');
    await settle(300);
    const banner = await bannerOf(page.mainFrame(), guarded);
    if (banner !== 'nothing') return banner;
    const before = await guarded.title();
    if (before !== '') return 'held';
    await settle(TOLD_WITHIN_MS);
    const readings = await Promise.all(page.frames().map(readingOf));
    if (readings.some(unreadable => unreadable.length > 0)) return 'unreadable';
    return bannerOf(page.mainFrame(), guarded);
  }

  async function bannerOf(_frame: Frame, guarded: GuardedPage): Promise<Outcome> {
    const banner = await guarded.banner();
    if (/asked not to|on your organisation/iu.test(banner)) return 'flagged';
    return banner.includes("can't be checked") ? 'name only' : 'nothing';
  }

  async function readingOf(frame: Frame): Promise<readonly string[]> {
    const said = await frame
      .evaluate('JSON.stringify(window.guardTest?.page()?.unreadable ?? [])')
      .catch(() => '[]');
    return JSON.parse(String(said));
  }
});

async function writeTable(): Promise<void> {
  const share = (outcome: Outcome) =>
    `${outcomes.filter(one => one.outcome === outcome).length} of ${outcomes.length} ${outcome}`;
  const rows = redesigns.map(({ name }) => {
    const cells = composing.map(
      page => outcomes.find(one => one.page === page.name && one.redesign === name)?.outcome ?? '–',
    );
    return `| ${name} | ${cells.join(' | ')} |`;
  });
  const table = [
    (['flagged', 'held', 'name only', 'unreadable', 'nothing'] as const).map(share).join('; '),
    '',
    `| redesign | ${composing.map(page => page.name).join(' | ')} |`,
    `| --- |${' --- |'.repeat(composing.length)}`,
    ...rows,
  ];
  await mkdir(join(ROOT, '.output'), { recursive: true });
  await writeFile(join(ROOT, '.output/redesigns.md'), `${table.join('\n')}\n`);
}
