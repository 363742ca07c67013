import type { LogEntry } from '../lookup/log.ts';
import type { LookupClient } from '../lookup/lookup-client.ts';
import type { Verdict } from '../lookup/verdict.ts';
import { elementAt } from '../scan/nodes.ts';
import { isShown, press } from '../sites/press.ts';
import type { Compose, Outreach, Reach, Recipient, RecordPage, Send, Site } from '../sites/site.ts';
import { watchCompose } from './compose-watch.ts';
import { watchCopies } from './copy-watch.ts';
import { watchGestures } from './gestures.ts';
import {
  type CheckedRecipient,
  type ControlId,
  type Decision,
  type GuardEffect,
  type GuardEvent,
  initialGuard,
  NO_CONTEXT,
  stepGuard,
  type WindowContext,
  type WindowId,
} from './guard-machine.ts';
import { type BannerView, bannerView, holdView } from './guard-views.ts';
import { outreachOf } from './outreach.ts';
import { createPageReader, type PageReader, type PageReading } from './page-reading.ts';
import type { GuardSurface, PlacedBanner } from './surface.ts';

/** How long it stands that a copied address is listed. */
const COPIED_FOR_MS = 6_000;
/** How long it stands that the list is old. */
const STALE_FOR_MS = 12_000;

/** That the list is old: said when a message is being written, once a day over all pages. */
export interface StaleNotice {
  isDue(): boolean;
  said(): void;
}

export interface GuardOptions {
  readonly document: Document;
  readonly site: Site;
  readonly lookup: LookupClient;
  readonly surface: GuardSurface;
  readonly signal: AbortSignal;
  /** Keeps a line of the log of holds on this machine. */
  log(entry: LogEntry): void;
  /** Has these remembered as people who are written to about a contract, an invoice or a service. */
  rememberService(addresses: readonly string[]): void;
  /** Absent where it is said elsewhere, or never. */
  readonly staleNotice?: StaleNotice;
  /** Hears what could be read of the page, whenever it changes. */
  onPage(reading: PageReading): void;
  /** False once the extension that this script belongs to is gone (updated, removed, reloaded). */
  alive(): boolean;
}

/**
 * Stands between the rep and Send in this document, until the signal aborts: shows a banner on compose windows,
 * holds gestures at Send while a recipient is listed or pending, asks, and releases once. To be started at
 * document_start, so that its listeners run before the page's. Where no mail is written it guards the links that open
 * a mail program.
 *
 * It is a guard, not a lock: what a page sends without a gesture of the rep can't be held.
 */
export function startGuard(options: GuardOptions): void {
  new Guard(options);
}

class Guard {
  readonly #options: GuardOptions;
  readonly #compose: Compose | undefined;
  readonly #outreach: Outreach;
  readonly #windows = new Numbered<HTMLElement>();
  readonly #controls = new Numbered<HTMLElement>();
  readonly #readings = new Map<WindowId, ReadonlyMap<string, Recipient>>();
  readonly #touch: () => void;
  readonly #page: PageReader;
  #reading = '';
  /** When the page is looked at next, if it calls nobody before. */
  #again: { readonly at: number; readonly timer: ReturnType<typeof setTimeout> } | null = null;
  #copied: readonly string[] = [];
  /** Since when the list is old, while that is being said. */
  #staleSince: number | null = null;
  #state = initialGuard;
  #releasing = false;

  constructor(options: GuardOptions) {
    const { compose } = options.site;
    this.#options = options;
    this.#compose = compose;
    this.#outreach = outreachOf(options.site.outreach);
    const { document, lookup, surface, signal } = options;
    const relisten = watchGestures({
      window: viewOf(document),
      sendAt: target => compose?.sendControl(target) ?? this.#reachAt(target),
      shortcut: event => this.#shortcut(event),
      signal,
      start: send => this.#start(send),
      end: completed => this.#send({ type: 'gesture-end', completed }),
      owns: event => surface.owns(event),
      releasing: () => this.#releasing,
    });
    this.#page = createPageReader(document, options.site, () => document.location?.href ?? '');
    const view = viewOf(document);
    watchCopies(view, addresses => this.#copy(addresses), signal);
    const changed = () => this.#refresh();
    this.#touch = watchCompose({
      document,
      view,
      attributes: compose || options.site.records ? (compose?.attributes ?? []) : null,
      signal,
      changed,
      heard: event => this.#page.notice(event),
      replaced: relisten,
    }).touch;
    lookup.subscribe(changed, signal);
    surface.onAnswer((answer, shown) => {
      const asked = holdView(this.#state);
      if (asked) this.#send({ type: 'answer', window: asked.window, answer, shown });
    });
    signal.addEventListener('abort', () => {
      surface.showHold(null);
      surface.showBanners([]);
    });
  }

  /** A control that reaches somebody by itself is its own window. */
  #reachAt(target: Element): Send | null {
    const reach = this.#outreach.at(target);
    return reach && { window: reach.control, control: reach.control };
  }

  /** A key in a frame that is the body of a mail sends the mail around it. */
  #shortcut(event: KeyboardEvent): Send | null {
    const at = elementAt(event);
    const send = at && this.#compose?.sendShortcut(event, at);
    if (send) return send;
    const around = frameAround(this.#options.document);
    return (around && this.#compose?.sendShortcut(event, around)) ?? null;
  }

  /** A window that is no compose window of this document: a control that reaches somebody, or the mail around this frame. */
  #isElsewhere(window: HTMLElement): boolean {
    return window.ownerDocument !== this.#options.document || this.#reachOf(window) !== null;
  }

  /** What a window that is such a control reaches; null for a compose window. */
  #reachOf(window: HTMLElement): Reach | null {
    const reach = this.#outreach.at(window);
    return reach?.control === window ? reach : null;
  }

  #start(send: Send): Decision {
    this.#readProtection();
    this.#read(send.window);
    const window = this.#windows.idOf(send.window);
    const control = this.#controls.idOf(send.control);
    const act = this.#reachOf(send.window)?.act ?? 'send';
    this.#send({ type: 'gesture-start', window, control, act });
    return this.#state.gesture?.decision ?? 'pass';
  }

  /** Reads everything anew: protection, windows, recipients, verdicts. True while there is a window to follow. */
  #refresh(): boolean {
    if (this.#options.signal.aborted) return false;
    this.#readProtection();
    const windows = this.#windowsNow();
    for (const id of this.#readings.keys()) {
      const element = this.#windows.get(id);
      if (element?.isConnected && this.#state.holds.has(id) && this.#isElsewhere(element))
        this.#read(element);
      else if (!element || !windows.includes(element)) this.#forget(id);
    }
    for (const window of windows) this.#read(window);
    if (windows.length > 0) this.#noticeStale();
    this.#page.changed();
    this.#lookAtPage(windows);
    this.#show(windows);
    return windows.length > 0;
  }

  /** Looks at a part of the page, and goes on by a timer of its own: a page that stands still calls nobody. */
  #lookAtPage(windows: readonly HTMLElement[]): void {
    const now = performance.now();
    const heading = this.#page.record()?.heading;
    this.#page.look(windows, now);
    const reading = this.#page.reading(now);
    const said = JSON.stringify(reading);
    if (said !== this.#reading) {
      this.#reading = said;
      this.#options.onPage(reading);
    }
    if (this.#page.record()?.heading !== heading) this.#show(windows);
    this.#lookAgain(this.#page.again(now), now);
  }

  /** A page that changed is looked at before what was seen until then is said of it. */
  #lookAgain(at: number | null, now: number): void {
    if (at === null || (this.#again !== null && this.#again.at <= at)) return;
    if (this.#again !== null) clearTimeout(this.#again.timer);
    const look = () => {
      this.#again = null;
      if (!this.#options.signal.aborted) this.#lookAtPage(this.#windowsNow());
    };
    this.#again = { at, timer: setTimeout(look, Math.max(0, at - now) + 1) };
  }

  #windowsNow(): readonly HTMLElement[] {
    return this.#compose?.windows(this.#options.document) ?? [];
  }

  /** Shown for a while, in one box whoever's address it is: a page hears of the gesture as well. */
  #copy(addresses: readonly string[]): void {
    this.#copied = addresses;
    this.#touch();
    setTimeout(() => {
      if (this.#copied !== addresses) return;
      this.#copied = [];
      this.#touch();
    }, COPIED_FOR_MS);
  }

  /** Before anybody is looked up, so that it depends on no verdict. */
  #noticeStale(): void {
    const { document, lookup, staleNotice } = this.#options;
    const protection = lookup.protection();
    if (protection?.state !== 'stale' || document.visibilityState !== 'visible') return;
    if (!staleNotice?.isDue()) return;
    staleNotice.said();
    this.#staleSince = protection.confirmedAt;
    setTimeout(() => {
      this.#staleSince = null;
      this.#touch();
    }, STALE_FOR_MS);
  }

  #readProtection(): void {
    const protection = this.#notChecking() === null ? 'on' : 'off';
    const said = this.#options.lookup.protection();
    const level = said && said.state !== 'not-protecting' ? said.guard : this.#state.level;
    if (protection !== this.#state.protection || level !== this.#state.level) {
      this.#send({ type: 'protection', protection, level });
    }
  }

  #read(window: HTMLElement): void {
    const id = this.#windows.idOf(window);
    const reach = this.#reachOf(window);
    const read = reach ? reach.people : (this.#compose?.recipients(window) ?? []);
    const byKey = new Map(read.map(one => [keyOf(one), one]));
    this.#readings.set(id, byKey);
    const recipients = [...byKey].map(([key, recipient]) => this.#check(key, recipient));
    const context = reach ? NO_CONTEXT : this.#contextOf(window);
    const known = { recipients: this.#state.recipients.get(id) ?? [], context: this.#state.contexts.get(id) };
    if (!isSame({ recipients, context }, known)) {
      this.#send({ type: 'recipients', window: id, recipients, context });
    }
  }

  #contextOf(window: HTMLElement): WindowContext {
    const compose = this.#compose;
    return {
      thread: compose?.thread?.(window) ?? null,
      latestSender: compose?.latestSender?.(window) ?? null,
      isWritten: compose?.isWritten?.(window) ?? true,
      canRemove: compose?.remove !== undefined,
    };
  }

  #check(key: string, { address, label, field, typed }: Recipient): CheckedRecipient {
    return { key, address, label, field, typed, verdict: this.#verdictOf(address) };
  }

  #verdictOf(address: string | null): Verdict {
    if (address === null) return { state: 'unknown', reason: 'not-an-address' };
    if (!this.#options.alive()) return { state: 'unknown', reason: 'not-protecting' };
    return this.#options.lookup.verdictOf(address, 'reserved');
  }

  #forget(id: WindowId): void {
    this.#readings.delete(id);
    this.#send({ type: 'window-gone', window: id });
  }

  #send(event: GuardEvent): void {
    if (this.#options.signal.aborted) return;
    const { state, effects } = stepGuard(this.#state, event, performance.now());
    this.#state = state;
    this.#options.surface.showHold(holdView(state));
    for (const effect of effects) this.#do(effect);
    this.#touch?.();
  }

  #do(effect: GuardEffect): void {
    switch (effect.type) {
      case 'release':
        this.#release(effect.window, effect.control);
        break;
      case 'remove':
        this.#remove(effect.window, effect.keys);
        break;
      case 'log':
        this.#options.log({ time: Date.now(), site: this.#options.site.name, ...effect.entry });
        break;
      case 'remember-service':
        this.#options.rememberService(effect.addresses);
        break;
      case 'wake':
        setTimeout(() => this.#wake(), Math.max(0, effect.at - performance.now()) + 1);
        break;
    }
  }

  /** The page may have done its part since it was last read. */
  #wake(): void {
    for (const id of this.#state.holds.keys()) {
      const window = this.#windows.get(id);
      if (window?.isConnected) this.#read(window);
    }
    this.#send({ type: 'time' });
  }

  /** One press, never a second by itself. While it lasts nothing is held, so that it isn't taken for the rep's. */
  #release(window: WindowId, control: ControlId): void {
    const element = this.#controls.get(control);
    if (!element || !isShown(element)) {
      const act = (element && this.#reachOf(element)?.act) ?? 'send';
      this.#send({ type: 'release-failed', window, control, act });
      return;
    }
    this.#releasing = true;
    press(element);
    this.#releasing = false;
  }

  #remove(id: WindowId, keys: readonly string[]): void {
    const window = this.#windows.get(id);
    const reading = this.#readings.get(id);
    if (!window || !reading) return;
    for (const key of keys) {
      const recipient = reading.get(key);
      if (recipient) this.#compose?.remove?.(window, recipient);
    }
    this.#read(window);
  }

  #show(windows: readonly HTMLElement[]): void {
    const banners: PlacedBanner[] = windows.map(window => ({
      window,
      place: 'beside',
      view: this.#bannerOf(window),
      clearOf: this.#keptFree(window),
    }));
    const record = this.#page.record();
    if (record) banners.push(this.#recordBanner(record));
    if (this.#copied.length > 0) banners.push(this.#copyBanner(this.#copied));
    else if (this.#staleSince !== null) banners.push(this.#staleBanner(this.#staleSince));
    this.#options.surface.showBanners(banners);
  }

  #recordBanner({ heading, identifiers }: RecordPage): PlacedBanner {
    const verdicts = identifiers.map(text => this.#verdictOf(text)).filter(isListed);
    const verdict = verdicts.find(({ scope }) => scope === 'all') ?? verdicts[0];
    const name = heading.textContent?.trim().replace(/\s+/gu, ' ') ?? '';
    const view: BannerView | null = verdict ? { kind: 'record', name, verdict } : null;
    return { window: heading, place: 'foot', view, clearOf: [] };
  }

  #copyBanner(copied: readonly string[]): PlacedBanner {
    const addresses = copied.filter(text => isListed(this.#verdictOf(text)));
    const view: BannerView | null = addresses.length > 0 ? { kind: 'copied', addresses } : null;
    return { window: this.#options.document.documentElement, place: 'foot', view, clearOf: [] };
  }

  #staleBanner(since: number): PlacedBanner {
    const { documentElement } = this.#options.document;
    return { window: documentElement, place: 'foot', view: { kind: 'stale', since }, clearOf: [] };
  }

  #keptFree(window: HTMLElement): readonly HTMLElement[] {
    const reading = this.#readings.get(this.#windows.idOf(window));
    const chips = [...(reading?.values() ?? [])].map(({ element }) => element);
    return [...chips, ...(this.#compose?.keepFree?.(window) ?? [])];
  }

  #bannerOf(window: HTMLElement): BannerView | null {
    const why = this.#notChecking();
    if (why) return { kind: 'not-checking', why };
    return bannerView(this.#state, this.#windows.idOf(window));
  }

  /** Why nothing is checked, or null while something is, or while the lookup hasn't said yet. */
  #notChecking(): 'not-enrolled' | 'problem' | 'reload' | null {
    if (!this.#options.alive()) return 'reload';
    const protection = this.#options.lookup.protection();
    if (protection?.state !== 'not-protecting') return null;
    return protection.problem.code === 'not-enrolled' ? 'not-enrolled' : 'problem';
  }
}

/** Gives elements numbers, so that the machine needs no elements; lets go of those that the page let go. */
class Numbered<T extends Element> {
  readonly #ids = new Map<T, number>();
  readonly #elements = new Map<number, T>();
  #next = 1;

  idOf(element: T): number {
    const known = this.#ids.get(element);
    if (known !== undefined) return known;
    this.#prune();
    const id = this.#next++;
    this.#ids.set(element, id);
    this.#elements.set(id, element);
    return id;
  }

  get(id: number): T | undefined {
    return this.#elements.get(id);
  }

  #prune(): void {
    for (const [id, element] of this.#elements) {
      if (element.isConnected) continue;
      this.#elements.delete(id);
      this.#ids.delete(element);
    }
  }
}

/** The element that shows this document in another of the same origin; null where there is none. */
function frameAround(document: Document): Element | null {
  try {
    return document.defaultView?.frameElement ?? null;
  } catch {
    return null;
  }
}

function keyOf({ field, address, label }: Recipient): string {
  return `${field}:${address ?? `name ${label}`}`;
}

function isListed(verdict: Verdict): verdict is Extract<Verdict, { state: 'listed' }> {
  return verdict.state === 'listed';
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A content script's own document has a window always. */
function viewOf(document: Document): Window {
  return document.defaultView ?? window;
}
