import { i18n } from '#i18n';
import { createGuardSurface } from '../../components/guard-surface.tsx';
import { startGuard } from '../../utils/guard/guard.ts';
import type { LookupClient } from '../../utils/lookup/lookup-client.ts';
import type { Protection, Verdict } from '../../utils/lookup/verdict.ts';
import { startMarks } from '../../utils/marks/marks.ts';
import { createOverlay } from '../../utils/marks/overlay.ts';
import { SAMPLE_PEOPLE, sample } from '../../utils/sample/sample.ts';
import { spelledOut } from '../../utils/scan/find-spelled-out.ts';
import { startScanner } from '../../utils/scan/scanner.ts';

const LISTED: Verdict = { state: 'listed', scope: 'all', match: 'exact' };
const NOT_LISTED: Verdict = { state: 'not-listed' };

/**
 * Brings the sample to life: scanner, marks and guard are those of every page, and what they ask is answered here by who is in the
 * sample. The list isn't asked, nothing is fetched and nothing is logged.
 */
export function startSample(document: Document, signal: AbortSignal): void {
  const lookup = sampleLookup(Date.now());
  const overlay = createOverlay(document, signal);
  startGuard({
    document,
    site: sample,
    lookup,
    surface: createGuardSurface({ document, overlay, signal }),
    signal,
    log: () => undefined,
    rememberService: () => undefined,
    onPage: () => undefined,
    alive: () => true,
  });
  const marks = startMarks({ document, overlay, lookup, signal, onCursorLeft: () => undefined });
  startScanner({
    document,
    site: sample,
    signal,
    loadSpelledOut: async () => spelledOut,
    onChange: change => marks.update(change),
  });
}

function sampleLookup(now: number): LookupClient {
  const listed = new Set(SAMPLE_PEOPLE.filter(({ isListed }) => isListed).map(({ address }) => address));
  const protection: Protection = {
    state: 'protecting',
    organisation: i18n.t('welcome.sampleOrganisation'),
    guard: 'hold',
    entries: listed.size,
    domains: 0,
    confirmedAt: now,
    publishedAt: now,
  };
  return {
    verdictOf: text => (listed.has(text) ? LISTED : NOT_LISTED),
    // Nothing that was said is ever taken back.
    subscribe: () => undefined,
    protection: () => protection,
  };
}
