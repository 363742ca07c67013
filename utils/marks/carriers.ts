import { createSheet, type Sheet } from './drawing.ts';
import type { Rect } from './placement.ts';
import { boxOf, type Ride, rideOn } from './ride.ts';
import { createScrollerOf } from './scroller-of.ts';

/** What marks are drawn on that one scroller moves, within what others show of it. */
export interface Carrier extends Sheet {
  /** What its scrollers and the window leave to see of it. */
  readonly clip: Rect;
}

/** The carriers as they stand at one moment: read before anything is written. */
export interface CarriersNow {
  of(anchor: Element): Carrier;
  /** Puts those that were asked for where their scrollers are. */
  write(): void;
  /** Takes away what carries nothing. */
  clear(): void;
}

/**
 * Lets marks go with what they stand in. Each scroller with sightings has a box of its place and size, which cuts
 * off what it cuts off, and in it what moves by its scrolling; nested ones lie within one another. So a scroll moves
 * one element, and where a scroller's own frames go without the main thread the marks go with them.
 */
export function createCarriers(layer: HTMLElement): { read(zoom: number): CarriersNow } {
  const { ownerDocument: document } = layer;
  const plane = boxOf(document, 'plane');
  const fixed = createSheet(document);
  plane.append(fixed);
  layer.append(plane);
  const rides = new Map<Element, Ride>();
  let scaledBy = 1;

  function read(zoom: number): CarriersNow {
    const scrollerOf = createScrollerOf(document);
    const { documentElement: root } = document;
    const { clientWidth = 0, clientHeight = 0 } = document.scrollingElement ?? root ?? {};
    const view = { left: 0, top: 0, right: clientWidth, bottom: clientHeight };
    const unmoved: Carrier = { svg: fixed, x: 0, y: 0, clip: view };
    const carriers = new Map<Element, Carrier>();
    const writes: (() => void)[] = [];

    function carrierOn(scroller: Element): Carrier {
      const known = carriers.get(scroller);
      if (known) return known;
      const outer = scroller === root ? null : scrollerOf(scroller);
      const parent = outer ? carrierOn(outer) : unmoved;
      const ride = rides.get(scroller) ?? rideOn(scroller);
      rides.set(scroller, ride);
      const standing = ride.read(parent.clip);
      const { left, top, clip } = standing;
      writes.push(() => {
        const holder = (outer && rides.get(outer)?.moved) || plane;
        if (ride.frame.parentNode !== holder) holder.append(ride.frame);
        ride.write(standing, left - parent.x, top - parent.y, zoom);
      });
      const carrier = { svg: ride.svg, x: left - standing.x.scrolled, y: top - standing.y.scrolled, clip };
      carriers.set(scroller, carrier);
      return carrier;
    }

    return {
      of(anchor) {
        const scroller = scrollerOf(anchor);
        return scroller ? carrierOn(scroller) : unmoved;
      },
      write() {
        if (zoom !== scaledBy) plane.style.transform = zoom === 1 ? '' : `scale(${1 / zoom})`;
        scaledBy = zoom;
        for (const each of writes) each();
      },
      clear() {
        // Inner ones, which stand within others, are the younger ones.
        for (const [scroller, ride] of [...rides].reverse()) {
          if (ride.isInUse()) continue;
          ride.end();
          rides.delete(scroller);
        }
      },
    };
  }

  return { read };
}
