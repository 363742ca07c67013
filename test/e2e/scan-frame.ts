import { createOverlay } from '../../utils/marks/overlay.ts';
import { spelledOut } from '../../utils/scan/find-spelled-out.ts';
import { isElement } from '../../utils/scan/nodes.ts';
import { startScanner } from '../../utils/scan/scanner.ts';
import type { Sighting } from '../../utils/scan/sighting.ts';
import { salesforce } from '../../utils/sites/salesforce.ts';

/** The scanner alone, as on Salesforce (the site whose file names a company's website): what stands, by the section of the page in which it stands, is written where no page sees it. */
const { signal } = new AbortController();
const overlay = createOverlay(document, signal);
const standing = new Set<Sighting>();
const record = document.createElement('output');
record.hidden = true;
overlay.root.append(record);

startScanner({
  document,
  site: salesforce,
  signal,
  loadSpelledOut: async () => spelledOut,
  onChange({ added, removed }) {
    for (const sighting of removed) standing.delete(sighting);
    for (const sighting of added) standing.add(sighting);
    record.textContent = JSON.stringify([...standing].map(each => [sectionOf(each), each.text]));
  },
});

function sectionOf({ place }: Sighting): string {
  let node: Node | null = place.kind === 'text' ? place.startNode : place.element;
  while (node) {
    if (isElement(node) && node.localName === 'section') return node.id;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return '';
}
