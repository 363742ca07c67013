import { describe, expect, it } from 'vitest';
import { BANNER_HEIGHT_PX, placeBanner } from '../../../utils/guard/banner-place.ts';

const viewport = { width: 1280, height: 800 };
const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });

describe('a banner stands', () => {
  it('below an inline reply, where nothing is being read', () => {
    const place = placeBanner(box(312, 340, 1112, 532), [box(330, 350, 500, 370)], viewport);
    expect(place).toEqual({ x: 312, y: 538, width: 800 });
  });

  it('above a compose that is docked at the bottom', () => {
    const place = placeBanner(box(688, 344, 1208, 800), [box(740, 390, 1020, 416)], viewport);
    expect(place).toEqual({ x: 688, y: 344 - 6 - BANNER_HEIGHT_PX, width: 520 });
  });

  it('over the top of a compose that fills the page, clear of its recipients', () => {
    const place = placeBanner(box(40, 20, 1240, 790), [box(90, 64, 300, 90)], viewport);
    expect(place.y).toBe(4);
  });

  it('at the bottom where the recipients are at the top of a page that is filled', () => {
    const place = placeBanner(box(0, 0, 1280, 800), [box(90, 10, 300, 36)], viewport);
    expect(place.y).toBe(800 - BANNER_HEIGHT_PX - 4);
  });

  it('within the viewport, wide enough to be read', () => {
    const place = placeBanner(box(1200, 700, 1280, 800), [], viewport);
    expect(place.width).toBe(320);
    expect(place.x + place.width).toBeLessThanOrEqual(viewport.width);
  });
});
