import { i18n } from '#i18n';
import { ANNOUNCE_INTERVAL_MS } from '../scan/budgets.ts';

/**
 * Has a screen reader say this, by `ariaNotify`, since a page can find the text of a live region. Without
 * `ariaNotify` it is silent: the popup and the toolbar have the number too.
 */
export function announce(document: Document, text: string): void {
  const notify: unknown = Reflect.get(document, 'ariaNotify');
  if (typeof notify === 'function') Reflect.apply(notify, document, [text]);
}

interface Announcer {
  /** @param waiting how many of them are held although the list doesn't know them yet */
  count(listed: number, waiting: number): void;
}

/** Tells a screen reader how many listed addresses the tab shows: only the number, only when it grew. */
export function createAnnouncer(document: Document, signal: AbortSignal): Announcer {
  let announced = 0;
  let latest = 0;
  let latestWaiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  function announceMore(): void {
    timer = undefined;
    // Before it is known whether there is anything to say, so that the page's thread is busy as long for nobody.
    const text = i18n.t(latestWaiting > 0 ? 'mark.announcedAsked' : 'mark.announced', latest);
    if (signal.aborted || latest <= announced) return;
    announced = latest;
    announce(document, text);
    timer = setTimeout(announceMore, ANNOUNCE_INTERVAL_MS);
  }

  return {
    count(listed, waiting) {
      latest = listed;
      latestWaiting = waiting;
      // A moment later: a page that fills up is spoken of once, with the number that it comes to.
      if (!signal.aborted) timer ??= setTimeout(announceMore, 1_000);
    },
  };
}
