import type { Compose, RecordPage, Records, Site } from '../sites/site.ts';

/** What of a page can't be read: a compose window without what tells who is written to, or a record without its heading. */
export type Unreadable = 'compose' | 'record';

/** How long a page may take to draw what it has begun: a window that opens has its body before its fields. */
export const DRAWN_WITHIN_MS = 2_000;

/** What the guard read of a page, for popup and toolbar. */
export interface PageReading {
  readonly unreadable: readonly Unreadable[];
  /** On a page about somebody: whether anything there identifies them. `none`: it is about nobody. */
  readonly record: 'none' | 'nothing-to-check' | 'identified';
}

export const NOTHING_READ: PageReading = { unreadable: [], record: 'none' };

/**
 * How often one look is taken at the page. Measured with 76,000 elements: a selector takes 1 to 4 ms, and all of a site's in one
 * query 17, so each is a look of its own, whatever a page changes meanwhile.
 */
export const LOOK_EVERY_MS = 150;

export interface PageReader {
  /** Something on the page may have changed: all of it is to be looked at again. */
  changed(): void;
  /** Takes the next look, if one is due. @param now milliseconds, of a clock that only goes forward */
  look(windows: readonly HTMLElement[], now: number): void;
  /** What is known by the looks that were taken. */
  reading(now: number): PageReading;
  record(): RecordPage | null;
  /** Takes note of the shadow roots that the rep writes in: nothing else tells of them without reading the whole page. */
  notice(event: Event): void;
  /** When to look, or to say what was seen; null while the page stands still and all is said. */
  again(now: number): number | null;
}

/**
 * Tells what a site's file finds from what it should have found: by signs that only a compose window has, and by the address of
 * a record. A page that a redesign made unreadable says so within some three seconds, and isn't taken for one with nobody on it.
 */
export function createPageReader(document: Document, site: Site, address: () => string): PageReader {
  const { records, compose } = site;
  const signs = compose?.signs ?? [];
  const roots = new Set<ShadowRoot>();
  /** Which signs were seen outside every window, when each was last looked for. */
  const stray = new Set<string>();
  const since = new Map<Unreadable, number>();
  let record: RecordPage | null = null;
  let isRecord = false;
  let isLost = false;
  let next = 0;
  let due = 0;
  let lookAt = 0;

  const looks = [
    ...(records ? [() => lookAtRecord(records)] : []),
    ...(compose?.isLost ? [() => lookForMail(compose)] : []),
    ...signs.map(sign => (windows: readonly HTMLElement[]) => {
      if (isAstray([document, ...roots], sign, windows)) stray.add(sign);
      else stray.delete(sign);
    }),
  ];

  function lookAtRecord({ isRecord: is, read }: Records): void {
    const url = address();
    isRecord = URL.canParse(url) && is(new URL(url));
    record = isRecord ? read(document) : null;
  }

  function lookForMail({ isLost: is }: Compose): void {
    const url = address();
    isLost = URL.canParse(url) && is?.(document, new URL(url)) === true;
  }

  function note(what: Unreadable, isSo: boolean, now: number): void {
    if (!isSo) since.delete(what);
    else if (!since.has(what)) since.set(what, now);
  }

  return {
    changed() {
      due = looks.length;
    },
    look(windows, now) {
      if (due === 0 || now < lookAt) return;
      looks[next]?.(windows);
      next = (next + 1) % looks.length;
      due -= 1;
      lookAt = now + LOOK_EVERY_MS;
      note('compose', stray.size > 0 || isLost, now);
      note('record', isRecord && record === null, now);
    },
    reading(now) {
      const unreadable = [...since].filter(([, from]) => now - from >= DRAWN_WITHIN_MS).map(([what]) => what);
      if (record === null) return { unreadable, record: 'none' };
      return { unreadable, record: record.identifiers.length > 0 ? 'identified' : 'nothing-to-check' };
    },
    record: () => record,
    notice(event) {
      for (const target of event.composedPath()) if (isShadowRoot(target)) roots.add(target);
    },
    again(now) {
      const told = [...since.values()].map(from => from + DRAWN_WITHIN_MS).filter(at => at > now);
      const times = due > 0 ? [lookAt, ...told] : told;
      return times.length > 0 ? Math.min(...times) : null;
    },
  };
}

/** Whether something that only a compose window has is to be seen outside every window. */
function isAstray(roots: readonly ParentNode[], sign: string, windows: readonly HTMLElement[]): boolean {
  return roots
    .flatMap(root => [...root.querySelectorAll<HTMLElement>(sign)])
    .some(found => !windows.some(window => window.contains(found)) && isSeen(found));
}

function isShadowRoot(target: EventTarget): target is ShadowRoot {
  return 'host' in target && 'mode' in target;
}

function isSeen(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}
