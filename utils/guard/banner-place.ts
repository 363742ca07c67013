/** A banner's height, the same for every text, so that its box tells nothing. */
export const BANNER_HEIGHT_PX = 52;

const GAP_PX = 6;
const EDGE_PX = 4;
const NARROWEST_PX = 320;

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface BannerPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * Where a banner goes: above its compose window; where there is no room, over the window's top edge if that leaves
 * the recipients free; else below it. Depends on boxes alone, never on what the banner says.
 */
export function placeBanner(
  window: Box,
  recipients: readonly Box[],
  viewport: { readonly width: number; readonly height: number },
): BannerPlace {
  const width = Math.min(Math.max(window.right - window.left, NARROWEST_PX), viewport.width - 2 * EDGE_PX);
  const x = Math.round(clamp(window.left, EDGE_PX, viewport.width - width - EDGE_PX));
  const above = window.top - BANNER_HEIGHT_PX - GAP_PX;
  const below = window.bottom + GAP_PX;
  const overTop: Box = { top: EDGE_PX, bottom: EDGE_PX + BANNER_HEIGHT_PX, left: x, right: x + width };
  if (above >= EDGE_PX)
    return { x, y: Math.round(Math.min(above, viewport.height - BANNER_HEIGHT_PX)), width };
  const covers = recipients.some(recipient => overlap(recipient, overTop));
  if (covers && below + BANNER_HEIGHT_PX <= viewport.height) return { x, y: Math.round(below), width };
  return { x, y: EDGE_PX, width };
}

function overlap(a: Box, b: Box): boolean {
  return a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
