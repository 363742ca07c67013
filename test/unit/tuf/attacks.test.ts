import { describe, expect, test } from 'vitest';
import { type Bytes, utf8 } from '../../../utils/bytes.ts';
import { isObject } from '../../../utils/tuf/fields.ts';
import type { JsonObject, JsonValue } from '../../../utils/tuf/json.ts';
import { keyIdOf, keyJson } from '../../../utils/tuf/key.ts';
import { generateSigningKey, type Unsigned } from '../../../utils/tuf/signer.ts';
import { DAY, DemoRepository, edited, HEAD_PATH, START, textOf } from './demo-repository.ts';

const ROLES = ['timestamp', 'snapshot', 'targets'] as const;

function problem(code: string, ...words: string[]) {
  const detail = expect.stringMatching(new RegExp(words.join('.*')));
  return { ok: false, problem: expect.objectContaining({ code, detail }) };
}

/** Updates once, so that the client has something to lose. */
async function updatedRepository(): Promise<DemoRepository> {
  const repository = await DemoRepository.create();
  expect(await repository.update()).toMatchObject({ ok: true });
  return repository;
}

async function headOf(repository: DemoRepository): Promise<string> {
  const update = await repository.update();
  if (!update.ok) throw new Error(update.problem.detail);
  const head = await update.target(HEAD_PATH);
  if (!head.ok) throw new Error(head.problem.detail);
  return textOf(head.value);
}

describe('an honest repository', () => {
  test('gives the head, its versions and expiries', async () => {
    const repository = await DemoRepository.create();
    const update = await repository.update();
    expect(update).toMatchObject({
      ok: true,
      changed: true,
      versions: { root: 1, timestamp: 1, snapshot: 1, targets: 1 },
      expires: { timestamp: START + 7 * DAY, snapshot: START + 35 * DAY },
    });
    expect(await headOf(repository)).toBe('first list');
  });

  test('costs two requests where nothing changed', async () => {
    const repository = await updatedRepository();
    repository.requests.length = 0;
    expect(await repository.update()).toMatchObject({ ok: true, changed: false });
    expect(repository.requests).toEqual(['metadata/2.root.json', 'metadata/timestamp.json']);
  });

  test('is followed to a new publication', async () => {
    const repository = await updatedRepository();
    repository.head = 'second list';
    await repository.publish();
    expect(await headOf(repository)).toBe('second list');
  });

  test('has no target that nobody named', async () => {
    const update = await (await DemoRepository.create()).update();
    expect(update.ok && (await update.find('other.head'))).toEqual({ ok: true, value: undefined });
    expect(update.ok && (await update.target('other.head'))).toEqual(problem('bad-file', 'other.head'));
  });

  test('may list keys of kinds that only later clients know', async () => {
    const repository = await updatedRepository();
    const key = { keytype: 'ml-dsa', scheme: 'ml-dsa-65', keyval: { public: 'ab' } };
    const id = await keyIdOf(key);
    await repository.publishRoot(repository.signers.root, {
      unsigned: signed => ({ ...signed, keys: { ...record(signed.keys), [id]: key } }),
    });
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 2 } });
  });
});

describe('a key in a root', () => {
  test('may carry a field that its id leaves out, as other writers’ do', async () => {
    const repository = await updatedRepository();
    const { key } = await generateSigningKey();
    const json = { ...keyJson(key), 'x-owner': 'officer' };
    await repository.publishRoot(repository.signers.root, {
      unsigned: signed => ({ ...signed, keys: { ...record(signed.keys), [key.keyId]: json } }),
    });
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 2 } });
  });
});

describe('arbitrary software attack', () => {
  test.each(['timestamp', 'snapshot'] as const)(
    'a stored %s that a stranger signed counts for nothing',
    async role => {
      const repository = await updatedRepository();
      const stranger = await DemoRepository.create();
      stranger.versions = { ...stranger.versions, timestamp: 900, snapshot: 900, targets: 900 };
      await stranger.publish();
      const planted =
        role === 'timestamp' ? stranger.file('metadata/timestamp.json') : stranger.snapshotBytes();
      repository.store.files.set(`${role}.json`, planted);
      await repository.publish();
      expect(await repository.update()).toMatchObject({ ok: true, versions: { timestamp: 2, snapshot: 2 } });
    },
  );

  test.each(ROLES)('%s signed by a stranger is refused', async role => {
    const repository = await updatedRepository();
    const stranger = await generateSigningKey();
    await repository.publish({ [role]: { signers: [stranger] } });
    expect(await repository.update()).toEqual(
      problem('bad-signature', role, 'too few valid signatures: 0 of the 1'),
    );
  });

  test.each(ROLES)('%s with a signature over something else is refused', async role => {
    const repository = await updatedRepository();
    await repository.publish({
      [role]: {
        file: (bytes: Bytes) =>
          edited(bytes, file => ({
            ...file,
            signed: { ...record(file.signed), added: 'after signing' },
          })),
      },
    });
    expect(await repository.update()).toEqual(problem('bad-signature', role));
  });

  test.each(ROLES)('%s below its threshold is refused', async role => {
    const repository = await DemoRepository.create();
    repository.signers[role] = [...repository.signers[role].slice(0, 1), await generateSigningKey()];
    repository.thresholds[role] = 2;
    await repository.publishRoot(repository.signers.root);
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    await repository.publish({ [role]: { signers: repository.signers[role].slice(0, 1) } });
    expect(await repository.update()).toEqual(
      problem('bad-signature', role, 'too few valid signatures: 1 of the 2'),
    );
  });

  test('the same key id twice among the signatures is refused', async () => {
    const repository = await updatedRepository();
    await repository.publish({
      timestamp: {
        file: (bytes: Bytes) =>
          edited(bytes, file => {
            const signatures = file.signatures;
            if (!Array.isArray(signatures)) throw new Error('no signatures');
            return { ...file, signed: file.signed ?? null, signatures: [...signatures, ...signatures] };
          }),
      },
    });
    expect(await repository.update()).toEqual(problem('bad-file', 'timestamp.json', 'repeats key'));
  });

  test.each([
    ['a field that means nothing', (json: JsonObject) => ({ ...json, note: 'the same key' })],
    [
      'capitals',
      (json: JsonObject) => ({
        ...json,
        keyval: { public: String(record(json.keyval).public).toUpperCase() },
      }),
    ],
  ])('one key under two ids, made by %s, counts once', async (_, twinOf) => {
    const repository = await updatedRepository();
    const [officer] = repository.signers.snapshot;
    if (!officer) throw new Error('no officer');
    const twinJson = twinOf(keyJson(officer.key));
    const twin = { ...officer, key: { ...officer.key, keyId: await keyIdOf(twinJson) } };
    await repository.publishRoot(repository.signers.root, {
      unsigned: signed => ({
        ...signed,
        keys: { ...record(signed.keys), [twin.key.keyId]: twinJson },
        roles: {
          ...record(signed.roles),
          snapshot: { keyids: [officer.key.keyId, twin.key.keyId], threshold: 2 },
        },
      }),
    });
    await repository.publish({ snapshot: { signers: [officer, twin] } });
    expect(await repository.update()).toEqual(
      problem('bad-signature', 'snapshot', 'too few valid signatures: 1 of the 2'),
    );
  });

  test('a key under an id that isn’t its hash is refused', async () => {
    const repository = await updatedRepository();
    const { key } = await generateSigningKey();
    await repository.publishRoot(repository.signers.root, {
      unsigned: signed => ({
        ...signed,
        keys: { ...record(signed.keys), ['00'.repeat(32)]: keyJson(key) },
      }),
    });
    expect(await repository.update()).toEqual(problem('bad-file', '2.root.json', 'SHA-256 of its key'));
  });

  test('a root without the old root’s keys is refused', async () => {
    const repository = await updatedRepository();
    repository.signers.root = [await generateSigningKey()];
    await repository.publishRoot(repository.signers.root);
    expect(await repository.update()).toEqual(problem('bad-signature', '2.root.json', 'keys of root 1'));
  });

  test('a root without its own keys is refused', async () => {
    const repository = await updatedRepository();
    const old = repository.signers.root;
    repository.signers.root = [await generateSigningKey()];
    await repository.publishRoot(old);
    expect(await repository.update()).toEqual(problem('bad-signature', '2.root.json', 'its own keys'));
  });

  test('an enrolled root that isn’t signed by itself is refused', async () => {
    const repository = await DemoRepository.create();
    const trustedRoot = edited(repository.enrolled, file => ({ ...file, signatures: [] }));
    expect(await repository.update({ trustedRoot })).toEqual(problem('bad-signature', 'trusted root'));
  });

  test('one role’s file in another’s place is refused', async () => {
    const repository = await updatedRepository();
    repository.files.set('metadata/timestamp.json', repository.snapshotBytes());
    expect(await repository.update()).toEqual(problem('bad-file', 'timestamp.json', '"snapshot"'));
  });
});

describe('rollback attack', () => {
  test('an older timestamp is refused', async () => {
    const repository = await DemoRepository.create();
    const old = repository.file('metadata/timestamp.json');
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.files.set('metadata/timestamp.json', old);
    expect(await repository.update()).toEqual(problem('rollback', 'version 1, seen before was 2'));
  });

  test('a newer timestamp that names an older snapshot is refused', async () => {
    const repository = await DemoRepository.create();
    const old = repository.snapshotBytes();
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.versions.snapshot = 1;
    await repository.publishTimestamp(old);
    expect(await repository.update()).toEqual(problem('rollback', 'snapshot 1, seen before was 2'));
  });

  test('a newer snapshot that names older targets is refused', async () => {
    const repository = await updatedRepository();
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.versions.targets = 0;
    await repository.publish();
    expect(await repository.update()).toEqual(problem('rollback', 'targets.json 1, seen before was 2'));
  });

  test('a snapshot that leaves out targets is refused', async () => {
    const repository = await updatedRepository();
    await repository.publish({ snapshot: { unsigned: signed => ({ ...signed, meta: {} }) } });
    expect(await repository.update()).toEqual(problem('rollback', 'no longer names targets.json'));
  });

  test('a root of another version than its name’s is refused', async () => {
    const repository = await updatedRepository();
    repository.files.set('metadata/2.root.json', repository.enrolled);
    expect(await repository.update()).toEqual(problem('rollback', '2.root.json says it is version 1'));
  });

  test('a rollback after an update that broke off is noticed', async () => {
    const repository = await updatedRepository();
    const old = repository.file('metadata/timestamp.json');
    await repository.publish();
    repository.files.delete('metadata/2.snapshot.json');
    expect(await repository.update()).toEqual(problem('bad-file', '2.snapshot.json', '404'));
    repository.files.set('metadata/timestamp.json', old);
    expect(await repository.update()).toEqual(problem('rollback', 'timestamp.json'));
  });
});

describe('freeze attack', () => {
  test.each(ROLES)('an expired %s is reported', async role => {
    const repository = await updatedRepository();
    await repository.publish({ [role]: { unsigned: expiredOn('2026-12-31T00:00:00Z') } });
    expect(await repository.update()).toEqual(problem('expired', role, '2026-12-31T00:00:00Z'));
  });

  test('an expired last root is reported', async () => {
    const repository = await updatedRepository();
    await repository.publishRoot(repository.signers.root, { unsigned: expiredOn('2026-12-31T00:00:00Z') });
    expect(await repository.update()).toEqual(problem('expired', '2.root.json', '2026-12-31'));
  });

  test('an expired enrolled root and expired steps between don’t matter', async () => {
    const repository = await DemoRepository.create();
    for (let step = 0; step < 3; step++) {
      await repository.publishRoot(repository.signers.root, { unsigned: expiredOn('2026-12-31T00:00:00Z') });
    }
    repository.time = START + 900 * DAY;
    await repository.publishRoot(repository.signers.root);
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 5 } });
  });

  test('a timestamp served unchanged for ever is reported once it expired', async () => {
    const repository = await updatedRepository();
    repository.time = START + 7 * DAY - 1;
    expect(await repository.update()).toMatchObject({ ok: true, changed: false });
    repository.time = START + 7 * DAY;
    expect(await repository.update()).toEqual(problem('expired', 'timestamp.json', '2027-01-08T00:00:00Z'));
    expect(await repository.update()).toEqual(problem('expired', 'timestamp.json'));
  });

  test('a stored snapshot that expired since is reported though the timestamp is fresh', async () => {
    const repository = await updatedRepository();
    repository.time = START + 36 * DAY;
    await repository.publishTimestamp(repository.snapshotBytes());
    expect(await repository.update()).toEqual(problem('expired', '1.snapshot.json'));
  });

  test('a client back from a year’s leave catches up, whatever expired in between', async () => {
    const repository = await updatedRepository();
    repository.time = START + 365 * DAY;
    repository.head = 'a year later';
    await repository.publish();
    expect(await headOf(repository)).toBe('a year later');
  });

  test('a clock from before this program existed is reported, since it would make everything look fresh', async () => {
    const repository = await DemoRepository.create();
    const update = await repository.update({ now: () => Date.parse('2020-01-01T00:00:00Z') });
    expect(update).toEqual(problem('clock', '2020-01-01'));
    expect(repository.requests).toEqual([]);
  });
});

describe('mix-and-match attack', () => {
  test('a snapshot of another publication is refused by its hash', async () => {
    const repository = await updatedRepository();
    const other = await DemoRepository.create();
    other.signers = repository.signers;
    other.head = 'mixed in';
    other.versions = { ...repository.versions };
    await other.publish();
    await repository.publish();
    repository.files.set('metadata/2.snapshot.json', other.snapshotBytes());
    expect(await repository.update()).toEqual(problem('bad-file', '2.snapshot.json', 'sha256'));
  });

  test('targets of another publication are refused by their hash', async () => {
    const repository = await updatedRepository();
    const other = await DemoRepository.create();
    other.signers = repository.signers;
    other.versions = { ...repository.versions };
    other.head = 'other list';
    await other.publish();
    await repository.publish();
    repository.files.set('metadata/2.targets.json', other.file('metadata/2.targets.json'));
    expect(await repository.update()).toEqual(problem('bad-file', '2.targets.json', 'sha256'));
  });

  test.each(['snapshot', 'targets'] as const)('%s of another version than named is refused', async role => {
    const repository = await updatedRepository();
    await repository.publish({ [role]: { unsigned: (signed: Unsigned) => ({ ...signed, version: 7 }) } });
    expect(await repository.update()).toEqual(problem('bad-file', `2.${role}.json says it is version 7`));
  });

  test.each(['snapshot', 'targets'] as const)('%s one byte short is refused by its length', async role => {
    const repository = await updatedRepository();
    await repository.publish();
    const path = `metadata/2.${role}.json`;
    repository.files.set(path, repository.file(path).slice(0, -1));
    expect(await repository.update()).toEqual(problem('bad-file', `2.${role}.json has .* instead of`));
  });

  test('a head with other bytes of the same length is refused', async () => {
    const repository = await DemoRepository.create();
    for (const [path, bytes] of repository.files) {
      if (path.startsWith('targets/')) repository.files.set(path, new Uint8Array(bytes.length));
    }
    const update = await repository.update();
    expect(update.ok && (await update.target(HEAD_PATH))).toEqual(problem('bad-file', 'head', 'sha256'));
  });

  test('a truncated head is refused', async () => {
    const repository = await DemoRepository.create();
    for (const [path, bytes] of repository.files) {
      if (path.startsWith('targets/')) repository.files.set(path, bytes.slice(1));
    }
    const update = await repository.update();
    expect(update.ok && (await update.target(HEAD_PATH))).toEqual(
      problem('bad-file', 'head', '9 instead of 10 bytes'),
    );
  });

  test('a head that its metadata makes larger than any head is refused unfetched', async () => {
    const repository = await DemoRepository.create();
    const update = await repository.update({ limits: { targetMaxLengthBytes: 9 } });
    repository.requests.length = 0;
    expect(update.ok && (await update.target(HEAD_PATH))).toEqual(problem('bad-file', '10 bytes, too many'));
    expect(repository.requests).toEqual([]);
  });

  test('a hash that nobody can compute is refused, not skipped', async () => {
    const repository = await updatedRepository();
    await repository.publish({
      timestamp: {
        unsigned: signed => ({
          ...signed,
          meta: { 'snapshot.json': { version: 2, hashes: { md5: '00', sha256: '00' } } },
        }),
      },
    });
    expect(await repository.update()).toEqual(problem('bad-file', '2.snapshot.json', 'md5'));
  });
});

describe('key rotation', () => {
  test('a walk over many roots arrives, and its steps are stored', async () => {
    const repository = await updatedRepository();
    for (let step = 0; step < 12; step++) {
      const old = repository.signers.root;
      repository.signers.root = [await generateSigningKey()];
      await repository.publishRoot([...old, ...repository.signers.root]);
    }
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 13 } });
    repository.requests.length = 0;
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 13 }, changed: false });
    expect(repository.requests).toEqual(['metadata/14.root.json', 'metadata/timestamp.json']);
  });

  test('a walk longer than the limit goes on in the next update', async () => {
    const repository = await updatedRepository();
    for (let step = 0; step < 5; step++) await repository.publishRoot(repository.signers.root);
    const limits = { maxRootRotations: 3 };
    expect(await repository.update({ limits })).toMatchObject({ ok: true, versions: { root: 4 } });
    expect(await repository.update({ limits })).toMatchObject({ ok: true, versions: { root: 6 } });
  });

  test('after a fast-forward attack, a root that revokes the key lets lower versions in again', async () => {
    const repository = await updatedRepository();
    repository.versions = { ...repository.versions, timestamp: 900, snapshot: 900, targets: 900 };
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true, versions: { timestamp: 901, targets: 901 } });

    const officer = await generateSigningKey();
    const { root } = repository.signers;
    repository.signers = { root, targets: [officer], snapshot: [officer], timestamp: [officer] };
    repository.versions = { ...repository.versions, timestamp: 1, snapshot: 1, targets: 1 };
    await repository.publishRoot(root);
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true, versions: { timestamp: 2, targets: 2 } });
  });

  test('so it does where a key that stays had signed the run-up versions too', async () => {
    const repository = await updatedRepository();
    const [officer] = repository.signers.timestamp;
    if (!officer) throw new Error('no officer');
    repository.versions = { ...repository.versions, timestamp: 900, snapshot: 900, targets: 900 };
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.signers.timestamp = [officer];
    repository.versions = { ...repository.versions, timestamp: 1, snapshot: 1, targets: 1 };
    await repository.publishRoot(repository.signers.root);
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true, versions: { timestamp: 2 } });
  });

  test('a key added gives up no protection against rollback', async () => {
    const repository = await DemoRepository.create();
    const old = repository.file('metadata/timestamp.json');
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.signers.timestamp.push(await generateSigningKey());
    await repository.publishRoot(repository.signers.root);
    repository.files.set('metadata/timestamp.json', old);
    expect(await repository.update()).toEqual(problem('rollback', 'timestamp.json'));
  });

  test('a stored root that doesn’t follow from the enrolled one is passed over', async () => {
    const repository = await updatedRepository();
    const stranger = await DemoRepository.create();
    stranger.store.files.clear();
    await stranger.publishRoot(stranger.signers.root);
    repository.store.files.set('2.root.json', stranger.file('metadata/2.root.json'));
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 1 } });
  });
});

describe('malformed files', () => {
  test.each([
    ['HTML', () => utf8('<!doctype html><title>Sign in</title>'), "isn't sound JSON"],
    ['an empty file', () => utf8(''), "isn't sound JSON"],
    ['an array', () => utf8('[]'), "isn't an object"],
    [
      'no signatures',
      () => utf8('{"signed": {"_type": "timestamp", "spec_version": "1.0.34"}}'),
      'version is missing',
    ],
  ])('%s instead of a timestamp is named', async (_, bytes, words) => {
    const repository = await updatedRepository();
    repository.files.set('metadata/timestamp.json', bytes());
    expect(await repository.update()).toEqual(problem('bad-file', 'timestamp.json', words));
  });

  test.each([
    ['version', 0, 'signed.version'],
    ['version', '2', 'signed.version'],
    ['expires', '2027-02-30T00:00:00Z', 'signed.expires'],
    ['expires', 'tomorrow', 'signed.expires'],
    ['meta', {}, 'signed.meta.snapshot.json is missing'],
    ['meta', { 'snapshot.json': { version: 1, length: -1 } }, 'snapshot.json.length'],
    ['meta', { 'snapshot.json': { version: 1, hashes: {} } }, 'names no hash'],
  ])('a timestamp with %s %j is refused by the field’s name', async (field, value, words) => {
    const repository = await updatedRepository();
    await repository.publish({ timestamp: { unsigned: signed => ({ ...signed, [field]: value }) } });
    expect(await repository.update()).toEqual(problem('bad-file', 'timestamp.json', words));
  });

  test.each(['2.0.0', '0.9', 'x'])('metadata for TUF %s asks for an update of Lethe', async spec_version => {
    const repository = await updatedRepository();
    await repository.publish({ timestamp: { unsigned: signed => ({ ...signed, spec_version }) } });
    expect(await repository.update()).toEqual(problem('update-lethe', 'timestamp.json'));
  });

  test('fields that we don’t know are no fault', async () => {
    const repository = await updatedRepository();
    const unsigned = (signed: Unsigned): Unsigned => ({ ...signed, 'x-later': { nested: [1, 'two'] } });
    await repository.publish({ timestamp: { unsigned }, snapshot: { unsigned }, targets: { unsigned } });
    expect(await repository.update()).toMatchObject({ ok: true, versions: { targets: 2 } });
  });
});

function expiredOn(expires: string) {
  return (signed: Unsigned): Unsigned => ({ ...signed, expires });
}

function record(value: JsonValue | undefined): JsonObject {
  if (!isObject(value)) throw new Error('no object');
  return value;
}
