import { foldV1 } from './fold-v1.ts';
import type { Canonicalised } from './identifier.ts';

/** A web address of LinkedIn's, folded: its scheme may be missing, a country's or the mobile host may stand in place of `www`. */
const ADDRESS = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*linkedin\.com\/([^?#]*)/;
/** The canonical form stands for itself. */
const CANONICAL = /^in\/[^/?#]+$/;
/** What stands for a member in links of LinkedIn's own (captured 2026-06), folded. */
const OPAQUE_ID = /^ac[a-z]aa[a-z0-9_-]{10,}$/;
/** RFC 3986: what parts a path, and what no name can hold. */
const NO_NAME = /[\s/\\?#%:@[\]]/u;
const MAX_NAME_LENGTH = 256;

/**
 * Canonical LinkedIn profile, version 1: `in/` and the public slug, or the opaque id of a link such as `/in/ACoAA…` or
 * `/sales/lead/ACwAA…,…`, folded. Each is an alias of the member: a slug may be changed by its owner, an id isn't public.
 * Ids are folded too, though their case tells them apart: of so many signs no two meet by chance. Of the address only
 * the path counts: `/in/<slug or id>`, `/mwlite/in/<slug>`, `/sales/lead/<id>`, `/sales/people/<id>`. Idempotent. Never
 * edited once released.
 */
export function canonicalLinkedinV1(text: string): Canonicalised {
  const folded = foldV1(text);
  if (!folded.ok) return folded;
  const path = CANONICAL.test(folded.text) ? folded.text : ADDRESS.exec(folded.text)?.[1];
  const [first, second = '', third = ''] = path?.replace(/^mwlite\//, '').split('/') ?? [];
  if (first === 'in') return profile(second);
  const id = third.split(',')[0] ?? '';
  const isLead = first === 'sales' && /^(?:lead|people)$/.test(second) && OPAQUE_ID.test(id);
  return isLead ? profile(id) : { ok: false, reason: 'no-profile' };
}

/** Whether a text is to be read as a profile, not as an address or a domain. */
export function isLinkedinAddress(text: string): boolean {
  return /linkedin/i.test(text) && ADDRESS.test(text.trim().toLowerCase());
}

function profile(encoded: string): Canonicalised {
  const name = foldV1(percentDecoded(encoded));
  if (!name.ok) return name.reason === 'empty' ? { ok: false, reason: 'no-profile' } : name;
  if (name.text.length > MAX_NAME_LENGTH) return { ok: false, reason: 'too-long' };
  if (NO_NAME.test(name.text)) return { ok: false, reason: 'no-profile' };
  return { ok: true, identifier: { kind: 'linkedin', version: 1, canonical: `in/${name.text}` } };
}

/** What can't be decoded is no name: it keeps its percent sign, which none may hold. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
