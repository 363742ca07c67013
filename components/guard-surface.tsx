import { render } from 'preact';
import { BANNER_HEIGHT_PX, placeAtFoot, placeBanner } from '../utils/guard/banner-place.ts';
import type { Answer } from '../utils/guard/guard-machine.ts';
import type { HoldView } from '../utils/guard/guard-views.ts';
import type { GuardSurface, GuardSurfaceOptions, PlacedBanner } from '../utils/guard/surface.ts';
import { OVERRIDE_REASONS } from '../utils/lookup/log.ts';
import type { Overlay } from '../utils/marks/overlay.ts';
import { adoptStyle } from '../utils/marks/style.ts';
import { languageOfWords } from '../utils/wording/locale.ts';
import bannerCss from './banner.css?inline';
import { Banner, type BannerText, bannerText, type KeptWords, keepWords } from './banner.tsx';
import holdDialogCss from './hold-dialog.css?inline';
import { HoldDialog, REASON_GROUP } from './hold-dialog.tsx';
import tokensCss from './tokens.css?inline';

/**
 * Shows the guard in the overlay's closed root: banners, and the hold dialog above everything. Nothing is inserted
 * into the page's tree, and until the rep made a gesture at Send nothing that a page can measure depends on a
 * verdict: banners are inert (so that `window.find` can't read them) and keep one box whatever they say.
 */
export function createGuardSurface({ document, overlay, signal }: GuardSurfaceOptions): GuardSurface {
  adoptStyle(overlay.root, `${tokensCss}\n${bannerCss}\n${holdDialogCss}`);
  const banners = new Banners(document, overlay);
  const dialog = new Dialog(document, overlay);
  signal.addEventListener('abort', () => {
    banners.show([]);
    dialog.remove();
  });
  return {
    showBanners: placed => banners.show(placed),
    showHold: view => dialog.show(view),
    owns(event) {
      dialog.hearRefusal();
      return dialog.isOpen() && event.target === overlay.root.host;
    },
    onAnswer: listener => dialog.onAnswer(listener),
  };
}

class Banners {
  readonly #document: Document;
  readonly #overlay: Overlay;
  readonly #kept: KeptWords = keepWords();
  readonly #boxes = new Map<HTMLElement, { box: HTMLElement; said: string }>();

  constructor(document: Document, overlay: Overlay) {
    this.#document = document;
    this.#overlay = overlay;
  }

  show(placed: readonly PlacedBanner[]): void {
    const windows = new Set(placed.map(({ window }) => window));
    for (const [window, { box }] of this.#boxes) {
      if (windows.has(window)) continue;
      box.remove();
      this.#boxes.delete(window);
    }
    // All boxes are read before any is moved, and for every window alike.
    const places = placed.map(banner => this.#placeOf(banner));
    placed.forEach(({ window, view }, index) => {
      const entry = this.#boxOf(window);
      const place = places[index];
      if (place) {
        entry.box.style.width = `${place.width}px`;
        entry.box.style.transform = `translate(${place.x}px, ${place.y}px)`;
      }
      this.#say(entry, view && bannerText(view, this.#kept));
    });
  }

  #placeOf({ window, place, clearOf }: PlacedBanner) {
    const view = this.#document.defaultView;
    const viewport = { width: view?.innerWidth ?? 0, height: view?.innerHeight ?? 0 };
    const box = window.getBoundingClientRect();
    if (place === 'foot') return placeAtFoot(box, viewport);
    return placeBanner(
      box,
      clearOf.map(element => element.getBoundingClientRect()),
      viewport,
    );
  }

  #boxOf(window: HTMLElement) {
    const known = this.#boxes.get(window);
    if (known) return known;
    const box = this.#document.createElement('div');
    box.className = 'banner-box';
    box.inert = true;
    box.style.height = `${BANNER_HEIGHT_PX}px`;
    this.#overlay.layer.append(box);
    const entry = { box, said: '' };
    this.#boxes.set(window, entry);
    return entry;
  }

  #say(entry: { box: HTMLElement; said: string }, text: BannerText | null): void {
    const words = text ? `${text.title}. ${text.note}` : '';
    if (words === entry.said) return;
    entry.said = words;
    nameLanguage(entry.box);
    render(text && <Banner text={text} />, entry.box);
    if (text) announce(this.#document, words);
  }
}

class Dialog {
  readonly #element: HTMLDialogElement;
  readonly #overlay: Overlay;
  #view: HoldView | null = null;
  #listener: (answer: Answer, shown: readonly string[]) => void = () => {};

  constructor(document: Document, overlay: Overlay) {
    this.#overlay = overlay;
    this.#element = document.createElement('dialog');
    this.#element.className = 'hold-dialog';
    this.#element.setAttribute('aria-labelledby', 'hold-title');
    this.#element.setAttribute('aria-describedby', 'hold-lead');
    // `close` comes after the dialog has gone and the focus is back, which is when the page may be pressed.
    this.#element.addEventListener('close', () => this.#closed());
  }

  onAnswer(listener: (answer: Answer, shown: readonly string[]) => void): void {
    this.#listener = listener;
  }

  isOpen(): boolean {
    return this.#element.open;
  }

  /**
   * A page that is busy may hand over the rep's next press before it is told that the dialog has closed: then "don't send" goes
   * first, and the press is a new one. An answer that sends is not hurried, since the press would come on top of it.
   */
  hearRefusal(): void {
    if (this.#view && !this.#element.open && answerOf(this.#element).choice === 'cancel') this.#closed();
  }

  show(view: HoldView | null): void {
    if (!view) {
      if (this.#view) this.#hide();
      return;
    }
    // Answered, and the browser hasn't said so yet: the answer goes first.
    if (this.#view && !this.#element.open) return;
    const another = this.#view?.kind !== view.kind || this.#view.window !== view.window;
    this.#view = view;
    nameLanguage(this.#element);
    render(<HoldDialog view={view} key={`${view.window} ${view.kind}`} />, this.#element);
    if (!this.#element.isConnected) this.#overlay.root.append(this.#element);
    this.#overlay.want('dialog', true);
    if (!this.#element.open) {
      this.#element.returnValue = '';
      this.#element.showModal();
    } else if (another) this.#focusDefault();
  }

  remove(): void {
    this.#view = null;
    this.#element.remove();
    this.#overlay.want('dialog', false);
  }

  #hide(): void {
    this.#view = null;
    this.#element.close();
    this.#overlay.want('dialog', false);
    render(null, this.#element);
  }

  /** A dialog that turned into another question must not leave the focus nowhere. */
  #focusDefault(): void {
    this.#element.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  #closed(): void {
    const view = this.#view;
    if (!view || this.#element.open) return;
    const answer = answerOf(this.#element);
    const shown = [...view.listed, ...view.pending].map(({ key }) => key);
    this.#view = null;
    this.#overlay.want('dialog', false);
    render(null, this.#element);
    this.#listener(answer, shown);
  }
}

/** The pressed button's value; Escape leaves it empty, which is: don't send. */
function answerOf(dialog: HTMLDialogElement): Answer {
  const { returnValue } = dialog;
  if (returnValue === 'remove' || returnValue === 'send' || returnValue === 'anyway')
    return { choice: returnValue };
  if (returnValue === 'service') return { choice: 'reason', reason: 'contract-or-service' };
  const chosen = dialog.querySelector<HTMLInputElement>(`input[name="${REASON_GROUP}"]:checked`)?.value;
  const reason = OVERRIDE_REASONS.find(known => known === chosen);
  return returnValue === 'reason' && reason ? { choice: 'reason', reason } : { choice: 'cancel' };
}

/** Each time that something is said: the rep may have chosen another meanwhile. */
function nameLanguage(element: HTMLElement): void {
  // Throws where the extension has gone: then what is said are words that were kept.
  try {
    element.lang = languageOfWords();
  } catch {}
}

/** Speaks without a live region, whose text a page could find. Silent where the browser doesn't know how. */
function announce(document: Document, words: string): void {
  const notify: unknown = Reflect.get(document, 'ariaNotify');
  if (typeof notify === 'function') Reflect.apply(notify, document, [words]);
}
