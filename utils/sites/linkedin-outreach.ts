import { peopleAround } from './linkedin-people.ts';
import { invitedBy, writtenTo } from './linkedin-recipients.ts';
import { eachOnce, person } from './person.ts';
import type { Act, Outreach, Recipient } from './site.ts';

/**
 * By hooks of no language. Links to a conversation or an invitation name the person (seen live, 2026-06 to 2026-10).
 * `componentkey`: Connect in search and among people one may know, which sends at once (captured 2026-06-26, 2026-07-14).
 * `data-view-name`: both front ends (sources of 2025 and 2026). `message-anywhere-button`: older pages (2020 to 2026).
 * `data-anchor-`, `data-x--`: Sales Navigator's results and leads (seen live, 2026-06-18; sources of 2026-08).
 */
const HOOKS: readonly (readonly [Act, string])[] = [
  [
    'message',
    'a[href*="/messaging/compose/"], [data-view-name="profile-primary-message"], [data-view-name="profile-secondary-message"], ' +
      '.message-anywhere-button, [data-anchor-send-inmail], [data-anchor-send-message]',
  ],
  [
    'connect',
    'a[href*="/preload/custom-invite/"], a[href*="/preload/search-custom-invite/"], ' +
      '[componentkey^="ConnectButton"][componentkey$="_connect"], [data-view-name="edge-creation-connect-action"] *',
  ],
  [
    'save',
    '[data-anchor-save-lead], [data-anchor-save-lead-or-account], [data-x--lead-save-cta], [data-x--save-menu-trigger], ' +
      // "Save … in Sales Navigator" on a profile: the product's name stands in every language (seen live, 2026-06-18).
      'button[aria-label*="Sales Navigator"]',
  ],
];

/**
 * By labels where there is nothing else: buttons of older pages and menus. Observed in en, de, fr, es, nl (2026-06 to 2026-10);
 * Message in Dutch wasn't, nor Follow in Dutch and German.
 */
const LABELS: readonly (readonly [Act, RegExp])[] = [
  ['message', /^(?:message |nachricht an |envoyer un message à |enviar (?:un )?mensaje a )/iu],
  [
    'connect',
    /^(?:invite .+ to connect$|inviter |invitar? a |connectieverzoek |follow |suivre |seguir a )| als kontakt einladen$/iu,
  ],
];

/** Connect in Sales Navigator's menus is a word and nothing else (seen live in es, 2026-06-18; in en, 2026-08-06; others: LinkedIn's own). */
const CONNECT = /^(?:connect|conectar|vernetzen|se connecter|connectie maken)$/iu;

/** Those menus stand apart; the button that opened one names it (sources of 2026-08). */
const MENU = '[id^="hue-menu-"]';

export const linkedinOutreach: Outreach = {
  at(target) {
    const control = target.closest<HTMLElement>('a, button, [role="button"], [role="menuitem"]');
    const act = control && actOf(control);
    if (!control || !act) return null;
    const people = peopleOf(control, act).map(one => ({ ...one, element: control }));
    return people.length > 0 ? { act, control, people } : null;
  },
};

function actOf(control: HTMLElement): Act | null {
  for (const [act, hook] of HOOKS) if (control.matches(hook)) return act;
  const text = control.textContent?.trim() ?? '';
  if (control.closest(MENU)) return CONNECT.test(text) ? 'connect' : null;
  const label = control.getAttribute('aria-label')?.trim() ?? text;
  for (const [act, words] of LABELS) if (words.test(label)) return act;
  return null;
}

/** Whom the link names, and the one whom it stands beside if that is one only: mostly another name of the same. */
function peopleOf(control: HTMLElement, act: Act): Recipient[] {
  const href = 'href' in control ? String(control.href) : '';
  const named = href === '' ? null : (writtenTo(href) ?? invitedBy(href));
  const around = peopleAround(openerOf(control));
  if (named === null) return chosenOf(around, act);
  return eachOnce([person(control, named, around[0]?.label ?? null), ...(around.length === 1 ? around : [])]);
}

/** Above a list, Save keeps everyone who is ticked there; any other control among several is about the first. */
function chosenOf(around: readonly Recipient[], act: Act): Recipient[] {
  if (around.length < 2 || act !== 'save') return around.slice(0, 1);
  return around.filter(({ element }) =>
    element.closest('li, tr')?.querySelector('input[type="checkbox"]:checked'),
  );
}

function openerOf(control: HTMLElement): HTMLElement {
  const menu = control.closest(MENU);
  return (
    (menu && control.ownerDocument.querySelector<HTMLElement>(`[aria-controls="${menu.id}"]`)) ?? control
  );
}
