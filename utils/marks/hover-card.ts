import { i18n } from '#i18n';
import type { MatchKind, Protection, Scope } from '../lookup/verdict.ts';

export interface CardContent {
  readonly scope: Scope;
  readonly match: MatchKind;
}

/** A card that only shows: it takes no pointer, no focus, and its text stands under `inert`, where no page finds it. */
export interface HoverCard {
  show(content: CardContent, protection: Protection | undefined, beside: DOMRect): void;
  hide(): void;
}

export const CARD_STYLE = `
.card { all: initial; position: fixed; inset: 0 auto auto 0; box-sizing: border-box; width: max-content;
  max-width: min(320px, calc(100vw - 16px)); padding: 10px 12px; border-radius: 8px; pointer-events: none;
  color-scheme: inherit; background: light-dark(#fff, #26282b); color: light-dark(#1d1f21, #f1f1f1);
  border: 1px solid light-dark(#d4d7da, #4a4e53); box-shadow: 0 4px 16px rgb(0 0 0 / .18);
  font: 13px/1.4 system-ui, sans-serif; visibility: hidden; }
.card.shown { visibility: visible; }
.card div { display: block; }
.card .title { font-weight: 600; }
.card .scope { margin-top: 2px; }
.card .note { margin-top: 6px; font-size: 12px; color: light-dark(#5a5f65, #b9bdc2); }
@media (forced-colors: active) { .card { background: Canvas; color: CanvasText; border-color: CanvasText; }
  .card .note { color: CanvasText; } }
`;

const GAP = 8;

export function createHoverCard(layer: HTMLElement): HoverCard {
  const { ownerDocument } = layer;
  const card = ownerDocument.createElement('div');
  card.className = 'card';
  card.inert = true;

  function line(className: string, text: string): HTMLElement {
    const element = ownerDocument.createElement('div');
    element.className = className;
    element.textContent = text;
    return element;
  }

  return {
    show({ scope, match }, protection, beside) {
      card.dir = i18n.t('@@bidi_dir');
      card.replaceChildren(
        line('title', i18n.t('mark.asked')),
        line('scope', scope === 'all' ? i18n.t('mark.scopeAll') : i18n.t('mark.scopeMarketing')),
        line('scope', matchText(match)),
      );
      const source = sourceText(protection);
      if (source !== null) card.append(line('note', source));
      if (!card.isConnected) layer.append(card);
      const { x, y } = positionOf(card.getBoundingClientRect(), beside, ownerDocument.documentElement);
      card.style.transform = `translate(${x}px, ${y}px)`;
      card.classList.add('shown');
    },
    hide() {
      card.classList.remove('shown');
      card.replaceChildren();
    },
  };
}

function matchText(match: MatchKind): string {
  if (match === 'domain') return i18n.t('mark.matchDomain');
  return match === 'exact' ? i18n.t('mark.matchExact') : i18n.t('mark.matchSpelling');
}

function sourceText(protection: Protection | undefined): string | null {
  if (!protection || protection.state === 'not-protecting') return null;
  const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return i18n.t('mark.source', [protection.organisation, time.format(protection.confirmedAt)]);
}

/** Below what it speaks of, above where there is no room, inside the window. */
function positionOf(card: DOMRect, beside: DOMRect, root: Element): { x: number; y: number } {
  const x = Math.max(GAP, Math.min(beside.left, root.clientWidth - card.width - GAP));
  const below = beside.bottom + GAP;
  const fits = below + card.height <= root.ownerDocument.documentElement.clientHeight;
  return { x: Math.round(x), y: Math.round(fits ? below : Math.max(GAP, beside.top - GAP - card.height)) };
}
