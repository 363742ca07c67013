import type { GuardLevel } from '../blocklist/head.ts';
import { OVERRIDE_REASONS, type OverrideReason } from '../lookup/log.ts';
import type { ListedRecipient } from './guard-machine.ts';

/**
 * What an objection to marketing doesn't cover, so that no organisation can have it blocked: privacy.md 1 and 9 of the
 * product's data-protection notes (docs/threat-model.md says what each level does).
 */
const NOT_MARKETING: readonly OverrideReason[] = ['contract-or-service', 'legal-notice', 'safety-recall'];

/** How a held gesture may be released although somebody is listed, besides taking them out. */
export interface Overrides {
  /** The reasons that may be given; none where the organisation blocks. */
  readonly reasons: readonly OverrideReason[];
  /** Without a reason: the organisation only warns. */
  readonly isFree: boolean;
  /** "Contract, invoice or service" by one click: all that is listed objected to marketing only. */
  readonly isServiceOneClick: boolean;
}

/**
 * The ways out that a level leaves: `warn` asks and lets go on, `hold` wants a reason, `block` lets nobody write to somebody who
 * is not to be contacted at all, and of an objection to marketing lets through what isn't marketing.
 */
export function overridesOf(level: GuardLevel, listed: readonly ListedRecipient[]): Overrides {
  const isMarketing = listed.every(({ verdict }) => verdict.scope === 'marketing');
  const reasons = level === 'block' ? (isMarketing ? NOT_MARKETING : []) : OVERRIDE_REASONS;
  return {
    reasons,
    isFree: level === 'warn',
    isServiceOneClick: isMarketing && listed.length > 0,
  };
}
