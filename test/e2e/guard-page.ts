import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { generateChromeMessagesText, parseMessagesFile } from '@wxt-dev/i18n/build';
import type { Page } from 'puppeteer-core';
import { build } from 'vite';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { pages } from '../pages/pages.ts';
import { people } from '../pages/people.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import type { Hosts } from './harness/hosts.ts';
import { madeOnceARun } from './harness/once-a-run.ts';

export const LISTED = { state: 'listed', scope: 'all', match: 'exact' } as const satisfies Verdict;
export const NOT_LISTED = { state: 'not-listed' } as const satisfies Verdict;

/** Every person of the stand-ins with the verdict that the demo list gives. */
export const DEMO_VERDICTS: Readonly<Record<string, Verdict>> = Object.fromEntries(
  Object.values(people).map(person => [
    person.address,
    'listed' in person
      ? { state: 'listed', scope: person.listed.block.scope, match: person.listed.match }
      : NOT_LISTED,
  ]),
);

/** The same people, none of them listed. */
export const NOBODY: Readonly<Record<string, Verdict>> = Object.fromEntries(
  Object.keys(DEMO_VERDICTS).map(address => [address, NOT_LISTED]),
);

/** The guard with its surface as one script, and its words where `browser.i18n` looks for them. */
export async function guardScript(): Promise<string> {
  const made = await madeOnceARun('guard-script', async folder => {
    await writeFile(join(folder, SCRIPT), await builtScript());
  });
  return made === undefined ? builtScript() : readFile(join(made, SCRIPT), 'utf8');
}

const SCRIPT = 'guard.js';

async function builtScript(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [preact()],
    resolve: { alias: { '#i18n': pathOf('../../.wxt/i18n/index.ts') } },
    build: {
      write: false,
      lib: { entry: pathOf('guard-entry.ts'), name: 'guardEntry', formats: ['iife'] },
    },
  });
  const [bundle] = Array.isArray(output) ? output : [];
  const [chunk] = bundle?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('vite built no script');
  return `${wordsScript(await messages())}\n${chunk.code}`;
}

/** Opens a stand-in at its own address, with the guard in it since before the page's own scripts. */
export async function openGuarded(
  driven: DrivenBrowser,
  hosts: Hosts,
  script: string,
  file: string,
  verdicts: Readonly<Record<string, Verdict>> = DEMO_VERDICTS,
): Promise<Page> {
  const html = await readFile(pathOf(`../pages/${file}`), 'utf8');
  const stand = pages.find(known => known.file === file);
  if (!stand) throw new Error(`no such stand-in: ${file}`);
  hosts.serve(new URL(stand.url).origin, () => ({ type: 'text/html; charset=utf-8', body: html }));
  const page = await driven.browser.newPage();
  await page.evaluateOnNewDocument(`window.guardVerdicts = ${JSON.stringify(verdicts)};\n${script}`);
  await page.goto(stand.url);
  return page;
}

async function messages(): Promise<string> {
  return generateChromeMessagesText(await parseMessagesFile(pathOf('../../utils/wording/en.yml')));
}

function wordsScript(messagesText: string): string {
  return `(() => {
    const messages = ${messagesText};
    globalThis.chrome = Object.assign(globalThis.chrome ?? {}, { i18n: {
      getMessage: (key, words = []) => key === '@@ui_locale' ? 'en' :
        (messages[key]?.message ?? '').replace(/\\$(\\d)/g, (_, place) => words[place - 1] ?? ''),
    } });
  })();`;
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
