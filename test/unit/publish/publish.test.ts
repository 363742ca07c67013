import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isScopeAll } from '../../../utils/blocklist/blocklist.ts';
import { CANARY } from '../../../utils/blocklist/canary.ts';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import { canonicalEmailV1 } from '../../../utils/identifier/email-v1.ts';
import { publish } from '../../../utils/publish/publish.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, domainPairOf, prefixOf } from '../../../utils/scheme/digest.ts';
import { SUITE_1, saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';
import { blocksOf, createPublisher, DAY_MS, killedAt, NOW, type Publisher } from './publisher.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let publisher: Publisher;

beforeEach(async () => {
  publisher = await createPublisher();
});

afterEach(() => publisher.close());

async function publishAll(change: object = {}) {
  const result = await publish({ ...publisher.publication, ...change });
  if (!result.ok) throw new Error(result.detail);
  return result;
}

async function problemOf(change: object = {}) {
  const result = await publish({ ...publisher.publication, ...change });
  return result.ok ? undefined : { problem: result.problem, detail: result.detail };
}

function fileOf(path: string): string {
  return join(publisher.folder, 'public', path);
}

describe('a publication', () => {
  it('lists blocked people and domains, the canary, and at least 255 decoys', async () => {
    const people = blocksOf(3);
    const domains = blocksOf(2, 'marketing', 'domain');
    publisher.setBlocks([...people, ...domains]);
    await publishAll();
    const { head, list } = await publisher.published();
    const index = createListIndex(list);
    for (const { forms } of people) {
      for (const { digest, tag } of forms) {
        expect(index.find(prefixOf(digest, list.prefixBits), tag ?? -1)).toBe('all');
      }
    }
    for (const { forms } of domains) {
      const { high, low } = domainPairOf(forms[0]?.digest ?? new Uint8Array(32));
      expect(index.findDomain(high, low)).toBe('marketing');
    }
    const canary = canonicalEmailV1(CANARY);
    if (!canary.ok) throw new Error('the canary is an address');
    const { digestKey, listId } = publisher.publication.access;
    const digest = await digestOf(digestKey, canary.identifier);
    const tag = await tagOf(digest, await saltOf(listId), SUITE_1, argon2idNode);
    expect(index.find(prefixOf(digest, list.prefixBits), tag)).toBe('all');
    expect(head.entryCount).toBeGreaterThanOrEqual(256 + people.length);
    expect(head.domainCount).toBe(2);
  });

  it('lets the wider scope win where two blocks meet', async () => {
    const [narrow] = blocksOf(1, 'marketing');
    if (!narrow) throw new Error('one block');
    publisher.setBlocks([narrow]);
    await publishAll();
    const before = await publisher.published();
    publisher.setBlocks([narrow, { ...narrow, id: 'f'.repeat(32), scope: 'all' }]);
    expect(await publishAll()).toMatchObject({ touched: 1, removed: 0 });
    const after = await publisher.published();
    expect(after.head.entryCount).toBe(before.head.entryCount);
    const count = (list: typeof after.list) =>
      list.entries.prefixes.reduce((sum, _, at) => sum + (isScopeAll(list.entries.scopes, at) ? 1 : 0), 0);
    expect(count(after.list)).toBe(count(before.list) + 1);
  });

  it('grows the operation by what was touched, and the publication by one', async () => {
    await publishAll();
    const first = (await publisher.published()).head;
    publisher.setBlocks(blocksOf(7));
    await publishAll();
    const second = (await publisher.published()).head;
    expect(second.operation).toBe(first.operation + 7);
    expect(second.publication).toBe(first.publication + 1);
  });

  it('of nothing new confirms the list as it stands', async () => {
    await publishAll();
    const before = (await publisher.published()).head;
    const files = await readdir(fileOf('segments'));
    expect(await publishAll({ now: NOW + DAY_MS })).toMatchObject({ outcome: 'confirmed' });
    expect((await publisher.published()).head).toEqual(before);
    expect(await readdir(fileOf('segments'))).toEqual(files);
  });

  it('of nothing new signs snapshot and targets anew when they near their end', async () => {
    await publishAll();
    await publishAll({ now: NOW + 30 * DAY_MS });
    expect(await readdir(fileOf('metadata'))).toContain('2.targets.json');
    expect(JSON.parse(await readFile(fileOf('metadata/2.targets.json'), 'utf8'))).toMatchObject({
      signed: { expires: '2027-01-27T00:00:00Z' },
    });
    await publisher.published();
  });

  it('goes on after everything but the root has expired', async () => {
    await publishAll();
    publisher.setBlocks(blocksOf(1));
    expect(await publishAll({ now: NOW + 100 * DAY_MS })).toMatchObject({ outcome: 'published' });
  });

  it('skips version numbers that are taken', async () => {
    await publishAll();
    await writeFile(fileOf('metadata/2.targets.json'), 'left by a kill');
    await writeFile(fileOf('metadata/5.snapshot.json'), 'left by a kill');
    publisher.setBlocks(blocksOf(1));
    await publishAll();
    expect(await readdir(fileOf('metadata'))).toEqual(
      expect.arrayContaining(['3.targets.json', '6.snapshot.json']),
    );
    await publisher.published();
  });

  it('widens the prefix as the list grows, and never narrows it', async () => {
    await publishAll();
    const narrow = (await publisher.published()).head.prefixBits;
    publisher.setBlocks(blocksOf(2000));
    await publishAll();
    const wide = (await publisher.published()).head.prefixBits;
    expect(wide).toBeGreaterThan(narrow);
    publisher.setBlocks([]);
    await publishAll({ removalConfirmed: true });
    expect((await publisher.published()).head.prefixBits).toBe(wide);
  });
});

describe('a removal', () => {
  it('of 64 entries passes, of 65 needs an officer', async () => {
    const blocks = blocksOf(200);
    publisher.setBlocks(blocks);
    await publishAll();
    publisher.setBlocks(blocks.slice(64));
    expect(await publishAll()).toMatchObject({ removed: 64 });
    publisher.setBlocks(blocks.slice(64 + 65));
    const before = (await publisher.published()).head;
    expect(await problemOf()).toMatchObject({ problem: 'removal', detail: expect.stringContaining('65 of') });
    expect((await publisher.published()).head).toEqual(before);
    expect(await publishAll({ removalConfirmed: true })).toMatchObject({ removed: 65 });
    expect((await publisher.published()).head.confirmedRemovals).toBe(65);
  });
});

/** Segment, base, head, targets, snapshot, timestamp; sometimes a merge of segments, or two, before them. */
const MOST_WRITES = 8;

describe('killed at any write', () => {
  it('it leaves the old list or the new one, and the next publication succeeds', async () => {
    const first = blocksOf(3);
    publisher.setBlocks(first);
    await publishAll();
    let blocks = first;
    const seen = new Set<boolean>();
    for (let write = 1; write <= MOST_WRITES && !seen.has(true); write++) {
      for (const when of ['before', 'after'] as const) {
        const before = (await publisher.published()).head;
        blocks = [...blocks, ...blocksOf(1)];
        publisher.setBlocks(blocks);
        const { access } = publisher.publication;
        const kill = killedAt(access.store, write, when);
        await expect(
          publish({ ...publisher.publication, access: { ...access, store: kill.store } }),
        ).rejects.toThrow('killed');
        const { head } = await publisher.published();
        expect(head.publication - before.publication).toBe(kill.committed() ? 1 : 0);
        seen.add(kill.committed());
        await publishAll();
        const after = await publisher.published();
        expect(after.head.entryCount).toBe(before.entryCount + 1);
      }
    }
    expect(seen, 'the last write is the commit').toEqual(new Set([false, true]));
  });

  it('the very first time, the next one publishes', async () => {
    const { access } = publisher.publication;
    const { store } = killedAt(access.store, 4, 'after');
    await expect(publish({ ...publisher.publication, access: { ...access, store } })).rejects.toThrow(
      'killed',
    );
    await publishAll();
    await publisher.published();
  });
});

describe('a publisher refuses', () => {
  beforeEach(async () => {
    publisher.setBlocks(blocksOf(2));
    await publishAll();
    publisher.setBlocks(blocksOf(2));
  });

  it.each(['timestamp.json', '1.snapshot.json', '1.targets.json'])('%s edited', async name => {
    const text = await readFile(fileOf(`metadata/${name}`), 'utf8');
    await writeFile(fileOf(`metadata/${name}`), text.replace('2026-1', '2027-1').replace('2027-0', '2028-0'));
    expect(await problemOf()).toMatchObject({ problem: 'repository', detail: expect.stringContaining(name) });
  });

  it.each(['timestamp.json', '1.snapshot.json', '1.targets.json'])('%s gone', async name => {
    await rm(fileOf(`metadata/${name}`));
    expect(await problemOf()).toMatchObject({ problem: 'repository', detail: expect.stringContaining(name) });
  });

  it('a root edited', async () => {
    const text = await readFile(fileOf('metadata/1.root.json'), 'utf8');
    await writeFile(fileOf('metadata/2.root.json'), text.replace('"version": 1', '"version": 2'));
    expect(await problemOf()).toMatchObject({ detail: expect.stringContaining('2.root.json') });
  });

  it.each(['segments', 'targets'])('a file of %s gone, cut or changed', async folder => {
    const [name = ''] = await readdir(fileOf(folder));
    const file = fileOf(`${folder}/${name}`);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, -1));
    expect(await problemOf()).toMatchObject({ detail: expect.stringContaining(name) });
    bytes[60] = (bytes[60] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await problemOf()).toMatchObject({ detail: expect.stringContaining(name) });
    await rm(file);
    expect(await problemOf()).toMatchObject({ detail: expect.stringContaining(name) });
  });

  it('an older list put back in place of the newer', async () => {
    const old = await readFile(fileOf('metadata/timestamp.json'));
    await publishAll();
    await writeFile(fileOf('metadata/timestamp.json'), old);
    publisher.setBlocks(blocksOf(3));
    expect(await problemOf()).toMatchObject({
      problem: 'repository',
      detail: expect.stringContaining('seen before'),
    });
  });

  it('another seal key', async () => {
    const { access } = publisher.publication;
    const sealKey = await crypto.subtle.importKey('raw', new Uint8Array(32), 'HKDF', false, ['deriveKey']);
    expect(await problemOf({ access: { ...access, sealKey } })).toMatchObject({ problem: 'repository' });
  });

  it('a key that the root does not name', async () => {
    expect(await problemOf({ signer: await generateSigningKey() })).toMatchObject({
      problem: 'not-authorised',
    });
  });

  it('a clock that goes before the last list', async () => {
    expect(await problemOf({ now: NOW - DAY_MS })).toMatchObject({ problem: 'clock' });
  });

  it("a register that doesn't reach the last publication, and is told how far that went", async () => {
    const head = { writer: 'a'.repeat(64), sequence: 3, sha256: 'b'.repeat(64) };
    publisher.setHeads([head]);
    await publishAll();
    let known: unknown;
    const readRegister = async (_roots: unknown, heads: unknown) => {
      known = heads;
      return { ok: false, problem: 'missing-object', detail: 'register/… is missing.' } as const;
    };
    expect(await problemOf({ readRegister })).toEqual({
      problem: 'register',
      detail: 'register/… is missing.',
    });
    expect(known).toEqual([head]);
  });
});

describe('two publishers at once', () => {
  it('the slower takes the other in and tries again', async () => {
    await publishAll();
    const mine = blocksOf(1);
    const theirs = blocksOf(1);
    publisher.setBlocks([...mine, ...theirs]);
    const { access } = publisher.publication;
    let interfered = false;
    const store = {
      ...access.store,
      async replaceIf(path: string, bytes: Uint8Array<ArrayBuffer>, etag: string | undefined) {
        if (!interfered) {
          interfered = true;
          publisher.setBlocks(theirs);
          await publishAll();
          publisher.setBlocks([...mine, ...theirs]);
        }
        return access.store.replaceIf(path, bytes, etag);
      },
    };
    const before = (await publisher.published()).head;
    expect(await publishAll({ access: { ...access, store } })).toMatchObject({ touched: 1 });
    const { head } = await publisher.published();
    expect(head.publication).toBe(before.publication + 2);
    expect(head.entryCount).toBe(before.entryCount + 2);
  });
});
