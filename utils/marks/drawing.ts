import type { Scope } from '../lookup/verdict.ts';
import type { Placement } from './placement.ts';

/** `unseen`: for an address that isn't listed; the paint of `all` at a strength that no eye and no screen shows. */
export type Look = Scope | 'unseen';

/** Marks that move together. */
export interface Sheet {
  readonly svg: SVGSVGElement;
  /** Where its zero is in the viewport. */
  readonly x: number;
  readonly y: number;
}

/**
 * What is painted at one sighting. Every visible sighting has one, listed or not, with the same elements at the
 * same place; a verdict changes paint only, so neither layout nor hit tests tell a page which is which. And each
 * verdict changes it: a page that times its own thread (5 µs in an isolated one) feels 1.5 ms of painting.
 */
export interface Mark {
  place(placement: Placement, sheet: Sheet): void;
  /** Null, while there is no verdict, paints nothing. With a halo where the virtual cursor is. */
  paint(look: Look | null, hasCursor: boolean): void;
  remove(): void;
}

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A strength that browsers still paint and no eye sees, three steps of 255. At 0.004 Firefox 153 spent 1 ms less on
 * the rendering of 60 of them than of listed ones (2026-11).
 */
export const UNSEEN = 0.012;

/** Side of the square that the badge's paths are drawn in. */
const DRAWN = 16;

/**
 * A disc with a bar: no contact. A square with a loudspeaker struck through: no marketing. Told apart without colour.
 * The signs are holes in the body, through which the white ring below it is seen.
 */
const HALO = 'M8-5.2a13.2 13.2 0 1 1 0 26.4a13.2 13.2 0 1 1 0-26.4zm0 2.2a11 11 0 1 0 0 22a11 11 0 1 0 0-22z';
const RING = {
  all: 'M8-1.2a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 1 1 0-18.4z',
  marketing:
    'M3.5-1.2h9a4.7 4.7 0 0 1 4.7 4.7v9a4.7 4.7 0 0 1-4.7 4.7h-9a4.7 4.7 0 0 1-4.7-4.7v-9a4.7 4.7 0 0 1 4.7-4.7z',
};
const BODY = {
  all: 'M8 0a8 8 0 1 1 0 16A8 8 0 1 1 8 0zM4.25 6.5h7.5a.75.75 0 0 1 .75.75v1.5a.75.75 0 0 1-.75.75h-7.5a.75.75 0 0 1-.75-.75v-1.5a.75.75 0 0 1 .75-.75z',
  marketing:
    'M3.5 0h9A3.5 3.5 0 0 1 16 3.5v9a3.5 3.5 0 0 1-3.5 3.5h-9A3.5 3.5 0 0 1 0 12.5v-9A3.5 3.5 0 0 1 3.5 0zM7.66 4.96L11 3.2v5.1zM2.5 6.2h1L9.1 11.8l-3.8-2H2.5zM2.7 1.7l11.6 11.6-1 1L1.7 2.7z',
};

/**
 * The shapes stand in the style, where each is read once for all marks. Without a verdict both are squares: so each
 * verdict, whichever it is, gives a mark other shapes.
 */
export const MARK_STYLE = `
.sheet { all: initial; position: absolute; inset: 0 auto auto 0; width: 1px; height: 1px; overflow: visible;
  visibility: hidden; pointer-events: none; }
.mark path { fill: transparent; }
.mark .halo { d: path("${HALO}"); }
.mark.cursor .halo { fill: #2b6de8; }
.mark .line { fill: none; stroke: transparent; stroke-width: 2; }
.mark :is(.ring, .body) { d: path("M0 0h16v16h-16z"); fill-rule: evenodd; }
.mark:is(.all, .unseen) .ring { d: path("${RING.all}"); fill: #fff; }
.mark:is(.all, .unseen) .body { d: path("${BODY.all}"); fill: #c2261d; }
.mark:is(.all, .unseen) .line { stroke: #c2261d; }
.mark.marketing .ring { d: path("${RING.marketing}"); fill: #fff; }
.mark.marketing .body { d: path("${BODY.marketing}"); fill: #a85a00; }
.mark.marketing .line { stroke: #a85a00; stroke-dasharray: 5 3; }
.mark.unseen path { fill-opacity: ${UNSEEN}; stroke-opacity: ${UNSEEN}; }
@media (forced-colors: active) {
  .mark { forced-color-adjust: none; }
  .mark.cursor .halo { fill: Highlight; }
  .mark:is(.all, .unseen, .marketing) .ring { fill: Canvas; }
  .mark:is(.all, .unseen, .marketing) .body { fill: CanvasText; }
  .mark:is(.all, .unseen, .marketing) .line { stroke: CanvasText; }
}
`;

export function createSheet(document: Document): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'sheet');
  return svg;
}

/** What a mark of each size and look is a copy of: made path by path, 200 marks take twice as long. */
const models = new Map<string, Element>();

function modelOf(document: Document, size: number, classes: string): Element {
  const key = `${size} ${classes}`;
  const known = models.get(key);
  if (known) return known;
  const model = document.createElementNS(SVG, 'g');
  model.setAttribute('class', classes);
  model.style.visibility = 'visible';
  for (const part of ['halo', 'line', 'ring', 'body']) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', `${part} for-all for-marketing`);
    if (part === 'line') path.setAttribute('transform', `scale(${DRAWN / size})`);
    model.append(path);
  }
  models.set(key, model);
  return model;
}

export function createMark(document: Document): Mark {
  let group: Element | null = null;
  let line: Element | null | undefined;
  let classes = 'mark';
  let drawnSize = 0;
  let drawnLines = '';
  let drawnAt = '';

  return {
    place(placement, { svg, x: originX, y: originY }) {
      const { x, y, size, lines } = placement;
      if (!group || size !== drawnSize) {
        group?.remove();
        const copy = modelOf(document, size, classes).cloneNode(true);
        if (!(copy instanceof Element)) return;
        group = copy;
        line = group.children[1];
        drawnSize = size;
        drawnLines = drawnAt = '';
      }
      const at = `translate(${x - originX} ${y - originY})scale(${size / DRAWN})`;
      if (at !== drawnAt) group.setAttribute('transform', at);
      drawnAt = at;
      let data = '';
      for (const each of lines) data += `M${each.x - x} ${each.y - y + 1}h${each.width}`;
      if (data !== drawnLines) line?.setAttribute('d', data);
      drawnLines = data;
      if (group.parentNode !== svg) svg.append(group);
    },
    paint(look, hasCursor) {
      const now = `mark${look ? ` ${look}` : ''}${hasCursor ? ' cursor' : ''}`;
      if (now !== classes) group?.setAttribute('class', now);
      classes = now;
    },
    remove: () => group?.remove(),
  };
}
