import { person } from './person.ts';
import type { Act, Outreach, Recipient, Records } from './site.ts';

/**
 * What puts somebody into a row of mails and calls, by its words: no hooks were found. As the makers' own guides call it: "Enroll in
 * sequence" and "in eine Sequenz aufnehmen" (HubSpot, 2025-05), "Add to Campaign" and "Add to Cadence" (Salesforce, 2023),
 * "Connect sequence" (Microsoft, 2025). The other languages are as one would say it, and weren't seen.
 */
const ENROL = new RegExp(
  `^(?:${[
    'enroll? (?:in|into) (?:an? )?(?:sequence|campaign|cadence|workflow)',
    'add to (?:an? )?(?:sequence|campaign|cadence)s?',
    '(?:connect|assign)(?: to)? (?:an? )?sequence',
    '(?:zur?|in|in eine) (?:sequenz|kampagne|kadenz|cadence) (?:hinzufügen|aufnehmen|einschreiben)',
    '(?:ajouter|inscrire) (?:à|dans) (?:une |la )?(?:séquence|campagne|cadence)',
    '(?:agregar|añadir|inscribir) (?:a|en) (?:una |la )?(?:secuencia|campaña|cadencia)',
    '(?:toevoegen aan|inschrijven (?:in|voor)|aan|in) (?:een |de )?(?:reeks|sequentie|sequence|campagne|cadence)(?: toevoegen)?',
  ].join('|')})…?$`,
  'iu',
);

const CONTROL = 'button, a, [role="button"], [role="menuitem"]';

/**
 * Controls of a record that reach whoever it is about: those that a site's hooks name, and those that enrol.
 *
 * @param cells of a list, what holds somebody's address; absent where lists aren't known
 */
export function outreachOfRecord(
  records: Records,
  hooks: readonly (readonly [Act, string])[] = [],
  cells?: string,
): Outreach {
  return {
    at(target) {
      const control = target.closest<HTMLElement>(CONTROL);
      const act = control && actOf(control, hooks);
      if (!act) return null;
      const { ownerDocument: document } = control;
      const record = records.read(document);
      const about = (record?.identifiers ?? []).map(text =>
        person(control, text, record?.heading.textContent ?? null),
      );
      const people = about.length > 0 || cells === undefined ? about : tickedIn(document, cells, control);
      return people.length > 0 ? { act, control, people } : null;
    },
  };
}

/** In a list, everyone whose row is ticked and shows an address: above it stands what is done to all of them. */
function tickedIn(document: Document, cells: string, control: HTMLElement): Recipient[] {
  return [...document.querySelectorAll('tr:has(input[type="checkbox"]:checked)')].flatMap(row =>
    [...row.querySelectorAll(cells)].flatMap(cell => {
      const text = cell.textContent?.trim() ?? '';
      return text.includes('@') ? [person(control, text, text)] : [];
    }),
  );
}

function actOf(control: HTMLElement, hooks: readonly (readonly [Act, string])[]): Act | null {
  const [act] = hooks.find(([, hook]) => control.matches(hook)) ?? [];
  if (act) return act;
  const labels = [control.getAttribute('aria-label'), control.title, control.textContent];
  return labels.some(label => ENROL.test(label?.trim().replace(/\s+/gu, ' ') ?? '')) ? 'enrol' : null;
}
