import { foldV1 } from './fold-v1.ts';
import { canonicalHostV1 } from './host-v1.ts';
import type { Canonicalised } from './identifier.ts';

/** How many of a host's parents are looked up: those with two to six labels. */
const MAX_CANDIDATES = 5;

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
 * The domains whose block would cover this host: itself and its parents, from the longest to the one of two
 * labels, at most five.
 * @param host in canonical form
 */
export function domainCandidates(host: string): string[] {
  const labels = host.split('.');
  const candidates: string[] = [];
  for (let count = Math.min(labels.length, MAX_CANDIDATES + 1); count >= 2; count -= 1) {
    candidates.push(labels.slice(-count).join('.'));
  }
  return candidates;
}

/** The host of a canonical email. */
export function hostOfEmail(canonicalEmail: string): string {
  return canonicalEmail.slice(canonicalEmail.lastIndexOf('@') + 1);
}
