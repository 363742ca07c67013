import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata, Key as ModelKey, Root, Signature, Snapshot, Targets, Timestamp } from '@tufjs/models';
import { Updater } from 'tuf-js';
import { afterEach, describe, expect, test } from 'vitest';
import { type Bytes, utf8 } from '../../../utils/bytes.ts';
import { keyIdOf } from '../../../utils/tuf/key.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';
import { updateRepository } from '../../../utils/tuf/updater.ts';
import { DAY, DemoRepository, HEAD_PATH, MemoryStore } from './demo-repository.ts';

function hashOf(data: string | Uint8Array, algorithm = 'sha256'): string {
  return createHash(algorithm).update(data).digest('hex');
}

const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** Serves the files over loopback; `404` for all others. */
async function serve(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const server: Server = createServer((request, response) => {
    const bytes = files.get(decodeURIComponent((request.url ?? '').slice(1)));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}

describe('our repository is read by tuf-js', () => {
  async function readByTufJs(address: string, directory: string) {
    const updater = new Updater({
      metadataDir: directory,
      targetDir: directory,
      metadataBaseUrl: `${address}metadata`,
      targetBaseUrl: `${address}targets`,
    });
    await updater.refresh();
    const info = await updater.getTargetInfo(HEAD_PATH);
    if (!info) throw new Error('tuf-js finds no head');
    return readFile(await updater.downloadTarget(info), 'utf8');
  }

  async function start() {
    // tuf-js reads the machine's clock.
    const repository = await DemoRepository.create(Date.now());
    const directory = await mkdtemp(join(tmpdir(), 'lethe-tuf-'));
    endings.push(() => rm(directory, { recursive: true }));
    await writeFile(join(directory, 'root.json'), repository.enrolled);
    return { repository, directory, address: await serve(repository.files) };
  }

  test('with its head', async () => {
    const { directory, address } = await start();
    expect(await readByTufJs(address, directory)).toBe('first list');
  });

  test('through a rotation of every key, at a threshold of two', async () => {
    const { repository, directory, address } = await start();
    await readByTufJs(address, directory);
    const officers = [await generateSigningKey(), await generateSigningKey()];
    const old = repository.signers.root;
    repository.signers = { root: officers, targets: officers, snapshot: officers, timestamp: officers };
    repository.thresholds = { root: 2, targets: 2, snapshot: 2, timestamp: 2 };
    await repository.publishRoot([...old, ...officers]);
    repository.head = 'second list';
    await repository.publish();
    expect(await readByTufJs(address, directory)).toBe('second list');
  });

  test('and refused by it where one signature is missing', async () => {
    const { repository, directory, address } = await start();
    await repository.publish({ snapshot: { signers: [await generateSigningKey()] } });
    await expect(readByTufJs(address, directory)).rejects.toThrow();
  });
});

/** A key as another implementation would write it, and its signature. */
interface ForeignKey {
  readonly model: ModelKey;
  readonly sign: (data: Buffer) => Buffer;
}

async function foreignKey(keyType: string, scheme: string, publicValue: string, by: ForeignKey['sign']) {
  const keyVal = { public: publicValue };
  const keyID = await keyIdOf({ keytype: keyType, scheme, keyval: keyVal });
  return { model: new ModelKey({ keyID, keyType, scheme, keyVal }), sign: by };
}

async function ed25519(): Promise<ForeignKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
  return foreignKey('ed25519', 'ed25519', raw, data => sign(null, data, privateKey));
}

async function ecdsa(): Promise<ForeignKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = pemOf(publicKey);
  return foreignKey('ecdsa', 'ecdsa-sha2-nistp256', pem, data => sign('sha256', data, privateKey));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** A repository signed by @tufjs/models: delegations, two kinds of keys, with or without consistent snapshots. */
async function foreignRepository(consistentSnapshot: boolean) {
  const [top, second, north] = [await ed25519(), await ecdsa(), await ecdsa()];
  const both = [top, second];
  const role = { keyids: both.map(({ model }) => model.keyID), threshold: 2 };
  const root = common('root', {
    consistent_snapshot: consistentSnapshot,
    keys: keysJson(both),
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const delegated = { name: 'north', keyids: [north.model.keyID], threshold: 1, terminating: false };
  const delegations = { keys: keysJson([north]), roles: [{ ...delegated, paths: ['north/*.head'] }] };
  const people = { length: 6, hashes: { sha256: hashOf('people'), sha512: hashOf('people', 'sha512') } };

  const targets = signed(Targets.fromJSON(common('targets', { targets: {}, delegations })), both);
  const northern = common('targets', { targets: { 'north/people.head': people } });
  const metaFile = { version: 1, length: targets.length, hashes: { sha256: hashOf(targets) } };
  const snapshot = common('snapshot', { meta: { 'targets.json': metaFile, 'north.json': { version: 1 } } });
  const timestamp = common('timestamp', { meta: { 'snapshot.json': { version: 1 } } });

  const prefix = consistentSnapshot ? '1.' : '';
  const hash = consistentSnapshot ? `${hashOf('people')}.` : '';
  const files = new Map<string, Bytes>([
    ['metadata/timestamp.json', signed(Timestamp.fromJSON(timestamp), both)],
    [`metadata/${prefix}snapshot.json`, signed(Snapshot.fromJSON(snapshot), both)],
    [`metadata/${prefix}targets.json`, targets],
    [`metadata/${prefix}north.json`, signed(Targets.fromJSON(northern), [north])],
    [`targets/north/${hash}people.head`, utf8('people')],
  ]);
  return { root: signed(Root.fromJSON(root), both), files };
}

function common(type: string, rest: object) {
  const expires = '2099-01-01T00:00:00Z';
  return { _type: type, spec_version: '1.0.31', version: 1, expires, 'x-note': ['kept', 1], ...rest };
}

function keysJson(keys: readonly ForeignKey[]) {
  return Object.fromEntries(keys.map(({ model }) => [model.keyID, model.toJSON()]));
}

function signed(content: Root | Targets | Snapshot | Timestamp, by: readonly ForeignKey[]): Bytes {
  const metadata = new Metadata(content);
  for (const key of by) {
    metadata.sign(data => new Signature({ keyID: key.model.keyID, sig: key.sign(data).toString('hex') }));
  }
  return utf8(JSON.stringify(metadata.toJSON()));
}

describe('a repository made with @tufjs/models is read by ours', () => {
  test.each([true, false])(
    'with delegations and two kinds of keys, consistent snapshots: %s',
    async consistent => {
      const { root, files } = await foreignRepository(consistent);
      const address = await serve(files);
      const update = await updateRepository({
        metadataUrl: `${address}metadata/`,
        targetsUrl: `${address}targets/`,
        trustedRoot: root,
        store: new MemoryStore(),
        fetch,
        now: () => Date.parse('2098-12-31T00:00:00Z') - DAY,
      });
      expect(update).toMatchObject({ ok: true, versions: { targets: 1 } });
      expect(update.ok && (await update.target('north/people.head'))).toEqual({
        ok: true,
        value: utf8('people'),
      });
      expect(update.ok && (await update.find('south/people.head'))).toEqual({ ok: true, value: undefined });
    },
  );
});
