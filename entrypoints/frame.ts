import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startGuard } from '../utils/guard/guard.ts';
import { createLateSurface } from '../utils/guard/late-surface.ts';
import { createPlainSurface } from '../utils/guard/plain-surface.ts';
import { createSharedSurface, DIALOG_FITS } from '../utils/guard/shared-surface.ts';
import type { GuardSurface, GuardSurfaceOptions } from '../utils/guard/surface.ts';
import { expectPart } from '../utils/late/late-parts.ts';
import { loadPart, requestPart } from '../utils/late/part-request.ts';
import { giveWay, takeOver } from '../utils/lookup/frame-succession.ts';
import { hostLink } from '../utils/lookup/host-link.ts';
import { createPageReporter } from '../utils/lookup/page-reporter.ts';
import { isPeopleQuestion, type PeopleHere, peopleHere } from '../utils/lookup/people-here.ts';
import { createLookupClient, type PortLookupClient } from '../utils/lookup/port-lookup-client.ts';
import { createAnnouncer } from '../utils/marks/announcer.ts';
import type { Cursor, CursorLook } from '../utils/marks/cursor.ts';
import { createLateMarks } from '../utils/marks/late-marks.ts';
import { isMarksMessage, type MarksNotice } from '../utils/marks/marks-message.ts';
import { createOverlay, type Overlay } from '../utils/marks/overlay.ts';
import { startScanner } from '../utils/scan/scanner.ts';
import type { Site } from '../utils/sites/site.ts';
import { siteHere } from '../utils/sites/site-here.ts';
import { isWithin } from '../utils/sites/site-patterns.ts';
import { isTakenBack } from '../utils/sites/taken-back.ts';

export default defineUnlistedScript(() => {
  // Ends everything. The page ends itself, so this is for a newer script that takes over.
  const frame = new AbortController();
  if (!takeOver(hostLink.alive, frame)) return;
  // Ends what needs the extension. After an update the guard stays, and says that the page is to be reloaded.
  const reading = new AbortController();
  const { signal } = reading;
  frame.signal.addEventListener('abort', () => reading.abort());

  const lookup = createLookupClient({ signal, onDead: () => reading.abort() });
  const watched = siteHere();
  const overlay = createOverlay(document, frame.signal, { wanted: !watched?.offersPanelOnly });
  giveWay(overlay.root, frame);
  const views = watched?.offersPanelOnly ? allowedViews(watched.name, overlay, lookup, signal) : undefined;
  const reporter = createPageReporter({ lookup, report: lookup.report, signal });
  startGuard({
    document,
    site: watched ?? { name: location.hostname, script: '', hosts: [] },
    lookup,
    surface: createSharedSurface({
      surface: guardSurface({ document, overlay, signal: frame.signal }),
      link: lookup.frames,
      isTooSmall: () =>
        window !== window.top && (innerWidth < DIALOG_FITS.width || innerHeight < DIALOG_FITS.height),
    }),
    signal: frame.signal,
    log: lookup.log,
    rememberService: lookup.rememberService,
    staleNotice: {
      // Where nothing may be shown, it would be said to nobody.
      isDue: () => lookup.staleNotice.isDue() && !isPanelOnly(watched, lookup),
      said: lookup.staleNotice.said,
    },
    onPage: reading => reporter.read(reading),
    alive: hostLink.alive,
  });
  const marks = createLateMarks(async () => {
    await views;
    const startMarks = await loadPart('marks', signal);
    return startMarks({ document, overlay, lookup, signal, onCursorLeft: tellCursorLeft });
  });
  listenToBackground(marks.cursor, signal);
  onMessage((message, answer) => {
    if (isPeopleQuestion(message)) answer(peopleHere(document, watched, reporter.texts()));
  }, signal);
  onMessage(message => {
    if (isTakenBack(message) && message.origins.some(origin => isWithin(origin, `${self.origin}/`)))
      frame.abort();
  }, signal);
  startScanner({
    document,
    site: watched,
    signal,
    loadSpelledOut: () => loadPart('spelled-out', signal),
    onChange(change) {
      marks.update(change);
      reporter.update(change);
    },
  });
});

function isPanelOnly(site: Site | null, lookup: PortLookupClient): boolean {
  return site?.offersPanelOnly === true && lookup.panelOnly()?.includes(site.name) !== false;
}

/**
 * On a site where nothing may be put into pages: puts the overlay there once the host said that it may, takes it away when that
 * changes, and resolves when it is there for the first time.
 */
function allowedViews(
  name: string,
  overlay: Overlay,
  lookup: PortLookupClient,
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    const follow = () => {
      const panelOnly = lookup.panelOnly();
      if (panelOnly === undefined) return;
      const isAllowed = !panelOnly.includes(name);
      overlay.want('views', isAllowed);
      if (isAllowed) resolve();
    };
    lookup.subscribe(follow, signal);
    follow();
  });
}

/** The guard's views weigh as much as half of the rest, and most frames never have a compose window. */
function guardSurface(options: GuardSurfaceOptions): GuardSurface {
  const surface = createLateSurface({
    plain: createPlainSurface(options),
    signal: options.signal,
    requestViews: () => requestPart('guard-views'),
  });
  expectPart('guard-views', create => surface.arrived(create(options)), options.signal);
  return surface;
}

function listenToBackground(cursor: Cursor, signal: AbortSignal): void {
  const announcer = createAnnouncer(document, signal);
  onMessage((message, answer) => {
    if (!isMarksMessage(message)) return;
    switch (message.type) {
      case 'tab-listed':
        announcer.count(message.listed, message.waiting);
        break;
      case 'cursor-look':
        answer(cursor.look());
        break;
      case 'cursor-put':
        cursor.put(message.turn);
        break;
      case 'cursor-end':
        cursor.end();
        break;
    }
  }, signal);
}

type Answer = (said: CursorLook | PeopleHere) => void;

function onMessage(hear: (message: unknown, answer: Answer) => void, signal: AbortSignal): void {
  const listener = (message: unknown, _sender: unknown, answer: Answer): void => hear(message, answer);
  browser.runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => {
    // Throws where the extension is gone; then nothing comes any more.
    try {
      browser.runtime.onMessage.removeListener(listener);
    } catch {}
  });
}

function tellCursorLeft(): void {
  if (!hostLink.alive()) return;
  const notice: MarksNotice = { type: 'cursor-left' };
  browser.runtime.sendMessage(notice).catch(() => undefined);
}
