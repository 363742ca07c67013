import { i18n } from '#i18n';
import { ANNOUNCE_INTERVAL_MS } from '../scan/budgets.ts';

/**
 * Tells a screen reader how many listed addresses the page shows: only the number, only when it grew, by
 * `ariaNotify`, since a page can find the text of a live region. Without `ariaNotify` it is silent: the popup
 * and the toolbar have the number too.
 */
export function createAnnouncer(document: Document, signal: AbortSignal): { count(listed: number): void } {
  const notify: unknown = Reflect.get(document, 'ariaNotify');
  let announced = 0;
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  function announce(): void {
    timer = undefined;
    if (typeof notify !== 'function' || latest <= announced) return;
    announced = latest;
    Reflect.apply(notify, document, [i18n.t('mark.announced', latest)]);
    timer = setTimeout(announce, ANNOUNCE_INTERVAL_MS);
  }

  return {
    count(listed) {
      latest = listed;
      // A moment later: a page that fills up is spoken of once, with the number that it comes to.
      if (latest > announced) timer ??= setTimeout(announce, 1_000);
    },
  };
}
