import type { Site } from '../sites/site.ts';
import { VALUE_CHARACTERS } from './budgets.ts';
import { CALL_LINKS, numbersOfCallLink, telUriOf } from './call-link.ts';
import { type FindAddresses, mayHoldAddress } from './find-addresses.ts';
import { addressesOfMailto } from './mailto.ts';
import { profileAddress } from './profile-address.ts';

/**
 * Attributes that hold an address on many sites: Gmail's `email` and `data-hovercard-id` (2026-05), Zoho's
 * `cx-prop-value` (2026-08), labels and titles that Outlook and others give to a chip showing a name (2026-10).
 */
const ATTRIBUTES = [
  'email',
  'data-hovercard-id',
  'data-email',
  'aria-label',
  'title',
  'alt',
  'cx-prop-value',
];

/** Input types whose value a person sees as text. */
const TEXT_INPUTS = new Set(['text', 'email', 'search', 'tel', 'url']);
/** All but those whose value nobody reads; an unknown type is text. */
const INPUTS =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=hidden],[type=range],[type=color],[type=file])';

const CALL_LINK = CALL_LINKS.join();

/** What an element can hold an address in, besides its text. */
export interface ElementReader {
  /** Picks the elements worth reading. */
  readonly selector: string;
  /**
   * The same in parts, each of them quick. Measured with 65,000 elements: 0.2 ms for an attribute that none has, 1.6
   * for one that many have; all in one query 16.
   */
  readonly selectors: readonly string[];
  /** Attributes whose change is worth reading again. */
  readonly attributes: readonly string[];
  /**
   * The addresses (for a company's website its domain, for a profile its link, for a phone number a `tel:` URI) that the
   * element's attributes, value, or text as a phone field name, each once, in order.
   */
  read(element: Element): string[];
}

export function createElementReader(
  site: Pick<Site, 'attributes' | 'website' | 'profiles' | 'phones'>,
  find: FindAddresses,
): ElementReader {
  const { attributes = [], website, profiles, phones } = site;
  const named = [...new Set([...ATTRIBUTES, ...attributes])];
  const selectors = [
    'a[href^="mailto:" i]',
    'area[href^="mailto:" i]',
    ...CALL_LINKS,
    INPUTS,
    'textarea',
  ].concat(
    named.map(name => `${name === 'alt' ? 'img' : ''}[${CSS.escape(name)}*="@"]`),
    website ?? [],
    profiles ?? [],
    phones ?? [],
  );

  function read(element: Element): string[] {
    const texts: string[] = [];
    const href = element.getAttribute('href');
    if (href !== null) texts.push(...addressesOfMailto(href, find), ...numbersOfCallLink(href));
    if (href !== null && website !== undefined && element.matches(website)) texts.push(...hostOf(href));
    if (href !== null && profiles !== undefined && element.matches(profiles))
      texts.push(...profileOf(element));
    for (const name of named) texts.push(...addressesOf(element.getAttribute(name), find));
    texts.push(...addressesOf(fieldValueOf(element), find));
    if (phones !== undefined && element.matches(phones)) texts.push(...phoneIn(element));
    return withoutRepeats(texts);
  }

  return { selector: selectors.join(','), selectors, attributes: [...named, 'href', 'type'], read };
}

/** The text that a person sees in a form field; null for any other element. */
export function fieldValueOf(element: Element): string | null {
  if (element instanceof HTMLTextAreaElement) return element.value;
  if (element instanceof HTMLInputElement && TEXT_INPUTS.has(element.type)) return element.value;
  return null;
}

/** The number that a phone field shows. A link to call it, in or around it, is found by itself. */
function phoneIn(element: Element): string[] {
  const value = fieldValueOf(element);
  if (value === null && (element.closest(CALL_LINK) || element.querySelector(CALL_LINK))) return [];
  const uri = telUriOf(value ?? element.textContent ?? '');
  return uri === null ? [] : [uri];
}

/** By the property: a link's own address may be relative. */
function profileOf(element: Element): string[] {
  const address = element instanceof HTMLAnchorElement ? profileAddress(element.href) : null;
  return address === null ? [] : [address];
}

/** The host of a web address; subdomains such as `www` are looked up with their parents. */
function hostOf(href: string): string[] {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && /^https?:$/.test(url.protocol) ? [url.hostname] : [];
}

function addressesOf(value: string | null, find: FindAddresses): string[] {
  if (value === null || value.length > VALUE_CHARACTERS || !mayHoldAddress(value)) return [];
  return find(value).map(address => address.text);
}

function withoutRepeats(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter(text => {
    const key = text.toLowerCase();
    return seen.has(key) ? false : seen.add(key);
  });
}
