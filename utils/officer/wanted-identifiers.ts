import type { Refusal } from '../identifier/identifier.ts';
import { canonicalForms } from '../identifier/versions.ts';
import { type DomainRefusal, refusalOfDomain } from '../publish/domain-rules.ts';
import { isRoleAddress } from '../publish/role-addresses.ts';
import type { Named } from './named-by.ts';
import type { Settings } from './settings.ts';

/**
 * What is to be said of an identifier before it is blocked. `malformed` and `domain` refuse it; the others ask an officer
 * whether it is meant: a role's address silences everybody behind it, a domain everybody at that company, and a number of
 * another length than its country's may not be whole.
 */
export type IdentifierRemark =
  | { readonly kind: 'malformed'; readonly reason: Refusal }
  | { readonly kind: 'domain'; readonly host: string; readonly refusal: DomainRefusal }
  | { readonly kind: 'role' | 'whole-company' | 'unusual-number' };

/** Undefined where there is nothing to say. */
export function remarkOn(
  { kind, text, isUsual }: Named,
  { ownDomains }: Pick<Settings, 'ownDomains'>,
): IdentifierRemark | undefined {
  const form = canonicalForms(kind, text).at(-1);
  if (!form?.ok) return { kind: 'malformed', reason: form?.reason ?? 'empty' };
  const { canonical } = form.identifier;
  switch (kind) {
    case 'linkedin':
      return undefined;
    case 'phone':
      return isUsual ? undefined : { kind: 'unusual-number' };
    case 'email':
      return isRoleAddress(canonical) ? { kind: 'role' } : undefined;
    case 'domain': {
      const refusal = refusalOfDomain(canonical, ownDomains);
      return refusal ? { kind: 'domain', host: canonical, refusal } : { kind: 'whole-company' };
    }
  }
}
