import type { Overlay } from '../marks/overlay.ts';
import type { Answer } from './guard-machine.ts';
import type { BannerView, HoldView } from './guard-views.ts';

/**
 * Where the guard shows itself. The guard decides what is said and when; the surface, which lives in the overlay,
 * says it and brings the rep's answers back.
 */
export interface GuardSurface {
  /**
   * One banner for each compose window, record and notice. A window without a view gets the same box, unpainted: a page that watches
   * what covers its elements must see no difference.
   */
  showBanners(banners: readonly PlacedBanner[]): void;
  /** Shows, updates or (null) closes the dialog. */
  showHold(view: HoldView | null): void;
  /** True for an event that the rep made in the dialog, whose keys and clicks are kept from the page. */
  owns(event: Event): boolean;
  /** Hears answers, with the keys of the recipients that were named. The dialog is closed by then. */
  onAnswer(listener: (answer: Answer, shown: readonly string[]) => void): void;
}

export interface PlacedBanner {
  /** The compose window, the heading of a record, or the document's root for a notice; none has two banners. */
  readonly window: HTMLElement;
  /** `beside` the compose window; along the viewport's `foot` where nothing is being written. */
  readonly place: 'beside' | 'foot';
  readonly view: BannerView | null;
  /** What the banner must not cover: the recipients themselves, and what the site keeps free. */
  readonly clearOf: readonly HTMLElement[];
}

export interface GuardSurfaceOptions {
  readonly document: Document;
  readonly overlay: Overlay;
  readonly signal: AbortSignal;
}

export type CreateGuardSurface = (options: GuardSurfaceOptions) => GuardSurface;
