import { peopleAround, profileNamedIn } from './linkedin-people.ts';
import { eachOnce, person } from './person.ts';
import type { Act, Outreach, Recipient } from './site.ts';

/**
 * By hooks of no language. Links to a conversation or an invitation name the person (seen live, 2026-06 to 2026-10).
 * `componentkey`: Connect in results and among people one may know, which sends at once (captured 2026-06-26, 2026-07-14).
 * `message-anywhere-button`: older pages (2020 to 2026). `data-anchor-`, `data-x--`: Sales Navigator's results and leads (seen
 * live, 2026-06-18; sources of 2026-08). "Save … in Sales Navigator" on a profile has the product's name in every language
 * (seen live, 2026-06-18).
 */
const HOOKS: readonly (readonly [Act, string])[] = [
  [
    'message',
    'a[href*="/messaging/compose/"], .message-anywhere-button, [data-anchor-send-inmail], [data-anchor-send-message]',
  ],
  ['connect', 'a[href*="custom-invite/"], [componentkey^="ConnectButton"][componentkey$="_connect"]'],
  [
    'save',
    '[data-anchor-save-lead], [data-x--lead-save-cta], [data-x--save-menu-trigger], ' +
      'button[aria-label*="Sales Navigator"]',
  ],
];

/**
 * By labels where there is nothing else: buttons and menus of older pages. Observed in en, de, fr, es, nl (2026-06 to 2026-10),
 * but for Message in Dutch and Follow in Dutch and German.
 */
const LABELS: readonly (readonly [Act, RegExp])[] = [
  ['message', /^(?:message |nachricht an |envoyer un message à |enviar (?:un )?mensaje a )/iu],
  [
    'connect',
    /^(?:invite .+ to connect$|inviter |invitar? a |connectieverzoek |follow |suivre |seguir a )| als kontakt einladen$/iu,
  ],
];

/** Sales Navigator's menus stand apart; the button that opened one names it (sources of 2026-08). */
const MENU = '[id^="hue-menu-"]';

/** Connect in those menus is a word and nothing else: seen in es (2026-06-18), en (2026-08-06); de, fr, nl as LinkedIn has them. */
const CONNECT = /^(?:connect|conectar|vernetzen|se connecter|connectie maken)$/iu;

export const linkedinOutreach: Outreach = {
  at(target) {
    const control = target.closest<HTMLElement>('a, button, [role="button"], [role="menuitem"]');
    const act = control && actOf(control);
    if (!act) return null;
    const people = peopleOf(control, act).map(one => ({ ...one, element: control }));
    return people.length > 0 ? { act, control, people } : null;
  },
};

function actOf(control: HTMLElement): Act | undefined {
  const text = control.textContent?.trim() ?? '';
  if (control.closest(MENU)) return CONNECT.test(text) ? 'connect' : undefined;
  const label = control.getAttribute('aria-label') ?? text;
  const found =
    HOOKS.find(([, hook]) => control.matches(hook)) ?? LABELS.find(([, words]) => words.test(label));
  return found?.[0];
}

/** Whom the link names, and the one whom it stands beside if that is one only: mostly another name of the same. */
function peopleOf(control: HTMLElement, act: Act): Recipient[] {
  const around = peopleAround(openerOf(control));
  const named = 'href' in control ? profileNamedIn(String(control.href)) : null;
  if (named === null) return chosenOf(around, act);
  return eachOnce([person(control, named, around[0]?.label ?? null), ...(around.length === 1 ? around : [])]);
}

/** Above a list, Save keeps everyone who is ticked there; any other control among several is about the first. */
function chosenOf(around: readonly Recipient[], act: Act): Recipient[] {
  if (around.length < 2 || act !== 'save') return around.slice(0, 1);
  return around.filter(({ element }) => element.closest('li, tr')?.querySelector('input:checked'));
}

function openerOf(control: HTMLElement): HTMLElement {
  const menu = control.closest(MENU);
  return (
    (menu && control.ownerDocument.querySelector<HTMLElement>(`[aria-controls="${menu.id}"]`)) ?? control
  );
}
