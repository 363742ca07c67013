import { telUriOf } from '../scan/call-link.ts';
import type { Records } from './site.ts';

/** What a site's pages about somebody are known by. */
export interface RecordFields {
  /** What path and query of their addresses match. */
  readonly address: RegExp;
  /** The name; of several, the first to be seen. */
  readonly heading: string;
  /** The elements that hold an address or a number, or have them in open shadow roots below. */
  readonly fields: string;
  /** The elements whose text or value is a phone number; absent where numbers are links in the fields. */
  readonly phones?: string;
}

/** What holds an address or a number within a field, whatever its site: a link, an input, a component's own attribute, text. */
const HOLDERS = 'a[href^="mailto:" i], a[href^="tel:" i], input, [cx-prop-value]';

/** Records of a site that shows their addresses and numbers in fields of its own. */
export function recordsByFields({ address, heading, fields, phones }: RecordFields): Records {
  return {
    isRecord: ({ pathname, search }) => address.test(pathname + search),
    read(document) {
      const name = [...document.querySelectorAll<HTMLElement>(heading)].find(isSeen);
      if (!name?.textContent?.trim()) return null;
      const texts = [...document.querySelectorAll(fields)].filter(isSeen).flatMap(textsIn);
      const numbers =
        phones === undefined ? [] : [...document.querySelectorAll(phones)].filter(isSeen).flatMap(numberIn);
      return { heading: name, identifiers: [...new Set([...texts, ...numbers])] };
    },
  };
}

/** Records that were left stay in the page, hidden (consoles' tabs; test automation, 2026-11). */
function isSeen(element: Element): boolean {
  return !element.closest('[aria-hidden="true"], [hidden]') && element.checkVisibility?.() !== false;
}

function textsIn(field: Element | ShadowRoot): string[] {
  const holders = [...field.querySelectorAll(HOLDERS)];
  if ('matches' in field && (field.matches(HOLDERS) || holders.length === 0)) holders.push(field);
  const below = [field, ...field.querySelectorAll('*')].flatMap(element =>
    'shadowRoot' in element && element.shadowRoot ? textsIn(element.shadowRoot) : [],
  );
  return [...holders.map(textOf).filter(text => /@|^tel:/u.test(text)), ...below];
}

function numberIn(field: Element): string[] {
  const uri = telUriOf('value' in field ? String(field.value) : (field.textContent ?? ''));
  return uri === null ? [] : [uri];
}

function textOf(holder: Element): string {
  if ('value' in holder) return String(holder.value);
  const text =
    holder.getAttribute('href') ?? holder.getAttribute('cx-prop-value') ?? holder.textContent ?? '';
  return text.trim().replace(/^mailto:([^?]*).*$/iu, '$1');
}
