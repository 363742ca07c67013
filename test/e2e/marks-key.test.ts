import { expect, it } from 'vitest';
import { launchFirefox } from './harness/firefox.ts';
import { inFirefoxWindow } from './harness/firefox-window.ts';
import { browserWithExtension } from './harness/running-browser.ts';

/**
 * In Firefox alone, whose driver lets a test into the browser's own window: keys pressed there are the browser's before
 * they are the page's. Those that a driver presses in a page start no command, in neither browser.
 */
const rep = browserWithExtension('firefox', launchFirefox);

it('a press of the command’s keys goes by the background to the frame, and Escape ends it', async () => {
  const html = '<!doctype html><title>Mail</title><p>jane@example.com</p>';
  rep.hosts.serve('https://mail.google.com', url =>
    url.pathname === '/' ? { type: 'text/html', body: html } : undefined,
  );
  const page = await rep.driven.browser.newPage();
  await page.goto('https://mail.google.com/');
  const card = () =>
    rep.driven.inOverlay(page, root => root.querySelector('.card-box.up .card.shown')?.textContent ?? '');
  expect(await card()).toBe('');
  await expect
    .poll(async () => {
      // The welcome page opens by itself, before everything else that is there.
      await page.bringToFront();
      await inFirefoxWindow(rep.driven, PRESS);
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
