import { beforeAll, describe, expect, it } from 'vitest';
import type { Blocklist } from '../../../utils/blocklist/blocklist.ts';
import { emptyBlocklist } from '../../../utils/blocklist/blocklist.ts';
import type { IdentifierKind } from '../../../utils/identifier/identifier.ts';
import { canaryEntries, listOfBlocks } from '../../../utils/publish/list-of-register.ts';
import type { Block } from '../../../utils/register/block.ts';
import { digestText, toBlocked } from '../../../utils/register/identify.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { importDigestKey } from '../../../utils/scheme/digest.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';
import { listLookUp } from '../../../utils/screen/list-lookup.ts';

const listId = new Uint8Array(16).fill(1);
const decoySecret = new Uint8Array(32).fill(2);
const hashing = { argon2id: argon2idNode, atOnce: 4 };
const head = { argon2: SUITE_1, country: 'GB' };
const rest = () => new Promise<void>(resolve => setImmediate(resolve));

let digestKey: CryptoKey;
let blocklist: Blocklist;

async function blockOf(kind: IdentifierKind, text: string, scope: 'marketing' | 'all'): Promise<Block> {
  const read = await digestText(digestKey, kind, text);
  if (!read.ok) throw new Error(read.reason);
  return {
    ...(await toBlocked(read.digested, listId, argon2idNode)),
    scope,
    basis: 'erasure',
    reference: 'R',
    recordedAt: 0,
    evidence: null,
    wording: null,
    reviewAt: null,
    origin: { writer: 'f'.repeat(64), sequence: 1 },
  };
}

beforeAll(async () => {
  digestKey = await importDigestKey(new Uint8Array(32).fill(3));
  const secrets = { listId, digestKey, decoySecret };
  const blocks = await Promise.all([
    blockOf('email', 'ann@example.org', 'marketing'),
    blockOf('phone', '+447700900123', 'all'),
    blockOf('domain', 'kestrel.test', 'all'),
    blockOf('linkedin', 'https://www.linkedin.com/in/cas-example', 'all'),
  ]);
  blocklist = await listOfBlocks(blocks, await canaryEntries(secrets, argon2idNode), secrets, 0);
});

describe('looking up in a list', () => {
  it('finds everybody who is listed, by whatever they are reached by, and nobody else', async () => {
    const lookUp = await listLookUp({ blocklist, head, listId, digestKey }, hashing, rest);
    const texts = [
      'ann@example.org',
      'Ann+news@Example.org',
      'ben@example.org',
      'tel:07700 900 123',
      'tel:12345',
      'dot@mail.kestrel.test',
      'linkedin.com/in/CAS-example/',
      'nobody@',
    ];
    expect(await lookUp?.(texts)).toEqual([
      { scope: 'marketing', match: 'exact' },
      { scope: 'marketing', match: 'spelling' },
      'not-listed',
      { scope: 'all', match: 'exact' },
      'unreadable',
      { scope: 'all', match: 'domain' },
      { scope: 'all', match: 'exact' },
      'unreadable',
    ]);
  });

  it('is refused where the canary is missing: in another list, or under another key', async () => {
    const empty = { blocklist: emptyBlocklist(12), head, listId, digestKey };
    expect(await listLookUp(empty, hashing, rest)).toBeUndefined();
    const otherKey = await importDigestKey(new Uint8Array(32).fill(4));
    expect(await listLookUp({ blocklist, head, listId, digestKey: otherKey }, hashing, rest)).toBeUndefined();
    const otherId = new Uint8Array(16).fill(9);
    expect(await listLookUp({ blocklist, head, listId: otherId, digestKey }, hashing, rest)).toBeUndefined();
  });

  it('rejects where a tag cannot be computed, so that nobody passes unchecked', async () => {
    let isBroken = false;
    const breaking = {
      argon2id: (...input: Parameters<typeof argon2idNode>) =>
        isBroken ? Promise.reject(new Error('out of memory')) : Promise.resolve(argon2idNode(...input)),
      atOnce: 2,
    };
    const lookUp = await listLookUp({ blocklist, head, listId, digestKey }, breaking, rest);
    isBroken = true;
    await expect(lookUp?.(['ann@example.org'])).rejects.toThrow();
  });
});
