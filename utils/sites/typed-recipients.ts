/** A recipient as it is typed into a field, before the page has made a chip of it. */
export interface TypedRecipient {
  /** Null where what is typed holds no @: a name, or an address that isn't finished. */
  readonly address: string | null;
  readonly label: string;
  /** Where it stands in the text, with the separators that follow it. */
  readonly start: number;
  readonly end: number;
}

/**
 * What stands in text as one types it, in order: `a@b.example, Name <c@d.example>;` is two. Commas, semicolons and
 * line breaks separate, outside quotes and angle brackets.
 */
export function typedRecipients(text: string): TypedRecipient[] {
  return [...text.matchAll(PART)]
    .map(({ 0: part, index }) => ({ ...nameAndAddress(part), start: index, end: index + part.length }))
    .filter(({ label }) => label !== '');
}

const PART = /(?:"[^"]*"|<[^>]*>|[^,;\n"<]|["<])+[,;\n]*/gu;

/** Characters without width, which editors put beside what can't be edited. */
const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/gu;

function nameAndAddress(part: string): Pick<TypedRecipient, 'address' | 'label'> {
  const text = part
    .replace(/[,;\n]+$/u, '')
    .replace(ZERO_WIDTH, '')
    .trim();
  if (!text.includes('@')) return { address: null, label: text };
  const named = /^(.*)<([^<>]+)>$/u.exec(text);
  if (!named) return { address: text, label: text };
  const [, name = '', address = ''] = named;
  return { address: address.trim(), label: name.replaceAll('"', '').trim() || address.trim() };
}
