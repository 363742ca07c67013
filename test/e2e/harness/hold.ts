import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { BUSY_MS, type DrivenBrowser } from './driven-browser.ts';

/** A dialog of Lethe's that is open over the page. */
export interface HoldDialog {
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly HoldButton[];
}

export interface HoldButton {
  readonly label: string;
  /** What the dialog returns: `remove`, `cancel`, `reason`, `send`. */
  readonly value: string;
  readonly isFocused: boolean;
  /** Centre of the button in the window. */
  readonly x: number;
  readonly y: number;
}

export async function openDialog(driven: DrivenBrowser, page: Page): Promise<HoldDialog | undefined> {
  const found = await driven.inOverlay(page, root => {
    const dialog = root.querySelector('dialog[open]');
    if (!dialog) return null;
    const buttons = [...dialog.querySelectorAll('button')]
      .filter(button => button.getClientRects().length > 0)
      .map(button => {
        const box = button.getBoundingClientRect();
        return {
          label: button.textContent ?? '',
          value: button.value,
          isFocused: root.activeElement === button,
          x: box.x + box.width / 2,
          y: box.y + box.height / 2,
        };
      });
    return { title: dialog.querySelector('h2')?.textContent ?? '', text: dialog.textContent ?? '', buttons };
  });
  return isDialog(found) ? found : undefined;
}

/** Waits for the hold dialog; throws when none opens. */
export async function waitForDialog(
  driven: DrivenBrowser,
  page: Page,
  timeoutMs = BUSY_MS,
): Promise<HoldDialog> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const dialog = await openDialog(driven, page);
    if (dialog) return dialog;
    if (Date.now() > end) throw new Error('Lethe opened no dialog');
    await wait(50);
  }
}

/** Clicks the button of the open dialog that returns `value`, with the mouse, as the rep would. */
export async function press(driven: DrivenBrowser, page: Page, value: string): Promise<void> {
  const end = Date.now() + BUSY_MS;
  let last: readonly unknown[] = [];
  for (;;) {
    // A dialog that has just changed may still move under the mouse.
    const place = await placeOfButton(driven, page, value);
    if (place.length > 0 && place.join() === last.join()) break;
    if (Date.now() > end) {
      const dialog = await openDialog(driven, page);
      throw new Error(`no button "${value}" stands still, of ${JSON.stringify(dialog?.buttons ?? [])}`);
    }
    last = place;
    await wait(50);
  }
  await page.mouse.click(Number(last[0]), Number(last[1]));
}

/** Centre of the button in the window; empty without it. */
async function placeOfButton(driven: DrivenBrowser, page: Page, value: string): Promise<readonly unknown[]> {
  const place = await driven.inOverlay(
    page,
    (root, wanted) => {
      const button = root.querySelector(`dialog[open] button[value="${wanted}"]`);
      if (!button?.getClientRects().length) return [];
      button.scrollIntoView({ block: 'nearest' });
      const { x, y, width, height } = button.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    },
    value,
  );
  return Array.isArray(place) ? place : [];
}

/** Chooses a reason in the open dialog and gives it. */
export async function giveReason(driven: DrivenBrowser, page: Page, reason: string): Promise<void> {
  await waitForDialog(driven, page);
  await driven.inOverlay(
    page,
    (root, wanted) => {
      const details = root.querySelector<HTMLDetailsElement>('dialog[open] details');
      if (details) details.open = true;
      root.querySelector<HTMLInputElement>(`dialog[open] input[value="${wanted}"]`)?.click();
      return true;
    },
    reason,
  );
  await press(driven, page, 'reason');
}

/** Texts of the banners shown over the compose windows. */
export async function banners(driven: DrivenBrowser, page: Page): Promise<string[]> {
  const texts = await driven.inOverlay(page, root =>
    [...root.querySelectorAll('.banner-title')].map(title => title.textContent ?? ''),
  );
  return Array.isArray(texts) ? texts.map(String) : [];
}

/** What a mail's stand-in has sent so far; it notes every message and how it was sent. */
export async function sentBy(page: Page): Promise<readonly unknown[]> {
  const sent: unknown = await page.evaluate('window.sent');
  return Array.isArray(sent) ? sent : [];
}

/** Centre of the stand-in's Send button. */
export async function sendButton(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  return page.evaluate(() => {
    const button = [...document.querySelectorAll('[role=button]')].find(
      element =>
        /^[\u202a-\u202c]*(Send|Verzenden)/u.test(element.getAttribute('aria-label') ?? '') &&
        !element.hasAttribute('aria-haspopup'),
    );
    if (!button) throw new Error('the stand-in has no Send button');
    const box = button.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
}

function isDialog(value: unknown): value is HoldDialog {
  return typeof value === 'object' && value !== null && 'buttons' in value && 'title' in value;
}
