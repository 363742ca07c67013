import type { Frame } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { EXTENSION_ID, launchChromium } from './harness/chromium.ts';
import { BUSY_MS } from './harness/driven-browser.ts';
import { browserWithExtension } from './harness/running-browser.ts';

/** In Chromium, whose driver reaches the background and presses none of the browser's own keys; Firefox: marks-key.test.ts. */
const rep = browserWithExtension('chromium', launchChromium);

it('the command reaches every frame, says that nothing is checked, and Escape in one ends it in all', async () => {
  const html =
    '<!doctype html><title>Mail</title><p>jane@example.com</p><iframe srcdoc="<input autofocus>"></iframe>';
  rep.hosts.serve('https://mail.google.com', url =>
    url.pathname === '/' ? { type: 'text/html', body: html } : undefined,
  );
  const page = await rep.driven.browser.newPage();
  await page.goto('https://mail.google.com/');
  const card = () =>
    rep.driven.inOverlay(page, root => [
      root.querySelector('.card-box.up') !== null,
      root.querySelector('.card.shown')?.textContent ?? '',
    ]);
  const target = await rep.driven.browser.waitForTarget(
    each => each.type() === 'service_worker' && each.url().includes(EXTENSION_ID),
    { timeout: BUSY_MS },
  );
  const worker = await target.worker();
  // A worker that has just started may have nothing of the extension's yet.
  await expect
    .poll(() => worker?.evaluate('chrome.commands.getAll()'))
    .toContainEqual(expect.objectContaining({ name: 'next-mark', shortcut: expect.stringMatching(/L$/) }));

  await expect
    .poll(async () => {
      await worker?.evaluate("chrome.commands.onCommand.dispatch('next-mark')");
      return card();
    })
    .toEqual([true, expect.stringContaining("Lethe isn't protecting")]);

  const inner: Frame | undefined = page.frames()[1];
  await inner?.focus('input');
  // The frame may hear of the command a moment later.
  await expect
    .poll(async () => {
      await page.keyboard.press('Escape');
      return card();
    })
    .toEqual([false, '']);
});
