/** What a site file goes by: what can be written into or pressed, what names a part, and headings. */
const TELLING =
  '[role], [contenteditable], input, textarea, select, button, form, iframe, dialog, h1, h2, a[href], [email], [data-hovercard-id]';

/** More lines help nobody. */
const MOST_LINES = 600;

/** Attributes whose value is a word of HTML's or ARIA's, or a field's name that mail programs share; all others show their name only. */
const TOLD_VALUES: Readonly<Record<string, RegExp>> = {
  contenteditable: /^(?:true|false|plaintext-only|)$/u,
  'aria-haspopup': /^(?:true|false|menu|listbox|tree|grid|dialog)$/u,
  'aria-expanded': /^(?:true|false)$/u,
  'aria-modal': /^(?:true|false)$/u,
  'aria-autocomplete': /^(?:none|inline|list|both)$/u,
  name: /^(?:to|cc|bcc|from|subject|subjectbox|body|draft|composeid)$/u,
};

/** The roles of WAI-ARIA 1.3 (https://w3c.github.io/aria/#role_definitions): any other value of `role` could be anything. */
const ROLES = new Set(
  (
    'alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox ' +
    'complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell ' +
    'group heading image img insertion link list listbox listitem log main mark marquee math menu menubar menuitem ' +
    'menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio radiogroup ' +
    'region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript suggestion ' +
    'superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem'
  ).split(' '),
);

/** Values of `type` that HTML knows. */
const TYPES = new Set(
  'button checkbox color date datetime-local email file hidden image month number password radio range reset search submit tel text time url week module'.split(
    ' ',
  ),
);

/**
 * A page's structure for a report that it can't be read: elements, roles and the names of attributes, in the order of the page,
 * indented by depth. No text, no address, no label, no class, no id, no part of a link: nothing of what the page says, and nobody
 * who is on it.
 */
export function pageStructure(document: Document): string {
  const lines: string[] = [];
  if (document.documentElement) write(document.documentElement, 0, lines);
  return lines.join('\n');
}

/** Writes what tells something, and what stands above it. */
function write(element: Element, depth: number, lines: string[]): void {
  if (lines.length >= MOST_LINES || !tells(element)) return;
  lines.push(`${'  '.repeat(depth)}${described(element)}`);
  for (const child of element.children) write(child, depth + 1, lines);
  if (!element.shadowRoot) return;
  lines.push(`${'  '.repeat(depth + 1)}#shadow-root`);
  for (const child of element.shadowRoot.children) write(child, depth + 2, lines);
}

function tells(element: Element): boolean {
  if (element.matches(TELLING) || element.querySelector(TELLING)) return true;
  const within = [element, ...element.querySelectorAll('*')];
  return within.some(one => one.shadowRoot?.querySelector(TELLING) != null);
}

function described(element: Element): string {
  const attributes = [...element.attributes]
    .filter(({ name }) => /^[a-z][a-z0-9-]{0,40}$/u.test(name) && !/^(?:style|class|id|xmlns)$/u.test(name))
    .map(({ name, value }) => (isToldValue(name, value) ? `[${name}=${value}]` : `[${name}]`));
  return `${element.localName}${attributes.join('')}`;
}

function isToldValue(name: string, value: string): boolean {
  if (name === 'role') return ROLES.has(value);
  if (name === 'type') return TYPES.has(value);
  return TOLD_VALUES[name]?.test(value) ?? false;
}
