import type { LookupClient } from '../../utils/lookup/lookup-client.ts';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { startMarks } from '../../utils/marks/marks.ts';
import { createOverlay } from '../../utils/marks/overlay.ts';
import { spelledOut } from '../../utils/scan/find-spelled-out.ts';
import { startScanner } from '../../utils/scan/scanner.ts';
import type { Sighting } from '../../utils/scan/sighting.ts';

/**
 * The page side with a lookup that decides by the local part: listed…, marketing…, domain…, late… (listed after
 * 300 ms), anything else isn't listed. What stands is written into the overlay's root, where no page sees it.
 */
const controller = new AbortController();
const { signal } = controller;
const overlay = createOverlay(document, signal);
const marks = startMarks({
  document,
  overlay,
  lookup: createLookupByRule(),
  signal,
  onCursorLeft: () => undefined,
});
const standing = new Set<Sighting>();
const record = document.createElement('output');
record.hidden = true;
overlay.root.append(record);
// The keyboard command, as the background passes it on to a page with one frame.
record.addEventListener('command', () => {
  const { listed, current } = marks.cursor.look();
  marks.cursor.put(listed > 0 ? (current + 1) % listed : 'none');
});

startScanner({
  document,
  site: { attributes: ['data-test-address'], skip: '[data-test-skip]' },
  signal,
  loadSpelledOut: async () => spelledOut,
  onChange(change) {
    marks.update(change);
    record.dataset.paintedAtOnce = String(overlay.root.querySelectorAll('.mark.all').length);
    for (const sighting of change.removed) {
      if (!standing.delete(sighting))
        record.dataset.problem = `removed without being there: ${sighting.text}`;
    }
    for (const sighting of change.added) standing.add(sighting);
    record.textContent = JSON.stringify([...standing].map(({ text, place }) => [place.kind, text]));
  },
});

function createLookupByRule(): LookupClient {
  const late = new Set<string>();
  const listeners = new Set<() => void>();

  function verdictOf(text: string): Verdict {
    if (/^"?listed/i.test(text)) return { state: 'listed', scope: 'all', match: 'exact' };
    if (/^marketing/i.test(text)) return { state: 'listed', scope: 'marketing', match: 'spelling' };
    if (/^domain/i.test(text)) return { state: 'listed', scope: 'all', match: 'domain' };
    if (!/^late/i.test(text)) return { state: 'not-listed' };
    if (late.has(text)) return { state: 'listed', scope: 'all', match: 'exact' };
    setTimeout(() => {
      late.add(text);
      for (const listener of listeners) listener();
    }, 300);
    return { state: 'pending' };
  }

  return {
    verdictOf,
    subscribe(listener, ends) {
      listeners.add(listener);
      ends.addEventListener('abort', () => listeners.delete(listener));
    },
    protection: () => ({
      state: 'protecting',
      organisation: 'Example Ltd',
      guard: 'hold',
      entries: 256,
      domains: 0,
      confirmedAt: Date.UTC(2026, 10, 23, 12, 5),
      publishedAt: Date.UTC(2026, 10, 20),
    }),
  };
}
