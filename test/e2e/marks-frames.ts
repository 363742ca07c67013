import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { DrivenBrowser } from './harness/driven-browser.ts';

/** What one picture of the screen shows: the uppermost row of each colour in it, -1 where there is none. */
export interface Shown {
  /** Of pure blue, which a test puts where its address is. */
  readonly blue: number;
  /** Of the red of marks. */
  readonly red: number;
  /** Taken while the page's thread did nothing but turn round. */
  readonly isBlocked: boolean;
}

/** A wheel that hasn't begun or ended its turn by then is not waited for. */
const LONGEST_MS = 4_000;

/** Scrolls by the wheel at this point, with the page's thread held up meanwhile, and looks at each picture on the way. */
export async function picturesOfScroll(
  driven: DrivenBrowser,
  page: Page,
  { x, y, by, blockedMs }: { x: number; y: number; by: number; blockedMs: number },
): Promise<Shown[]> {
  const session = await page.createCDPSession();
  const pictures: { data: string; time: number }[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    pictures.push({ data, time: (metadata.timestamp ?? 0) * 1_000 });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await wait(300);
  // The compositor takes a wheel over when it has begun.
  const blocked = page.evaluate(
    async (ms, longestMs) => {
      await new Promise(resolve => {
        addEventListener('scroll', resolve, { capture: true, once: true });
        setTimeout(resolve, longestMs);
      });
      const begun = Date.now();
      while (Date.now() - begun < ms);
      return [begun, Date.now()] as const;
    },
    blockedMs,
    LONGEST_MS,
  );
  const gesture = { x, y, yDistance: -by, speed: 400, gestureSourceType: 'mouse' } as const;
  // One in ten never says that it is over.
  const scrolled = session.send('Input.synthesizeScrollGesture', gesture).catch(() => undefined);
  const [from, to] = await blocked;
  await Promise.race([scrolled, wait(LONGEST_MS)]);
  await wait(400);
  await session.send('Page.stopScreencast');
  await session.detach();
  const reader = await driven.browser.newPage();
  try {
    const shown: Shown[] = [];
    for (const { data, time } of pictures) {
      const [blue = -1, red = -1] = await reader.evaluate(topsOfColours, data);
      shown.push({ blue, red, isBlocked: time > from && time < to });
    }
    return shown;
  } finally {
    await reader.close();
    await page.bringToFront();
  }
}

/** In a page. */
async function topsOfColours(base64: string): Promise<number[]> {
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  let blueAt = -1;
  let redAt = -1;
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (blueAt < 0 && red < 40 && green < 40 && blue > 220) blueAt = Math.floor(at / 4 / width);
    if (redAt < 0 && red > 150 && green < 90 && blue < 60) redAt = Math.floor(at / 4 / width);
  }
  return [blueAt, redAt];
}
