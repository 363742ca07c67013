import type { Scope } from '../lookup/verdict.ts';
import type { Placement } from './placement.ts';

/** `unseen`: for an address that isn't listed; the paint of `all` at a strength that no eye and no screen shows. */
export type Look = Scope | 'unseen';

/**
 * What is painted at one sighting. Every visible sighting has one, listed or not, with the same elements at the
 * same place; a verdict changes paint only, so neither layout nor hit tests tell a page which is which. And each
 * verdict changes it: a page that times its own thread (5 µs in an isolated one) feels 1.5 ms of painting.
 */
export interface Mark {
  /** Moves the mark; null hides it. */
  place(placement: Placement | null): void;
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

/** A disc with a bar: no contact. A square with a loudspeaker struck through: no marketing. Told apart without colour. */
const PATHS = {
  halo: 'M8-5.2a13.2 13.2 0 1 1 0 26.4a13.2 13.2 0 1 1 0-26.4zm0 2.2a11 11 0 1 0 0 22a11 11 0 1 0 0-22z',
  'ring for-all': 'M8-1.2a9.2 9.2 0 1 1 0 18.4a9.2 9.2 0 1 1 0-18.4z',
  'body for-all': 'M8 0a8 8 0 1 1 0 16A8 8 0 1 1 8 0z',
  'sign for-all':
    'M4.25 6.5h7.5a.75.75 0 0 1 .75.75v1.5a.75.75 0 0 1-.75.75h-7.5a.75.75 0 0 1-.75-.75v-1.5a.75.75 0 0 1 .75-.75z',
  'ring for-marketing':
    'M3.5-1.2h9a4.7 4.7 0 0 1 4.7 4.7v9a4.7 4.7 0 0 1-4.7 4.7h-9a4.7 4.7 0 0 1-4.7-4.7v-9a4.7 4.7 0 0 1 4.7-4.7z',
  'body for-marketing':
    'M3.5 0h9A3.5 3.5 0 0 1 16 3.5v9a3.5 3.5 0 0 1-3.5 3.5h-9A3.5 3.5 0 0 1 0 12.5v-9A3.5 3.5 0 0 1 3.5 0z',
  'sign for-marketing': 'M2.5 6.2h2.8L11 3.2v9.6L5.3 9.8H2.5z',
  'body gap for-marketing': 'M3.6.9l11.5 11.5-2.7 2.7L.9 3.6z',
  'sign slash for-marketing': 'M2.7 1.7l11.6 11.6-1 1L1.7 2.7z',
} as const;

export const MARK_STYLE = `
.mark { all: initial; position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; overflow: visible;
  pointer-events: none; transform-origin: 0 0; }
.mark path { fill: transparent; }
.mark.unseen path { fill-opacity: ${UNSEEN}; }
.mark:is(.all, .unseen) .for-all.ring, .mark.marketing .for-marketing.ring { fill: #fff; }
.mark:is(.all, .unseen) .for-all.sign, .mark.marketing .for-marketing.sign { fill: #fff; }
.mark:is(.all, .unseen) .for-all.body, .mark:is(.all, .unseen) .line.for-all { fill: #c2261d; }
.mark.marketing .for-marketing.body, .mark.marketing .line.for-marketing { fill: #a85a00; }
.mark.cursor .halo { fill: #2b6de8; }
@media (forced-colors: active) {
  .mark.cursor .halo { fill: Highlight; }
  .mark { forced-color-adjust: none; }
  .mark:is(.all, .unseen) .for-all.ring, .mark.marketing .for-marketing.ring,
  .mark:is(.all, .unseen) .for-all.sign, .mark.marketing .for-marketing.sign { fill: Canvas; }
  .mark:is(.all, .unseen) .for-all.body, .mark:is(.all, .unseen) .line.for-all,
  .mark.marketing .for-marketing.body, .mark.marketing .line.for-marketing { fill: CanvasText; }
}
`;

export function createMark(layer: HTMLElement): Mark {
  const { ownerDocument } = layer;
  const svg = ownerDocument.createElementNS(SVG, 'svg');
  const lineForAll = path(ownerDocument, 'line for-all');
  const lineForMarketing = path(ownerDocument, 'line for-marketing');
  const badge = ownerDocument.createElementNS(SVG, 'g');
  for (const [classes, data] of Object.entries(PATHS)) badge.append(path(ownerDocument, classes, data));
  svg.append(lineForAll, lineForMarketing, badge);
  svg.setAttribute('class', 'mark');
  let drawn = '';

  return {
    place(placement) {
      svg.style.visibility = placement ? 'visible' : 'hidden';
      if (!placement) return;
      const { x, y, size, lines, zoom } = placement;
      svg.style.transform = `scale(${1 / zoom}) translate(${x}px, ${y}px)`;
      const shape = JSON.stringify([size, lines.map(line => [line.x - x, line.y - y, line.width])]);
      if (shape === drawn) return;
      drawn = shape;
      badge.setAttribute('transform', `scale(${size / DRAWN})`);
      lineForAll.setAttribute('d', lines.map(line => bar(line.x - x, line.y - y, line.width)).join(''));
      lineForMarketing.setAttribute(
        'd',
        lines.map(line => dashes(line.x - x, line.y - y, line.width)).join(''),
      );
      if (!svg.isConnected) layer.append(svg);
    },
    paint(look, hasCursor) {
      svg.setAttribute(
        'class',
        ['mark', ...(look ? [look] : []), ...(hasCursor ? ['cursor'] : [])].join(' '),
      );
    },
    remove: () => svg.remove(),
  };
}

function path(document: Document, classes: string, data = ''): SVGPathElement {
  const element = document.createElementNS(SVG, 'path');
  element.setAttribute('class', classes);
  element.setAttribute('d', data);
  return element;
}

const LINE_HEIGHT = 2;
const DASH = 5;
const DASH_GAP = 3;

function bar(x: number, y: number, width: number): string {
  return `M${x} ${y}h${width}v${LINE_HEIGHT}h${-width}z`;
}

function dashes(x: number, y: number, width: number): string {
  let data = '';
  for (let from = 0; from < width; from += DASH + DASH_GAP)
    data += bar(x + from, y, Math.min(DASH, width - from));
  return data;
}
