import { i18n } from '#i18n';
import type { LookupClient } from '../lookup/lookup-client.ts';
import { PLACED_AT_ONCE, PLACED_PER_FRAME } from '../scan/budgets.ts';
import { withoutTelScheme } from '../scan/call-link.ts';
import type { Change } from '../scan/ledger.ts';
import { leaveRange } from '../scan/range-leave.ts';
import type { Sighting } from '../scan/sighting.ts';
import { isAnimated } from './animated.ts';
import { announce } from './announcer.ts';
import { type Carrier, createCarriers } from './carriers.ts';
import { type Cursor, createCursor } from './cursor.ts';
import { createMark, type Look, MARK_STYLE, type Mark } from './drawing.ts';
import { CARD_STYLE, type CardContent, cardLines, createHoverCard } from './hover-card.ts';
import { createMotion } from './motion.ts';
import type { Overlay } from './overlay.ts';
import { anchorOf, boxOf, type Placement, placementOf } from './placement.ts';
import { watchPointer } from './pointer.ts';
import { RIDE_STYLE } from './ride.ts';
import { type Listed, strictest } from './strictest.ts';
import { adoptStyle } from './style.ts';

/** A place on the page that has one mark: a sighting in text, or an element with all that its attributes name. */
interface Spot {
  readonly sightings: Set<Sighting>;
  readonly anchor: Element;
  /** What is watched for coming near the window; several spots may share one. */
  readonly box: Element;
  /** Made when it first comes near the window. */
  mark: Mark | null;
  placement: Placement | null;
  listed: Listed | null;
  /** There was a verdict on it. A new list, which asks again, doesn't take its look from it meanwhile. */
  isAnswered: boolean;
  isNear: boolean;
}

/** How far outside of the window a sighting is placed already, so that it is in place when it scrolls in. */
const NEAR = '200px';

export interface Marks {
  update(change: Change): void;
  readonly cursor: Cursor;
}

export interface MarksOptions {
  readonly document: Document;
  readonly overlay: Overlay;
  readonly lookup: LookupClient;
  readonly signal: AbortSignal;
  /** The rep left the virtual cursor in this frame: it is to end in the tab's other frames too. */
  readonly onCursorLeft: () => void;
}

export type StartMarks = (options: MarksOptions) => Marks;

/**
 * Paints the marks. Hand it every change that the scanner reports, at once: a sighting whose verdict is known is
 * painted before `update` returns. Listed or not, each gets the same reads and the same elements.
 */
export function startMarks(options: MarksOptions): Marks {
  const { document, overlay, lookup, signal, onCursorLeft } = options;
  const spots = new Map<Sighting, Spot>();
  const spotOfElement = new Map<Element, Spot>();
  const spotsNear = new Map<Element, Set<Spot>>();
  adoptStyle(overlay.root, RIDE_STYLE + MARK_STYLE + CARD_STYLE);
  const carriers = createCarriers(overlay.layer);
  const card = createHoverCard(overlay.layer);
  const motion = createMotion(document, placeNear, signal);
  /** What the card stands beside. */
  let hovered: Spot | null = null;
  const pointer = watchPointer(document, {
    spotAt,
    onEnter: spot => {
      if (cursor.isUp()) cursor.leave();
      hovered = spot;
      showHovered();
    },
    onLeave: () => {
      hovered = null;
      if (!cursor.isUp()) card.hide();
    },
    signal,
  });
  const cursor = createCursor<Spot>({
    document,
    listedInView,
    onShow(spot) {
      const lines = (spot && cursorLines(spot)) ?? [nobodyText()];
      card.dock(lines);
      announce(document, lines.join('\n'));
    },
    onStandBy: () => card.dock(null),
    onEnd: card.hide,
    onMove: paintAll,
    onLeft: onCursorLeft,
    signal,
  });
  const nearness = new IntersectionObserver(onNearness, { rootMargin: NEAR, scrollMargin: NEAR });
  signal.addEventListener('abort', () => nearness.disconnect(), { once: true });
  lookup.subscribe(paintAll, signal);

  function onNearness(entries: readonly IntersectionObserverEntry[]): void {
    const changed: Spot[] = [];
    for (const { target, isIntersecting } of entries) {
      for (const spot of spotsNear.get(target) ?? []) {
        if (spot.isNear === isIntersecting) continue;
        spot.isNear = isIntersecting;
        changed.push(spot);
      }
    }
    placeAll(changed);
  }

  function spotOf(sighting: Sighting): Spot | null {
    const { place } = sighting;
    const anchor = anchorOf(place);
    if (!anchor) return null;
    const shared = place.kind === 'element' ? spotOfElement.get(place.element) : undefined;
    if (shared) {
      shared.sightings.add(sighting);
      return shared;
    }
    const spot: Spot = {
      sightings: new Set([sighting]),
      anchor,
      box: boxOf(anchor),
      mark: null,
      placement: null,
      listed: null,
      isAnswered: false,
      isNear: false,
    };
    if (place.kind === 'element') spotOfElement.set(place.element, spot);
    watch(spot);
    return spot;
  }

  function watch(spot: Spot): void {
    const root = spot.anchor.getRootNode();
    motion.watch(document);
    if (root instanceof ShadowRoot) motion.watch(root);
    const sharing = spotsNear.get(spot.box) ?? new Set();
    spotsNear.set(spot.box, sharing.add(spot));
    // Observed anew for each: only a first look reports where it stands.
    if (sharing.size > 1) nearness.unobserve(spot.box);
    nearness.observe(spot.box);
  }

  function forget(sighting: Sighting): void {
    const spot = spots.get(sighting);
    spots.delete(sighting);
    if (!spot?.sightings.delete(sighting) || spot.sightings.size > 0) return;
    spot.mark?.remove();
    if (spotOfElement.get(spot.anchor) === spot) spotOfElement.delete(spot.anchor);
    const sharing = spotsNear.get(spot.box);
    sharing?.delete(spot);
    if (sharing?.size === 0) {
      spotsNear.delete(spot.box);
      nearness.unobserve(spot.box);
    }
    pointer.forget(spot);
    cursor.forget(spot);
  }

  /** All reads before all writes, so that a batch costs one layout. */
  function placeAll(batch: readonly Spot[]): void {
    const zoom = overlay.layer.currentCSSZoom || 1;
    const now = carriers.read(zoom);
    const range = document.createRange();
    const placed = batch.map((spot): [Placement | null, Carrier | null] => {
      const [sighting] = spot.sightings;
      if (!spot.isNear || !sighting || !spot.anchor.isConnected) return [null, null];
      const carrier = now.of(spot.anchor);
      return [placementOf(sighting.place, { zoom, clip: carrier.clip, range }), carrier];
    });
    leaveRange(range);
    now.write();
    for (const [index, spot] of batch.entries()) {
      const [placement = null, carrier = null] = placed[index] ?? [];
      spot.placement = placement;
      if (!placement || !carrier) {
        spot.mark?.remove();
        continue;
      }
      if (!spot.mark) {
        spot.mark = createMark(document);
        spot.mark.paint(lookOf(spot), cursor.isAt(spot));
      }
      spot.mark.place(placement, carrier);
    }
    now.clear();
    pointer.check();
  }

  function placeNear(): boolean {
    const near = new Set<Spot>();
    for (const spot of spots.values()) {
      if (spot.isNear) near.add(spot);
      if (near.size === PLACED_PER_FRAME) break;
    }
    placeAll([...near]);
    return isAnimated(
      document,
      [...near].map(({ anchor }) => anchor),
    );
  }

  function paint(spot: Spot): void {
    const verdicts = [...spot.sightings].map(({ text }) => lookup.verdictOf(text));
    spot.listed = strictest(verdicts);
    spot.isAnswered ||= verdicts.some(({ state }) => state !== 'pending');
    if (!spot.listed) cursor.forget(spot);
    spot.mark?.paint(lookOf(spot), cursor.isAt(spot));
  }

  function paintAll(): void {
    for (const spot of new Set(spots.values())) paint(spot);
    showHovered();
    pointer.check();
  }

  /** Beside an address that isn't listed as well: only what is painted may differ. */
  function showHovered(): void {
    const area = hovered?.placement?.areas.at(-1);
    if (hovered?.placement && area && !cursor.isUp())
      card.showBeside(contentOf(hovered), lookup.protection(), hovered.placement, area);
  }

  function contentOf({ listed, sightings }: Spot): CardContent | null {
    if (!listed) return null;
    const isSpelledOut = [...sightings].every(({ confidence }) => confidence === 'low');
    return { scope: listed.scope, match: listed.match, waiting: listed.waiting, isSpelledOut };
  }

  function cursorLines(spot: Spot): string[] | null {
    const content = contentOf(spot);
    return content && cardLines({ ...content, address: addressOf(spot) }, lookup.protection());
  }

  /** Never that nobody is listed where nothing is checked. */
  function nobodyText(): string {
    const isChecking = (lookup.protection()?.state ?? 'not-protecting') !== 'not-protecting';
    return isChecking ? i18n.t('mark.noneInView') : i18n.t('toolbar.notProtecting');
  }

  function addressOf({ sightings }: Spot): string {
    const listed = [...sightings].find(({ text }) => lookup.verdictOf(text).state === 'listed');
    return withoutTelScheme(listed?.text ?? '');
  }

  function spotAt(x: number, y: number): Spot | null {
    for (const spot of spots.values()) if (covers(spot.placement, x, y)) return spot;
    return null;
  }

  /** From the window's top to its bottom. */
  function listedInView(): Spot[] {
    const { innerWidth, innerHeight } = window;
    const seen: { spot: Spot; x: number; y: number }[] = [];
    for (const spot of new Set(spots.values())) {
      if (!spot.listed || !spot.placement) continue;
      const { x, y, size } = spot.placement;
      if (x + size > 0 && y + size > 0 && x < innerWidth && y < innerHeight) seen.push({ spot, x, y });
    }
    return seen.sort((a, b) => a.y - b.y || a.x - b.x).map(({ spot }) => spot);
  }

  signal.addEventListener(
    'abort',
    () => {
      for (const spot of spots.values()) spot.mark?.remove();
      card.hide();
    },
    { once: true },
  );

  return {
    update({ added, removed }) {
      for (const sighting of removed) forget(sighting);
      const fresh = new Set<Spot>();
      for (const sighting of added) {
        const spot = spotOf(sighting);
        if (!spot) continue;
        spots.set(sighting, spot);
        fresh.add(spot);
      }
      for (const spot of fresh) paint(spot);
      const atOnce = [...fresh].slice(0, PLACED_AT_ONCE);
      for (const spot of atOnce) spot.isNear = true;
      placeAll(atOnce);
      motion.nudge();
    },
    cursor,
  };
}

function lookOf({ listed, isAnswered }: Spot): Look | null {
  return listed?.scope ?? (isAnswered ? 'unseen' : null);
}

function covers(placement: Placement | null, x: number, y: number): boolean {
  if (!placement) return false;
  const { x: left, y: top, size, areas } = placement;
  if (x >= left && x <= left + size && y >= top && y <= top + size) return true;
  return areas.some(area => x >= area.left && x <= area.right && y >= area.top && y <= area.bottom);
}
