/** Letters, digits and what case numbers are made of; never `@`, so that no address slips in as a reference. */
export const DEFAULT_REFERENCE_PATTERN = String.raw`^[\p{L}\p{N}][\p{L}\p{N} ._/#:-]{0,63}$`;

export type CheckedReference =
  | { readonly ok: true; readonly reference: string }
  | { readonly ok: false; readonly problem: 'empty' | 'holds-at' | 'other-pattern' };

/**
 * A case's reference, as the organisation writes them. Whatever its pattern allows, an `@` is refused.
 * @param pattern source of a regular expression, used with the `u` flag
 */
export function checkReference(text: string, pattern: string = DEFAULT_REFERENCE_PATTERN): CheckedReference {
  const reference = text.trim().normalize('NFC');
  if (reference === '') return { ok: false, problem: 'empty' };
  if (/[@＠﹫]/u.test(reference)) return { ok: false, problem: 'holds-at' };
  if (!new RegExp(pattern, 'u').test(reference)) return { ok: false, problem: 'other-pattern' };
  return { ok: true, reference };
}
