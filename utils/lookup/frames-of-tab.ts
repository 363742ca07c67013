import { browser } from 'wxt/browser';

/** Ids of the frames that our script may be in, the top one first. A tab that isn't ours has none: nobody may be asked there. */
export async function framesOfTab(tabId: number): Promise<number[]> {
  try {
    const target = { tabId, allFrames: true };
    const results = await browser.scripting.executeScript({ target, func: () => undefined });
    return results.map(({ frameId }) => frameId).sort((a, b) => a - b);
  } catch {
    return [];
  }
}
