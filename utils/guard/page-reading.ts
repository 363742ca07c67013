import type { RecordPage, Site } from '../sites/site.ts';

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

export interface PageReader {
  /**
   * Reads the page as it stands.
   * @param windows the compose windows that were found
   * @param now milliseconds, of a clock that only goes forward
   */
  read(windows: readonly HTMLElement[], now: number): { reading: PageReading; record: RecordPage | null };
  /** Takes note of the shadow roots that the rep writes in: nothing else tells of them without reading the whole page. */
  notice(event: Event): void;
  /** When to read again, since something looks unreadable and hasn't lasted yet; null where nothing does. */
  again(): number | null;
}

/**
 * Tells what a site's file finds from what it should have found: by signs that only a compose window has, and by the address of
 * a record. A page that a redesign made unreadable says so within two seconds, and isn't taken for one with nobody on it.
 */
export function createPageReader(document: Document, site: Site, address: () => string): PageReader {
  const roots = new Set<ShadowRoot>();
  const since = new Map<Unreadable, number>();
  let told: readonly Unreadable[] = [];

  /** Told only once it has lasted. */
  function lasts(what: Unreadable, isSo: boolean, now: number): Unreadable[] {
    if (!isSo) since.delete(what);
    else if (!since.has(what)) since.set(what, now);
    const from = since.get(what);
    return from !== undefined && now - from >= DRAWN_WITHIN_MS ? [what] : [];
  }

  return {
    read(windows, now) {
      const url = address();
      const isRecord = site.records !== undefined && URL.canParse(url) && site.records.isRecord(new URL(url));
      const record = isRecord ? (site.records?.read(document) ?? null) : null;
      const unreadable = [
        ...lasts('compose', hasStraySign([document, ...roots], site, windows), now),
        ...lasts('record', isRecord && record === null, now),
      ];
      told = unreadable;
      const identified = (record?.identifiers.length ?? 0) > 0;
      return {
        reading: {
          unreadable,
          record: record === null ? 'none' : identified ? 'identified' : 'nothing-to-check',
        },
        record,
      };
    },
    notice(event) {
      for (const target of event.composedPath()) if (isShadowRoot(target)) roots.add(target);
    },
    again() {
      const waiting = [...since]
        .filter(([what]) => !told.includes(what))
        .map(([, from]) => from + DRAWN_WITHIN_MS);
      return waiting.length > 0 ? Math.min(...waiting) : null;
    },
  };
}

/** Whether something that only a compose window has is to be seen outside every window. */
function hasStraySign(
  roots: readonly ParentNode[],
  { compose }: Site,
  windows: readonly HTMLElement[],
): boolean {
  if (!compose) return false;
  return roots
    .flatMap(root => [...root.querySelectorAll<HTMLElement>(compose.signs)])
    .some(sign => !windows.some(window => window.contains(sign)) && isSeen(sign));
}

function isShadowRoot(target: EventTarget): target is ShadowRoot {
  return 'host' in target && 'mode' in target;
}

function isSeen(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && (element.checkVisibility?.({ visibilityProperty: true }) ?? true);
}
