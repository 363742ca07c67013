import { i18n } from '#i18n';
import type { MatchKind, Protection, Scope } from '../lookup/verdict.ts';
import { languageOfWords, localeOfWords } from '../wording/locale.ts';
import { UNSEEN } from './drawing.ts';
import type { Placement, Rect } from './placement.ts';

export interface CardContent {
  /** The address as found: said where the card doesn't stand beside it. */
  readonly address?: string;
  readonly scope: Scope;
  readonly match: MatchKind;
  /** They told the rep to stop, which the list doesn't know yet. */
  readonly waiting?: true | undefined;
  /** The address was read out of words ("jane at example dot com"). */
  readonly isSpelledOut: boolean;
}

/**
 * A card that only shows: it takes no pointer, no focus, and its text stands under `inert`, where no page finds it.
 * It stands in a transparent box that is of one size whatever it says, and that is put up for addresses that aren't
 * listed as well: a page that watches what covers its elements (IntersectionObserver v2) sees the same box. There the
 * shortest card is in it, painted at a strength that nobody sees: a page that times its own thread feels 1 ms of
 * painting.
 */
export interface HoverCard {
  /** Beside what the pointer rests on; null for an address that isn't listed. */
  showBeside(
    content: CardContent | null,
    protection: Protection | undefined,
    placement: Placement,
    area: Rect,
  ): void;
  /** In the window's lower end corner; null puts up a card that nobody sees. */
  dock(lines: readonly string[] | null): void;
  hide(): void;
}

/** Room for the longest card, in CSS pixels: eight lines. */
const BOX = { width: 320, height: 200 };
const GAP = 8;

const SHORTEST: CardContent = { scope: 'all', match: 'exact', isSpelledOut: false };

export const CARD_STYLE = `
.card-box { all: initial; position: fixed; inset: 0 auto auto 0; box-sizing: border-box; width: ${BOX.width}px;
  height: ${BOX.height}px; display: flex; flex-direction: column; align-items: start; pointer-events: none;
  color-scheme: inherit; transform-origin: 0 0; visibility: hidden; }
.card-box.up { visibility: visible; }
.card-box.above { justify-content: end; }
.card { box-sizing: border-box; max-width: 100%; padding: 10px 12px; border-radius: 8px; opacity: ${UNSEEN};
  background: light-dark(#fff, #26282b); color: light-dark(#1d1f21, #f1f1f1); overflow-wrap: anywhere;
  border: 1px solid light-dark(#d4d7da, #4a4e53); box-shadow: 0 4px 16px rgb(0 0 0 / .18);
  font: 13px/1.4 system-ui, sans-serif; }
/* Below 1, so that it is painted in the same steps as the other. */
.card.shown { opacity: .999; }
.card div { display: block; margin-top: 2px; }
.card .title { margin-top: 0; font-weight: 600; }
.card .note { margin-top: 6px; font-size: 12px; color: light-dark(#5a5f65, #b9bdc2); }
@media (forced-colors: active) { .card { background: Canvas; color: CanvasText; border-color: CanvasText; }
  .card .note { color: CanvasText; } }
`;

export function createHoverCard(layer: HTMLElement): HoverCard {
  const { ownerDocument } = layer;
  const box = ownerDocument.createElement('div');
  box.className = 'card-box';
  const card = ownerDocument.createElement('div');
  card.className = 'card';
  card.inert = true;
  box.append(card);

  function write(lines: readonly string[], isShown: boolean): void {
    card.lang = languageOfWords();
    card.dir = i18n.t('@@bidi_dir');
    card.replaceChildren(
      ...lines.map((text, index, all) => {
        const element = ownerDocument.createElement('div');
        if (index === 0) element.className = 'title';
        else if (index === all.length - 1) element.className = 'note';
        element.textContent = text;
        return element;
      }),
    );
    card.classList.toggle('shown', isShown);
  }

  function putUp(x: number, y: number, zoom: number, isAbove: boolean): void {
    box.style.transform = `scale(${1 / zoom}) translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    box.classList.toggle('above', isAbove);
    box.classList.add('up');
    if (!box.isConnected) layer.append(box);
  }

  return {
    showBeside(content, protection, { zoom }, area) {
      const { clientWidth, clientHeight } = ownerDocument.documentElement;
      const below = area.bottom + GAP;
      const above = area.top - GAP - BOX.height;
      const isAbove = below + BOX.height > clientHeight && above >= 0;
      const x = Math.max(GAP, Math.min(area.left, clientWidth - BOX.width - GAP));
      write(cardLines(content ?? SHORTEST, protection), content !== null);
      putUp(x, isAbove ? above : below, zoom, isAbove);
    },
    dock(lines) {
      const zoom = layer.currentCSSZoom || 1;
      const { clientWidth, clientHeight } = ownerDocument.documentElement;
      write(lines ?? cardLines(SHORTEST, undefined), lines !== null);
      putUp(Math.max(0, clientWidth - BOX.width - GAP), clientHeight - BOX.height - GAP, zoom, true);
    },
    hide() {
      box.classList.remove('up');
      card.classList.remove('shown');
      card.replaceChildren();
    },
  };
}

/** What a card says, from the most to the least important; also what is announced. */
export function cardLines(content: CardContent, protection: Protection | undefined): string[] {
  const { address, scope, match, isSpelledOut, waiting } = content;
  const lines = [
    i18n.t('mark.asked'),
    scope === 'all' ? i18n.t('mark.scopeAll') : i18n.t('mark.scopeMarketing'),
    waiting ? i18n.t('mark.waiting') : matchText(match),
  ];
  if (address !== undefined) lines.unshift(address);
  if (isSpelledOut) lines.push(i18n.t('mark.spelledOut'));
  const source = waiting ? i18n.t('mark.waitingHere') : sourceText(protection);
  if (source !== null) lines.push(source);
  return lines;
}

function matchText(match: MatchKind): string {
  if (match === 'domain') return i18n.t('mark.matchDomain');
  return match === 'exact' ? i18n.t('mark.matchExact') : i18n.t('mark.matchSpelling');
}

function sourceText(protection: Protection | undefined): string | null {
  if (!protection || protection.state === 'not-protecting') return null;
  const time = new Intl.DateTimeFormat(localeOfWords(), { dateStyle: 'medium', timeStyle: 'short' });
  return i18n.t('mark.source', [protection.organisation, time.format(protection.confirmedAt)]);
}
