import type { Answer } from './guard-machine.ts';
import type { HoldView } from './guard-views.ts';
import type { GuardSurface } from './surface.ts';

/** A dialog needs this much, in CSS pixels; a frame that is smaller has it shown in the tab's top frame. */
export const DIALOG_FITS = { width: 340, height: 320 } as const;

/** How frames of one tab reach each other, by the lookup's host: a page between them hears nothing. */
export interface FramesLink {
  /** Has the top frame ask this (null: no longer). */
  ask(view: HoldView | null): void;
  /** Gives the rep's answer to the frame that asked. */
  answer(from: string, answer: Answer, shown: readonly string[]): void;
  /** Hears what another frame wants to have asked here. */
  onAsked(listener: (from: string, view: HoldView | null) => void): void;
  /** Hears the rep's answer to what was asked; null where no frame could ask it. */
  onAnswered(
    listener: (answer: { readonly answer: Answer; readonly shown: readonly string[] } | null) => void,
  ): void;
}

export interface SharedSurfaceOptions {
  readonly surface: GuardSurface;
  readonly link: FramesLink;
  /** Whether this frame has no room for a dialog and another could. */
  isTooSmall(): boolean;
}

/** A surface whose dialog is shown where there is room for it, and that shows what smaller frames of the tab ask. */
export function createSharedSurface(options: SharedSurfaceOptions): GuardSurface {
  return new Shared(options);
}

class Shared implements GuardSurface {
  readonly #options: SharedSurfaceOptions;
  readonly #foreign = new Map<string, HoldView>();
  #own: HoldView | null = null;
  /** What this frame wants asked is asked elsewhere. */
  #isAway = false;
  /** Nobody could ask elsewhere: small as it is, it is asked here. */
  #mustStay = false;
  #listener: (answer: Answer, shown: readonly string[]) => void = () => {};

  constructor(options: SharedSurfaceOptions) {
    this.#options = options;
    const { surface, link } = options;
    surface.onAnswer((answer, shown) => this.#answered(answer, shown));
    link.onAsked((from, view) => {
      if (view) this.#foreign.set(from, view);
      else this.#foreign.delete(from);
      this.#show();
    });
    link.onAnswered(answered => this.#answeredElsewhere(answered));
  }

  showBanners(banners: Parameters<GuardSurface['showBanners']>[0]): void {
    this.#options.surface.showBanners(banners);
  }

  showHold(view: HoldView | null): void {
    if (JSON.stringify(view) === JSON.stringify(this.#own)) {
      if (!this.#isAway) this.#show();
      return;
    }
    this.#own = view;
    const goesAway = view !== null && !this.#mustStay && this.#options.isTooSmall();
    if (goesAway || this.#isAway) this.#options.link.ask(goesAway ? view : null);
    this.#isAway = goesAway;
    this.#show();
  }

  owns(event: Event): boolean {
    return this.#options.surface.owns(event);
  }

  onAnswer(listener: (answer: Answer, shown: readonly string[]) => void): void {
    this.#listener = listener;
  }

  #show(): void {
    this.#options.surface.showHold(this.#here()?.view ?? null);
  }

  /** This frame's own question goes first. */
  #here(): { from: string | null; view: HoldView } | null {
    if (this.#own && !this.#isAway) return { from: null, view: this.#own };
    const [first] = this.#foreign;
    return first ? { from: first[0], view: first[1] } : null;
  }

  #answered(answer: Answer, shown: readonly string[]): void {
    const asked = this.#here();
    if (!asked) return;
    if (asked.from === null) {
      this.#own = null;
      this.#listener(answer, shown);
      return;
    }
    this.#foreign.delete(asked.from);
    this.#options.link.answer(asked.from, answer, shown);
    this.#show();
  }

  #answeredElsewhere(answered: { readonly answer: Answer; readonly shown: readonly string[] } | null): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    if (answered) {
      this.#own = null;
      this.#listener(answered.answer, answered.shown);
      return;
    }
    this.#mustStay = true;
    this.#show();
  }
}
