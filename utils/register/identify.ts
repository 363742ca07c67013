import { hex } from '@scure/base';
import type { Bytes } from '../bytes.ts';
import type { IdentifierKind, Refusal } from '../identifier/identifier.ts';
import { canonicalForms } from '../identifier/versions.ts';
import { digestOf } from '../scheme/digest.ts';
import { type Argon2id, SUITE_1, saltOf, tagOf } from '../scheme/tag.ts';
import type { BlockedIdentifier } from './block.ts';

/** An identifier's digests, one a canonical version; no tag yet, which is what costs. */
export interface Digested {
  readonly kind: IdentifierKind;
  readonly canonical: string;
  readonly digests: readonly { readonly version: number; readonly digest: Bytes }[];
}

export type DigestedText =
  | { readonly ok: true; readonly digested: Digested }
  | { readonly ok: false; readonly reason: Refusal };

/** Digests of a text under every canonical version. Refused only if no version takes it. */
export async function digestText(key: CryptoKey, kind: IdentifierKind, text: string): Promise<DigestedText> {
  const forms = canonicalForms(kind, text);
  const identifiers = forms.flatMap(form => (form.ok ? [form.identifier] : []));
  const newest = identifiers.at(-1);
  if (newest === undefined) {
    const refusal = forms.find(form => !form.ok);
    return { ok: false, reason: refusal?.ok === false ? refusal.reason : 'empty' };
  }
  const digests = await Promise.all(
    identifiers.map(async identifier => ({
      version: identifier.version,
      digest: await digestOf(key, identifier),
    })),
  );
  return { ok: true, digested: { kind, canonical: newest.canonical, digests } };
}

/**
 * Adds the tags, and an id: what a register keeps.
 * @param seal encrypts the identifier itself to the auditors, where the organisation keeps it for them
 */
export async function toBlocked(
  { kind, canonical, digests }: Digested,
  listId: Bytes,
  argon2id: Argon2id,
  seal?: (canonical: string) => Promise<string>,
): Promise<BlockedIdentifier> {
  const salt = await saltOf(listId);
  const forms = await Promise.all(
    digests.map(async ({ version, digest }) => ({
      version,
      digest,
      tag: kind === 'domain' ? null : await tagOf(digest, salt, SUITE_1, argon2id),
    })),
  );
  const id = hex.encode(crypto.getRandomValues(new Uint8Array(16)));
  return { id, kind, forms, sealed: seal ? await seal(canonical) : null };
}
