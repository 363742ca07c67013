import type { Scope } from '../lookup/verdict.ts';

/**
 * On what ground a block stands: an objection (GDPR Art. 21), an erasure with a requested hard block (Art. 17),
 * consent, or a legal obligation.
 */
export const BASES = ['objection', 'erasure', 'consent', 'legal-obligation'] as const;
export type Basis = (typeof BASES)[number];

export const SCOPES = ['marketing', 'all'] as const satisfies readonly Scope[];

export function isBasis(text: unknown): text is Basis {
  return BASES.some(basis => basis === text);
}

export function isScope(text: unknown): text is Scope {
  return SCOPES.some(scope => scope === text);
}

/** An objection is to direct marketing (Art. 21(2)): invoices and service go on. Every other ground ends all contact. */
export function defaultScope(basis: Basis): Scope {
  return basis === 'objection' ? 'marketing' : 'all';
}
