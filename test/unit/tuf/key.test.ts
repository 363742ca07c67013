import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { hex } from '@scure/base';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { ecdsaRawSignature } from '../../../utils/tuf/ecdsa.ts';
import { type Key, verifySignature } from '../../../utils/tuf/key.ts';

const payload = utf8('what is signed');
const pss = { padding: 6, saltLength: 32 };

function keyOf(keyType: string, scheme: string, publicValue: string): Key {
  return { keyId: 'unused', keyType, scheme, publicValue };
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** Signatures made by OpenSSL, through Node. */
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const KINDS: [string, Key, string][] = [
  [
    'ECDSA P-256',
    keyOf('ecdsa', 'ecdsa-sha2-nistp256', pemOf(p256.publicKey)),
    sign('sha256', payload, p256.privateKey).toString('hex'),
  ],
  [
    'ECDSA P-256 by its older name',
    keyOf('ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp256', pemOf(p256.publicKey)),
    sign('sha256', payload, p256.privateKey).toString('hex'),
  ],
  [
    'RSA-PSS',
    keyOf('rsa', 'rsassa-pss-sha256', pemOf(rsa.publicKey)),
    sign('sha256', payload, { key: rsa.privateKey, ...pss }).toString('hex'),
  ],
  [
    // RFC 8032, section 7.1, test 3.
    'Ed25519',
    keyOf('ed25519', 'ed25519', 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025'),
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
];
const signedBytes = (name: string) => (name === 'Ed25519' ? Uint8Array.of(0xaf, 0x82) : payload);

describe.each(KINDS)('%s', (name, key, signature) => {
  test('a signature is accepted', async () => {
    expect(await verifySignature(key, signedBytes(name), signature)).toBe(true);
  });

  test('over other bytes isn’t', async () => {
    expect(await verifySignature(key, utf8('something else'), signature)).toBe(false);
  });

  test('a signature with one bit changed isn’t', async () => {
    const bytes = hex.decode(signature);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(await verifySignature(key, signedBytes(name), hex.encode(bytes))).toBe(false);
  });

  test.each(['', 'zz', 'abc', '00'.repeat(64), '3000', '30060201010201'])(
    '%j is no signature, and no error',
    async bad => {
      expect(await verifySignature(key, signedBytes(name), bad)).toBe(false);
    },
  );

  test('a damaged key is no error', async () => {
    expect(await verifySignature({ ...key, publicValue: 'damaged' }, signedBytes(name), signature)).toBe(
      false,
    );
  });

  test('a key of another scheme isn’t tried', async () => {
    expect(await verifySignature({ ...key, scheme: 'none' }, signedBytes(name), signature)).toBe(false);
  });
});

describe('an ECDSA signature in DER', () => {
  const der = (text: string) => ecdsaRawSignature(hex.decode(text), 32);

  test('is read to r and s of full length', () => {
    expect(hex.encode(der('30070202008102017f'))).toBe(`${'0'.repeat(62)}81${'0'.repeat(62)}7f`);
  });

  test.each([
    ['a negative number', '3006020181020101'],
    ['a number with a needless zero', '300702020001020101'],
    ['more after the end', '300602010102010100'],
    ['a number that is too long', `3026022101${'00'.repeat(32)}020101`],
    ['a wrong length', '3007020101020101'],
    ['an empty number', '30050200020101'],
    ['another type', '3106020101020101'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(() => der(text)).toThrow('DER');
  });
});
