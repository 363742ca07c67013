import type { Answer } from './guard-machine.ts';
import type { HoldView } from './guard-views.ts';
import type { GuardSurface, PlacedBanner } from './surface.ts';

/** How long views may take before the plain surface speaks for them, and before they are asked for once more. */
export const VIEWS_WITHIN_MS = 1_000;

export interface LateSurfaceOptions {
  /** Stands in while the views can't come. */
  readonly plain: GuardSurface;
  readonly signal: AbortSignal;
  /** Asks for the views; false when they won't come of it. */
  requestViews(): Promise<boolean>;
}

export interface LateSurface extends GuardSurface {
  arrived(views: GuardSurface): void;
}

/**
 * A surface whose views come when there is something to show, which is with the first compose window: so they are
 * there before a gesture is held, and stay when the extension is updated. The guard holds without them; what was to
 * be shown meanwhile is shown when they arrive, plainly where they don't, and never lost.
 */
export function createLateSurface(options: LateSurfaceOptions): LateSurface {
  return new Late(options);
}

class Late implements LateSurface {
  readonly #options: LateSurfaceOptions;
  #shown: GuardSurface | null = null;
  #hasViews = false;
  #askAgainAt = 0;
  #banners: readonly PlacedBanner[] = [];
  #hold: HoldView | null = null;
  #listener: (answer: Answer, shown: readonly string[]) => void = () => {};

  constructor(options: LateSurfaceOptions) {
    this.#options = options;
  }

  showBanners(banners: readonly PlacedBanner[]): void {
    this.#banners = banners;
    if (banners.length > 0) this.#need();
    this.#shown?.showBanners(banners);
  }

  showHold(view: HoldView | null): void {
    this.#hold = view;
    if (view) this.#need();
    this.#shown?.showHold(view);
  }

  owns(event: Event): boolean {
    return this.#shown?.owns(event) ?? false;
  }

  onAnswer(listener: (answer: Answer, shown: readonly string[]) => void): void {
    this.#listener = listener;
  }

  arrived(views: GuardSurface): void {
    if (this.#hasViews || this.#options.signal.aborted) return;
    this.#hasViews = true;
    this.#show(views);
  }

  #need(): void {
    const { signal } = this.#options;
    if (this.#hasViews || signal.aborted || performance.now() < this.#askAgainAt) return;
    this.#askAgainAt = performance.now() + VIEWS_WITHIN_MS;
    setTimeout(() => {
      this.#late();
      if (this.#hold) this.#need();
    }, VIEWS_WITHIN_MS + 1);
    void this.#options.requestViews().then(isComing => {
      if (!isComing) this.#late();
    });
  }

  #late(): void {
    if (!this.#shown && !this.#options.signal.aborted) this.#show(this.#options.plain);
  }

  #show(surface: GuardSurface): void {
    this.#shown?.showHold(null);
    this.#shown?.showBanners([]);
    this.#shown = surface;
    surface.onAnswer((answer, shown) => this.#listener(answer, shown));
    surface.showBanners(this.#banners);
    surface.showHold(this.#hold);
  }
}
