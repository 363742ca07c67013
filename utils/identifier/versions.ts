import { canonicalDomainV1 } from './domain-v1.ts';
import { canonicalEmailV1 } from './email-v1.ts';
import type { Canonicalised, IdentifierKind } from './identifier.ts';

type CanonicalForm = (text: string) => Canonicalised;

/** Every canonical form that this release computes: kind → version → form. A form stays here for good. */
const FORMS: ReadonlyMap<string, ReadonlyMap<number, CanonicalForm>> = new Map([
  ['email', new Map([[1, canonicalEmailV1]])],
  ['domain', new Map([[1, canonicalDomainV1]])],
]);

/** The versions of a kind's canonical form that this release knows; empty for a kind that it doesn't. */
export function knownVersions(kind: string): number[] {
  return [...(FORMS.get(kind)?.keys() ?? [])];
}

/** The canonical form of a text under every known version of a kind, oldest first. */
export function canonicalForms(kind: IdentifierKind, text: string): Canonicalised[] {
  return [...(FORMS.get(kind)?.values() ?? [])].map(form => form(text));
}
