import { domainCandidates, hostOfEmail } from '../identifier/domain-v1.ts';
import { canonicalForms } from '../identifier/versions.ts';
import type { ReadEvidence } from '../register/read-evidence.ts';
import type { Named } from './named-by.ts';

/**
 * Whether the message came from one of the addresses that are recorded, or from one of their companies; null where there
 * is nothing to compare.
 */
export function isFromOneOf(
  { sender }: Pick<ReadEvidence, 'sender'>,
  recorded: readonly Named[],
): boolean | null {
  const comparable = recorded.filter(({ kind }) => kind === 'email' || kind === 'domain');
  if (sender === null || comparable.length === 0) return null;
  const covering = [sender, ...domainCandidates(hostOfEmail(sender))];
  return comparable.some(({ kind, text }) => {
    const form = canonicalForms(kind, text).at(-1);
    return form?.ok === true && covering.includes(form.identifier.canonical);
  });
}
