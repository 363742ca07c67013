import { canonicalDomainV1 } from './domain-v1.ts';
import { canonicalEmailV1 } from './email-v1.ts';
import type { Canonicalised, IdentifierKind } from './identifier.ts';
import { canonicalLinkedinV1 } from './linkedin-v1.ts';
import { canonicalPhoneV1 } from './phone-v1.ts';

interface Form {
  readonly version: number;
  readonly canonicalise: (text: string) => Canonicalised;
}

/** Every canonical form that this release computes: by kind, the oldest first. A form stays here for good. */
const FORMS: ReadonlyMap<string, readonly Form[]> = new Map([
  ['email', [{ version: 1, canonicalise: canonicalEmailV1 }]],
  ['domain', [{ version: 1, canonicalise: canonicalDomainV1 }]],
  ['linkedin', [{ version: 1, canonicalise: canonicalLinkedinV1 }]],
  ['phone', [{ version: 1, canonicalise: canonicalPhoneV1 }]],
]);

/** The versions of each kind that this release knows: what a new head names. */
export function allVersions(): Record<string, number[]> {
  return Object.fromEntries([...FORMS.keys()].map(kind => [kind, knownVersions(kind)]));
}

/** The versions of a kind's canonical form that this release knows; empty for a kind that it doesn't. */
export function knownVersions(kind: string): number[] {
  return formsOf(kind).map(({ version }) => version);
}

/** The canonical form of a text under every known version of a kind, oldest first. */
export function canonicalForms(kind: IdentifierKind, text: string): Canonicalised[] {
  return formsOf(kind).map(({ canonicalise }) => canonicalise(text));
}

function formsOf(kind: string): readonly Form[] {
  return FORMS.get(kind) ?? [];
}
