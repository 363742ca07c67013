import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import type { DrivenBrowser } from '../../e2e/harness/driven-browser.ts';
import type { BrowserName } from '../../e2e/harness/find-browser.ts';
import { launchFirefox } from '../../e2e/harness/firefox.ts';
import { startHosts } from '../../e2e/harness/hosts.ts';
import { bundle } from './bundle.ts';
import type * as MarkMeasures from './mark-measures.ts';
import type * as PageMeasures from './page-measures.ts';

type Measures = typeof PageMeasures & typeof MarkMeasures;

/** Scan and marks in a content script of their own, in a real browser, on pages that a bench serves. */
export interface ContentUnderBench {
  readonly browser: BrowserName;
  /** A fresh document that holds this markup as a text, not yet as a page; nothing of Lethe has looked at it. */
  load(markup: string): Promise<PageUnderBench>;
  close(): Promise<void>;
}

export interface PageUnderBench {
  readonly page: Page;
  /** Puts the markup on the page and calls a measure in the same task: what it measures was never laid out. */
  fillAndMeasure<Name extends keyof Measures>(name: Name): Promise<Awaited<ReturnType<Measures[Name]>>>;
  /** Calls a measure in the content script's world. */
  measure<Name extends keyof Measures>(
    name: Name,
    ...parameters: Parameters<Measures[Name]>
  ): Promise<Awaited<ReturnType<Measures[Name]>>>;
}

const ORIGIN = 'https://page.test';

/** Isolated from other origins, a page has the finest clock that a browser gives: 5 µs, 20 µs in Firefox. */
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

export async function startContent(browser: BrowserName): Promise<ContentUnderBench> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  await writeFile(join(folder, 'content.js'), await bundle('in-content.ts'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const hosts = await startHosts();
  const bodies = new Map<string, string>();
  hosts.serve(ORIGIN, ({ pathname }) => {
    const body = bodies.get(pathname);
    return body === undefined
      ? undefined
      : { type: 'text/html; charset=utf-8', body: documentOf(body), headers: HEADERS };
  });
  const launch = browser === 'firefox' ? launchFirefox : launchChromium;
  const driven: DrivenBrowser = await launch({ extension: folder, hostsPort: hosts.port, headless: true });
  const page = await driven.browser.newPage();

  async function load(markup: string): Promise<PageUnderBench> {
    bodies.set('/page', `<script type="text/plain">${markup}</script>`);
    await page.goto(`${ORIGIN}/page`);
    return {
      page,
      async measure(name, ...parameters) {
        return answerIn(await page.evaluate(ask, JSON.stringify([name, parameters]), false));
      },
      async fillAndMeasure(name) {
        return answerIn(await page.evaluate(ask, JSON.stringify([name, []]), true));
      },
    };
  }

  return {
    browser,
    load,
    async close() {
      await driven.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function documentOf(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
    <link rel="icon" href="data:,"><style>body { font: 13px/1.4 sans-serif }</style></head><body>${body}</body></html>`;
}

function answerIn(text: string) {
  const { value, error } = JSON.parse(text);
  if (error !== undefined) throw new Error(error);
  return value;
}

/** Runs in the page. No function in it has a name, for which tsx would need a helper there. */
function ask(question: string, isToFill: boolean): Promise<string> {
  const markup = document.querySelector('script')?.textContent ?? '';
  return new Promise(resolve => {
    window.addEventListener(
      'bench-answers',
      event => resolve(event instanceof CustomEvent ? event.detail : ''),
      {
        once: true,
      },
    );
    if (isToFill) document.body.innerHTML = markup;
    // An event reaches the other world within this task.
    window.dispatchEvent(new CustomEvent('bench-asks', { detail: question }));
  });
}

const manifest = {
  manifest_version: 3,
  name: 'Bench',
  version: '1',
  host_permissions: ['<all_urls>'],
  content_scripts: [{ matches: ['https://page.test/*'], js: ['content.js'], run_at: 'document_start' }],
  browser_specific_settings: { gecko: { id: 'lethe@lethe.invalid', strict_min_version: '140.0' } },
};
