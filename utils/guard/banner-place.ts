/** A banner's height, the same for every text, so that its box tells nothing. */
export const BANNER_HEIGHT_PX = 52;

const GAP_PX = 6;
const EDGE_PX = 4;
const NARROWEST_PX = 320;
const WIDEST_AT_FOOT_PX = 560;

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
 * Where a banner goes: below its compose window, which is where Send is and covers nothing that is being read; a
 * window docked at the bottom leaves no room there, so above it; failing both, along the top of the viewport, or
 * along its bottom if what it must not cover is at the top. Depends on boxes alone, never on what the banner says.
 */
export function placeBanner(
  window: Box,
  clearOf: readonly Box[],
  viewport: { readonly width: number; readonly height: number },
): BannerPlace {
  const width = Math.min(Math.max(window.right - window.left, NARROWEST_PX), viewport.width - 2 * EDGE_PX);
  const x = Math.round(clamp(window.left, EDGE_PX, viewport.width - width - EDGE_PX));
  const highest = EDGE_PX;
  const lowest = viewport.height - BANNER_HEIGHT_PX - EDGE_PX;
  const below = window.bottom + GAP_PX;
  const above = window.top - BANNER_HEIGHT_PX - GAP_PX;
  const fits = (y: number) => y >= highest && y <= lowest;
  const covers = (y: number) => {
    const banner = { top: y, bottom: y + BANNER_HEIGHT_PX, left: x, right: x + width };
    return clearOf.some(box => overlap(box, banner));
  };
  const y = [below, above].find(fits) ?? (covers(highest) ? lowest : highest);
  return { x, y: Math.round(y), width };
}

/** Where nothing is being written: along the viewport's foot, from where the heading begins; the page is read above it. */
export function placeAtFoot(
  heading: Pick<Box, 'left'>,
  viewport: { readonly width: number; readonly height: number },
): BannerPlace {
  const width = Math.min(WIDEST_AT_FOOT_PX, viewport.width - 2 * EDGE_PX);
  return {
    x: Math.round(clamp(heading.left, EDGE_PX, viewport.width - width - EDGE_PX)),
    y: Math.round(viewport.height - BANNER_HEIGHT_PX - EDGE_PX),
    width,
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
