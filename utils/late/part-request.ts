import { browser } from 'wxt/browser';
import { hostLink } from '../lookup/host-link.ts';
import { expectPart, type LatePart, type LateParts } from './late-parts.ts';

/** Frame → background, by `runtime.sendMessage`: put this part into this frame. Answered with success. */
export interface PartRequest {
  readonly type: 'late-part';
  readonly part: LatePart;
}

/** How long to wait before a part that didn't come is asked for again, and how often. */
const AGAIN_AFTER_MS = 1_000;
const TRIES = 5;

/** False where it can't come: this script's extension is gone, or the browser let no script into this frame. */
export async function requestPart(part: LatePart): Promise<boolean> {
  if (!hostLink.alive()) return false;
  const request: PartRequest = { type: 'late-part', part };
  try {
    const injected: unknown = await browser.runtime.sendMessage(request);
    return injected === true;
  } catch {
    return false;
  }
}

/** Asks for a part and waits for it; forever where it can't come. */
export function loadPart<Name extends LatePart>(name: Name, signal: AbortSignal): Promise<LateParts[Name]> {
  return new Promise(resolve => {
    expectPart(name, resolve, signal);
    let tries = 0;
    const request = async (): Promise<void> => {
      if (signal.aborted || tries++ === TRIES) return;
      if (!(await requestPart(name))) setTimeout(request, AGAIN_AFTER_MS);
    };
    void request();
  });
}
