import { hex } from '@scure/base';
import { canonicalForms } from '../../utils/identifier/versions.ts';
import { argon2idNode } from '../../utils/scheme/argon2-node.ts';
import { digestOf, importDigestKey, prefixOf } from '../../utils/scheme/digest.ts';
import { SUITE_1, saltOf, tagOf } from '../../utils/scheme/tag.ts';
import type { Secrets } from './extension/in-page.ts';
import type { KnownEntry } from './random-list.ts';

export function randomSecrets(): Secrets {
  return { listId: randomHex(16), digestKey: randomHex(32) };
}

/** The entries that these addresses have in a list, under every canonical version. */
export async function entriesOf(addresses: readonly string[], secrets: Secrets): Promise<KnownEntry[]> {
  const key = await importDigestKey(new Uint8Array(hex.decode(secrets.digestKey)));
  const salt = await saltOf(new Uint8Array(hex.decode(secrets.listId)));
  const entries: KnownEntry[] = [];
  for (const address of addresses) {
    for (const form of canonicalForms('email', address)) {
      if (!form.ok) throw new Error(`no address: ${form.reason}`);
      const digest = await digestOf(key, form.identifier);
      entries.push({
        digestStart: prefixOf(digest, 32),
        tag: await tagOf(digest, salt, SUITE_1, argon2idNode),
      });
    }
  }
  return entries;
}

/**
 * Addresses whose prefix no entry has, so that a lookup costs no tag: `generate` is called until so many are found.
 * @param prefixes sorted
 */
export async function clearAddresses(
  count: number,
  secrets: Secrets,
  { prefixes, prefixBits }: { readonly prefixes: Uint32Array; readonly prefixBits: number },
  generate: (index: number) => string,
): Promise<string[]> {
  const key = await importDigestKey(new Uint8Array(hex.decode(secrets.digestKey)));
  const taken = new Set(prefixes);
  const clear: string[] = [];
  for (let index = 0; clear.length < count; index += 1) {
    const address = generate(index);
    let listed = false;
    for (const form of canonicalForms('email', address)) {
      if (!form.ok) throw new Error(`no address: ${form.reason}`);
      const digest = await digestOf(key, form.identifier);
      listed ||= taken.has(prefixOf(digest, prefixBits));
    }
    if (!listed) clear.push(address);
  }
  return clear;
}

function randomHex(lengthBytes: number): string {
  return hex.encode(crypto.getRandomValues(new Uint8Array(lengthBytes)));
}
