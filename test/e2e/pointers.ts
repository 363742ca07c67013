import type { Page } from 'puppeteer-core';

export type Pointer = 'mouse' | 'touch' | 'pen';

/** Which pointers a browser can be driven by: Firefox's driver has no pen ("Unimplemented pointerMove for pointerType pen"). */
export function pointersOf(browser: 'Chromium' | 'Firefox'): readonly Pointer[] {
  return browser === 'Chromium' ? ['mouse', 'touch', 'pen'] : ['mouse', 'touch'];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Presses the middle of an element and lets go, as a hand does with this pointer: the browser makes every event of it. */
export async function pressWith(page: Page, pointer: Pointer, selector: string): Promise<void> {
  const at = await page.$eval(selector, element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  });
  if (pointer === 'mouse') await page.mouse.click(at.x, at.y);
  else if (pointer === 'touch') await page.touchscreen.tap(at.x, at.y);
  else await pressWithPen(page, at);
}

async function pressWithPen(page: Page, at: Point): Promise<void> {
  const session = await page.createCDPSession();
  for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'] as const) {
    const pressed = type !== 'mouseMoved';
    await session.send('Input.dispatchMouseEvent', {
      type,
      ...at,
      pointerType: 'pen',
      ...(pressed && { button: 'left', clickCount: 1 }),
    });
  }
  await session.detach();
}
