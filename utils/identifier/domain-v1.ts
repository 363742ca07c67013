import { foldV1 } from './fold-v1.ts';
import { canonicalHostV1 } from './host-v1.ts';
import type { Canonicalised } from './identifier.ts';

/** Parents of a host that are looked up have two to six labels. */
const MOST_LABELS_OF_A_PARENT = 6;

/** Canonical domain, version 1: a host name of at least two labels; `@acme.example` and `*.acme.example` mean `acme.example`. */
export function canonicalDomainV1(text: string): Canonicalised {
  const folded = foldV1(text);
  if (!folded.ok) return folded;
  const parsed = canonicalHostV1(folded.text.replace(/^(?:@|\*\.)/, ''));
  if (!parsed.ok) return parsed;
  if (!parsed.host.includes('.')) return { ok: false, reason: 'bad-host' };
  return { ok: true, identifier: { kind: 'domain', version: 1, canonical: parsed.host } };
}

/**
 * The domains whose block would cover this host: itself, however long, and its parents of two to six labels, the
 * longest first.
 * @param host in canonical form
 */
export function domainCandidates(host: string): string[] {
  const labels = host.split('.');
  const candidates = labels.length > MOST_LABELS_OF_A_PARENT ? [host] : [];
  for (let count = Math.min(labels.length, MOST_LABELS_OF_A_PARENT); count >= 2; count -= 1) {
    candidates.push(labels.slice(-count).join('.'));
  }
  return candidates;
}

/** The host of a canonical email. */
export function hostOfEmail(canonicalEmail: string): string {
  return canonicalEmail.slice(canonicalEmail.lastIndexOf('@') + 1);
}
