import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildExtension } from './harness/build-extension.ts';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';

/** In Chromium, whose driver reaches the background and presses none of the browser's own keys; Firefox: marks-key.test.ts. */
let folder: string;
let hosts: Hosts;
let driven: DrivenBrowser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-command-'));
  hosts = await startHosts();
  driven = await launchChromium({
    extension: await buildExtension(folder, 'chromium'),
    hostsPort: hosts.port,
    headless: true,
  });
});

afterAll(async () => {
  await driven?.close();
  await hosts?.close();
  await rm(folder, { recursive: true, force: true });
});

it('the command reaches every frame, says that nothing is checked, and Escape in one ends it in all', async () => {
  const html =
    '<!doctype html><title>Mail</title><p>jane@example.com</p><iframe srcdoc="<input autofocus>"></iframe>';
  hosts.serve('https://mail.google.com', url =>
    url.pathname === '/' ? { type: 'text/html', body: html } : undefined,
  );
  const page = await driven.browser.newPage();
  await page.goto('https://mail.google.com/');
  const card = () =>
    driven.inOverlay(page, root => [
      root.querySelector('.card-box.up') !== null,
      root.querySelector('.card.shown')?.textContent ?? '',
    ]);
  const target = await driven.browser.waitForTarget(
    each => each.type() === 'service_worker' && each.url().includes(EXTENSION_ID),
  );
  const worker = await target.worker();
  const keys = await worker?.evaluate('chrome.commands.getAll()');
  expect(keys).toContainEqual(
    expect.objectContaining({ name: 'next-mark', shortcut: expect.stringMatching(/L$/) }),
  );

  await expect
    .poll(async () => {
      await worker?.evaluate("chrome.commands.onCommand.dispatch('next-mark')");
      return card();
    })
    .toEqual([true, expect.stringContaining("Lethe isn't protecting")]);

  const inner: Frame | undefined = page.frames()[1];
  await inner?.focus('input');
  await page.keyboard.press('Escape');
  await expect.poll(card).toEqual([false, '']);
});
