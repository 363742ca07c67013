import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildExtension } from './harness/build-extension.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';

/**
 * In Firefox alone, whose driver lets a test into the browser's own window: keys pressed there are the browser's before
 * they are the page's. Those that a driver presses in a page start no command, in neither browser.
 */
let folder: string;
let hosts: Hosts;
let driven: DrivenBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-key-'));
  hosts = await startHosts();
  const extension = await buildExtension(folder, 'firefox');
  driven = await launchFirefox({ extension, hostsPort: hosts.port, headless: true });
});

afterAll(async () => {
  await driven?.close();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true });
});

it('a press of the command’s keys goes by the background to the frame, and Escape ends it', async () => {
  const html = '<!doctype html><title>Mail</title><p>jane@example.com</p>';
  hosts.serve('https://mail.google.com', url =>
    url.pathname === '/' ? { type: 'text/html', body: html } : undefined,
  );
  const page = await driven.browser.newPage();
  await page.goto('https://mail.google.com/');
  const card = () =>
    driven.inOverlay(page, root => root.querySelector('.card-box.up .card.shown')?.textContent ?? '');
  expect(await card()).toBe('');
  await expect
    .poll(async () => {
      // The welcome page opens by itself, before everything else that is there.
      await page.bringToFront();
      await inBrowserWindow(PRESS);
      return card();
    }, POLL)
    .toContain("Lethe isn't protecting");
  // A press of before may still be on its way, and put the card up once more.
  await expect
    .poll(async () => {
      await page.keyboard.press('Escape');
      return card();
    }, POLL)
    .toBe('');
});

const POLL = { interval: 300 };

/** Alt+Shift+L, as Firefox's own tests press keys (nsITextInputProcessor). */
const PRESS = `(() => {
  gBrowser.selectedBrowser.focus();
  const input = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
  input.beginInputTransactionForTests(window);
  const keys = [['Alt', 'AltLeft', 18], ['Shift', 'ShiftLeft', 16], ['L', 'KeyL', 76]]
    .map(([key, code, keyCode]) => new KeyboardEvent('', { key, code, keyCode }));
  for (const key of keys) input.keydown(key);
  for (const key of keys.reverse()) input.keyup(key);
})()`;

async function inBrowserWindow(expression: string): Promise<void> {
  const { connection } = Object(driven.browser);
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [{ context }] = tree.contexts;
  const { result } = await connection.send('script.evaluate', {
    expression,
    target: { context },
    awaitPromise: false,
  });
  expect(result.type).toBe('success');
}
