import { canonicalForms } from '../identifier/versions.ts';
import type { Asked } from '../register/covering-blocks.ts';
import { namedBy } from './named-by.ts';

/** What somebody asks about, or why it can't be anybody. */
export type AskedBy =
  | { readonly ok: true; readonly asked: Asked }
  | {
      readonly ok: false;
      readonly reason: Exclude<ReturnType<typeof canonicalForms>[number], { ok: true }>['reason'];
    };

/**
 * What a text asks about: an address, a number, a profile, or a company as `@acme.example`.
 * @param country of phone numbers that are written without its code
 */
export function askedBy(text: string, country: string | null): AskedBy {
  const named = namedBy(text, country);
  const form = canonicalForms(named.kind, named.text).at(-1);
  if (!form?.ok) return { ok: false, reason: form?.reason ?? 'empty' };
  const { kind, text: asked } = named;
  return { ok: true, asked: { kind, text: asked, canonical: form.identifier.canonical } };
}
