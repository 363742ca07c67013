import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import Argon2 from '@phi-ag/argon2';
import { hex } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { argon2idOf } from '../../../utils/scheme/argon2-of-wasm.ts';
import { digestOf, domainPairOf, importDigestKey, prefixOf } from '../../../utils/scheme/digest.ts';
import { acceptableArgon2, SUITE_1, saltOf, tagOf } from '../../../utils/scheme/tag.ts';

const keyBytes = Uint8Array.from({ length: 32 }, (_, index) => index);
const listId = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 + index);

describe('digest', () => {
  it('is HMAC-SHA-256 over label, kind, version and canonical form, separated by zero bytes', async () => {
    const key = await importDigestKey(keyBytes);
    const digest = await digestOf(key, { kind: 'email', version: 1, canonical: 'ann@example.com' });
    const { createHmac } = await import('node:crypto');
    const expected = createHmac('sha256', keyBytes)
      .update('lethe/v1\0email\x001\0ann@example.com')
      .digest('hex');
    expect(hex.encode(digest)).toBe(expected);
  });

  it('of many at once is that of each', async () => {
    const key = await importDigestKey(keyBytes);
    const canonicals = Array.from({ length: 300 }, (_, index) => `${'é'.repeat(index)}@example.com`);
    const atOnce = await Promise.all(
      canonicals.map(canonical => digestOf(key, { kind: 'email', version: 1, canonical })),
    );
    const { createHmac } = await import('node:crypto');
    canonicals.forEach((canonical, index) => {
      const expected = createHmac('sha256', keyBytes)
        .update(`lethe/v1\0email\x001\0${canonical}`)
        .digest('hex');
      expect(hex.encode(atOnce[index] ?? new Uint8Array())).toBe(expected);
    });
  });

  it("can't be exported as a key", async () => {
    const key = await importDigestKey(keyBytes);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('keeps kinds and versions apart', async () => {
    const key = await importDigestKey(keyBytes);
    const digests = await Promise.all(
      [
        { kind: 'email', version: 1, canonical: 'a' } as const,
        { kind: 'email', version: 11, canonical: 'a' } as const,
        { kind: 'domain', version: 1, canonical: 'a' } as const,
      ].map(identifier => digestOf(key, identifier)),
    );
    expect(new Set(digests.map(digest => hex.encode(digest))).size).toBe(3);
  });

  it('gives its first bits as prefix, unsigned up to 32 bits', () => {
    const digest = hex.decode(`ff00ff01${'00'.repeat(28)}`) as Uint8Array<ArrayBuffer>;
    expect(prefixOf(digest, 32)).toBe(0xff00ff01);
    expect(prefixOf(digest, 12)).toBe(0xff0);
    expect(prefixOf(digest, 10)).toBe(0x3fc);
    expect(domainPairOf(digest)).toEqual({ high: 0xff00ff01, low: 0 });
  });
});

describe('tag', () => {
  it("meets RFC 9106's algorithm: the reference implementation's vector", async () => {
    // phc-winner-argon2, src/test.c, version 0x13, Argon2id: t=2, m=2^16, p=1, "password", "somesalt".
    const hash = await argon2idNode('password', utf8('somesalt'), { memoryKiB: 65_536, passes: 2, lanes: 1 });
    expect(hex.encode(hash)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });

  it('is the same from WebAssembly and from the native library', async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('@phi-ag/argon2/argon2.wasm'));
    const { instance } = await WebAssembly.instantiate(wasm);
    const argon2idWasm = argon2idOf(new Argon2(instance));
    const key = await importDigestKey(keyBytes);
    const salt = await saltOf(listId);
    const digest = await digestOf(key, { kind: 'email', version: 1, canonical: 'ann@example.com' });
    const native = await tagOf(digest, salt, SUITE_1, argon2idNode);
    expect(await tagOf(digest, salt, SUITE_1, argon2idWasm)).toBe(native);
    expect(native).toBeGreaterThanOrEqual(0);
    expect(native).toBeLessThanOrEqual(0xffffffff);
  });

  it('refuses parameters below the floor and above the ceiling', () => {
    expect(acceptableArgon2(SUITE_1)).toBe(true);
    expect(acceptableArgon2({ memoryKiB: 65_536, passes: 4, lanes: 1 })).toBe(true);
    expect(acceptableArgon2({ ...SUITE_1, memoryKiB: 19_455 })).toBe(false);
    expect(acceptableArgon2({ ...SUITE_1, memoryKiB: 65_537 })).toBe(false);
    expect(acceptableArgon2({ ...SUITE_1, passes: 1 })).toBe(false);
    expect(acceptableArgon2({ ...SUITE_1, passes: 5 })).toBe(false);
    expect(acceptableArgon2({ ...SUITE_1, lanes: 2 })).toBe(false);
    expect(acceptableArgon2({ ...SUITE_1, memoryKiB: Number.NaN })).toBe(false);
  });
});
