import { foldV1 } from './fold-v1.ts';
import type { Canonicalised } from './identifier.ts';

/** A web address of LinkedIn's: its scheme may be missing, a country's or the mobile host may stand in place of `www`. */
const ADDRESS = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*linkedin\.com\/([^?#]*)/i;
/** An id that stands for a member in links of LinkedIn's own (captured 2026-06): case tells two people apart. */
const OPAQUE_ID = /^AC[A-Za-z]AA[A-Za-z0-9_-]{10,}$/;
/** RFC 3986: what parts a path, and what a slug can't hold. */
const NO_SLUG = /[\s/\\?#%:@[\]]/u;
const MAX_SLUG_LENGTH = 256;

/**
 * Canonical LinkedIn profile, version 1: `in/` and the public slug, folded; `id/` and the opaque id of a link such as
 * `/in/ACoAA…` or `/sales/lead/ACwAA…,…`, as it stands. Each is an alias of the member: a slug may be changed by its
 * owner, an id isn't public. Of the address only the path counts: `/in/<slug>`, `/mwlite/in/<slug>`,
 * `/sales/lead/<id>`, `/sales/people/<id>`. Never edited once released.
 */
export function canonicalLinkedinV1(text: string): Canonicalised {
  const path = ADDRESS.exec(text.trim())?.[1];
  if (path === undefined) return { ok: false, reason: text.trim() === '' ? 'empty' : 'no-profile' };
  const [first = '', second = '', third = ''] = path.replace(/^mwlite\//i, '').split('/');
  const isSales = first.toLowerCase() === 'sales' && /^(?:lead|people)$/i.test(second);
  if (!isSales && first.toLowerCase() !== 'in') return { ok: false, reason: 'no-profile' };
  const name = percentDecoded(isSales ? (third.split(',')[0] ?? '') : second);
  if (OPAQUE_ID.test(name)) return profile(`id/${name}`);
  if (isSales) return { ok: false, reason: 'no-profile' };
  const folded = foldV1(name);
  if (!folded.ok) return folded.reason === 'empty' ? { ok: false, reason: 'no-profile' } : folded;
  if (folded.text.length > MAX_SLUG_LENGTH) return { ok: false, reason: 'too-long' };
  if (NO_SLUG.test(folded.text)) return { ok: false, reason: 'no-profile' };
  return profile(`in/${folded.text}`);
}

/** Whether a text is to be read as a profile, not as an address or a domain. */
export function isLinkedinAddress(text: string): boolean {
  return ADDRESS.test(text.trim());
}

function profile(canonical: string): Canonicalised {
  return { ok: true, identifier: { kind: 'linkedin', version: 1, canonical } };
}

/** What can't be decoded is no slug: it keeps its percent sign, which none may hold. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
