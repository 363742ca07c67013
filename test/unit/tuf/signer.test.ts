import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { parseMetadata } from '../../../utils/tuf/parse-metadata.ts';
import {
  addSignatures,
  buildRoot,
  buildTargets,
  exportSigningKey,
  generateSigningKey,
  importSigningKey,
  nextVersion,
  signMetadata,
  signRelease,
} from '../../../utils/tuf/signer.ts';
import { checkRoot, openTrustedSet } from '../../../utils/tuf/trusted-set.ts';
import { DAY, DemoRepository, edited, HEAD_PATH, START } from './demo-repository.ts';

const YEAR = 365 * DAY;

async function rootOf(threshold: number) {
  const keys = [await generateSigningKey(), await generateSigningKey(), await generateSigningKey()];
  const role = { keys: keys.map(({ key }) => key), threshold };
  const one = { ...role, threshold: 1 };
  const roles = { root: role, targets: one, snapshot: one, timestamp: one };
  return { keys, unsigned: buildRoot({ version: 1, expires: START + 2 * YEAR }, roles) };
}

describe('a signing key', () => {
  test('put away and taken out again is the same key and signs the same', async () => {
    const key = await generateSigningKey();
    const again = await importSigningKey(await exportSigningKey(key));
    expect(again.key).toEqual(key.key);
    const { unsigned } = await rootOf(1);
    expect(await signMetadata(unsigned, [again])).toEqual(await signMetadata(unsigned, [key]));
  });

  test('is named by the SHA-256 of its canonical form', async () => {
    // RFC 8032, section 7.1, test 1; the id is what sha256sum says of the canonical form
    // {"keytype":"ed25519","keyval":{"public":"d75a…511a"},"scheme":"ed25519"}.
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const pkcs8 = Uint8Array.from(Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'));
    const { key } = await importSigningKey(pkcs8);
    expect(key.publicValue).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(key.keyId).toBe('74c181c7ad8a0855d4b55e44d2ba87aabdddb196832571f15f92fece332e4916');
  });

  test('that isn’t one is refused', async () => {
    await expect(importSigningKey(new Uint8Array(48))).rejects.toThrow();
  });
});

describe('a root', () => {
  test('two of three: one signature isn’t enough, the second added by another officer is', async () => {
    const { keys, unsigned } = await rootOf(2);
    const [first, second] = keys;
    if (!first || !second) throw new Error('no keys');
    const once = await signMetadata(unsigned, [first]);
    expect(await openTrustedSet(once, START)).toMatchObject({
      ok: false,
      problem: { code: 'bad-signature' },
    });
    const twice = await addSignatures(once, 'root', [second]);
    if (!twice.ok) throw new Error(twice.problem.detail);
    expect(await openTrustedSet(twice.value, START)).toMatchObject({ ok: true });
  });

  test('signed again by the same officer holds that officer’s signature once', async () => {
    const { keys, unsigned } = await rootOf(2);
    const once = await signMetadata(unsigned, keys.slice(0, 1));
    expect(await addSignatures(once, 'root', keys.slice(0, 1))).toEqual({ ok: true, value: once });
  });

  test('with fields unknown to us keeps them when a signature is added', async () => {
    const { keys, unsigned } = await rootOf(1);
    const later = await signMetadata({ ...unsigned, 'x-later': [1] }, keys.slice(0, 1));
    const signed = await addSignatures(later, 'root', keys.slice(1, 2));
    if (!signed.ok) throw new Error(signed.problem.detail);
    const parsed = await parseMetadata(signed.value, 'root', 'root');
    expect(parsed.ok && parsed.value.json['x-later']).toEqual([1]);
    expect(parsed.ok && parsed.value.signatures.size).toBe(2);
    expect(await openTrustedSet(signed.value, START)).toMatchObject({ ok: true });
  });

  test('that nobody could ever sign isn’t built', async () => {
    const { key } = await generateSigningKey();
    const role = { keys: [key], threshold: 1 };
    const impossible = { keys: [key, key], threshold: 2 };
    const roles = { root: role, targets: role, snapshot: role, timestamp: impossible };
    expect(() => buildRoot({ version: 1, expires: START }, roles)).toThrow(
      'timestamp: 2 signatures asked of 1 keys',
    );
  });

  test('is valid up to its expiry and not at it', async () => {
    const { keys, unsigned } = await rootOf(1);
    const file = await signMetadata(unsigned, keys.slice(0, 1));
    const at = async (time: number) => {
      const set = await openTrustedSet(file, time);
      return set.ok && checkRoot(set.value).ok;
    };
    expect(await at(START + 2 * YEAR - 1)).toBe(true);
    expect(await at(START + 2 * YEAR)).toBe(false);
  });
});

describe('a release', () => {
  test('is the same bytes for the same input, with the timestamp last', async () => {
    const officer = await generateSigningKey();
    const edition = { version: 3, expires: START + DAY };
    const release = {
      targets: { [HEAD_PATH]: utf8('head') },
      editions: { targets: edition, snapshot: edition, timestamp: edition },
      signers: { targets: [officer], snapshot: [officer], timestamp: [officer] },
    };
    const files = await signRelease(release);
    expect(files.map(file => file.name)).toEqual(['3.targets.json', '3.snapshot.json', 'timestamp.json']);
    expect(await signRelease(release)).toEqual(files);
  });

  test('is what a client takes', async () => {
    const repository = await DemoRepository.create();
    const { targets, snapshot, timestamp } = repository.signers;
    const edition = { version: 2, expires: START + DAY };
    const files = await signRelease({
      targets: {},
      editions: { targets: edition, snapshot: edition, timestamp: edition },
      signers: { targets, snapshot, timestamp },
    });
    for (const { name, bytes } of files) repository.files.set(`metadata/${name}`, bytes);
    const update = await repository.update();
    expect(update).toMatchObject({ ok: true, versions: { targets: 2, snapshot: 2, timestamp: 2 } });
  });

  test('carries nothing but path, length and hash of a target', async () => {
    const targets = await buildTargets({ version: 1, expires: START }, { [HEAD_PATH]: utf8('head') });
    expect(targets.targets).toEqual({
      [HEAD_PATH]: {
        length: 4,
        hashes: { sha256: '9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d' },
      },
    });
  });
});

describe('the next version', () => {
  test('differs in version and expiry alone', async () => {
    const repository = await DemoRepository.create();
    const file = edited(repository.file('metadata/timestamp.json'), json => json);
    const next = await nextVersion(file, 'timestamp', START + 14 * DAY);
    const before = await parseMetadata(file, 'timestamp', 'timestamp.json');
    if (!next.ok || !before.ok) throw new Error('not read');
    expect(next.value).toEqual({ ...before.value.json, version: 2, expires: '2027-01-15T00:00:00Z' });
  });

  test('of a file that isn’t metadata is refused by name', async () => {
    const next = await nextVersion(utf8('{}'), 'targets', START);
    expect(next).toMatchObject({
      ok: false,
      problem: { detail: expect.stringContaining('targets.json: signed') },
    });
  });
});
