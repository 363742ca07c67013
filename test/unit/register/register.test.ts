import { generateIdentity, identityToRecipient } from 'age-encryption';
import { describe, expect, it, vi } from 'vitest';
import { appendOperations } from '../../../utils/register/append.ts';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import { endsOfRevoked, readRegister, unpublishedObjects } from '../../../utils/register/read-register.ts';
import { checkReference } from '../../../utils/register/reference.ts';
import { standingBlocks } from '../../../utils/register/register.ts';
import { registerObjectPath, signObject } from '../../../utils/register/register-object.ts';
import { ageSealer } from '../../../utils/register/sealer.ts';
import { generateSigningKey, type SigningKey } from '../../../utils/tuf/signer.ts';
import type { memoryStore } from '../publish/memory-store.ts';
import {
  ann,
  append,
  block,
  bob,
  emptyRegister,
  identifier,
  identity,
  LIST_ID,
  lift,
  NOW,
  recipient,
} from './two-writers.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

async function problemOf(access: RegisterAccess, known: Parameters<typeof readRegister>[1] = []) {
  const read = await readRegister(access, known);
  return read.ok ? undefined : { problem: read.problem, detail: read.detail };
}

describe('a register', () => {
  it('is the union of its chains', async () => {
    const { access } = emptyRegister();
    const [first, second, third] = [identifier(), identifier(), identifier()];
    await append(access, ann, block(first));
    await append(access, bob, block(second));
    await append(access, ann, block(third));
    const read = await readRegister(access, []);
    expect(read.ok && [...read.register.blocks.keys()].sort()).toEqual(
      [first.id, second.id, third.id].sort(),
    );
    expect(read.ok && read.register.blocks.get(first.id)).toEqual({
      ...first,
      scope: 'all',
      basis: 'erasure',
      reference: 'DPO-1',
      recordedAt: NOW,
      evidence: null,
      wording: null,
      reviewAt: null,
      origin: { writer: ann.key.keyId, sequence: 1 },
    });
    expect(read.ok && read.register.heads.map(head => head.sequence).sort()).toEqual([1, 2]);
  });

  it('lets a block stand until it is lifted by its id', async () => {
    const { access } = emptyRegister();
    const [lifted, kept] = [identifier(), identifier()];
    await append(access, ann, block(lifted, kept));
    await append(access, bob, lift('DPO-2', lifted));
    const read = await readRegister(access, []);
    expect(read.ok && standingBlocks(read.register).map(({ id }) => id)).toEqual([kept.id]);
  });

  it('splits an import into objects of two thousand blocks', async () => {
    const { store, access } = emptyRegister();
    await append(access, ann, block(...Array.from({ length: 4001 }, identifier)));
    expect(store.files.size).toBe(3);
    const read = await readRegister(access, []);
    expect(read.ok && read.register.blocks.size).toBe(4001);
  });

  it('shows nothing of a digest or reference in its files', async () => {
    const { store, access } = emptyRegister();
    await append(access, ann, block(identifier()));
    const text = [...store.files.values()].map(bytes => new TextDecoder('latin1').decode(bytes)).join();
    expect(text).not.toMatch(/DPO-1|digest|erasure/);
  });

  it('is read by an auditor, whose own key opens it', async () => {
    const { store, access } = emptyRegister();
    const auditor = await generateIdentity();
    const toBoth = ageSealer(identity, [recipient, await identityToRecipient(auditor)]);
    await append({ ...access, sealer: toBoth }, ann, block(identifier()));
    const read = await readRegister({ ...access, store, sealer: ageSealer(auditor, []) }, []);
    expect(read.ok && read.register.blocks.size).toBe(1);
  });
});

describe('a register that was tampered with names the object:', () => {
  async function threeObjects() {
    const register = emptyRegister();
    for (let count = 0; count < 3; count++) await append(register.access, ann, block(identifier()));
    const path = (sequence: number) => registerObjectPath(ann.key.keyId, sequence);
    return { ...register, path };
  }

  it('cut short', async () => {
    const { store, access, path } = await threeObjects();
    store.files.set(path(2), store.files.get(path(2))?.slice(0, -20) ?? new Uint8Array());
    expect(await problemOf(access)).toMatchObject({
      problem: 'unreadable',
      detail: expect.stringContaining(path(2)),
    });
  });

  it('a byte changed', async () => {
    const { store, access, path } = await threeObjects();
    const bytes = store.files.get(path(2));
    if (bytes) bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    expect(await problemOf(access)).toMatchObject({
      problem: 'unreadable',
      detail: expect.stringContaining(path(2)),
    });
  });

  it('taken out of the middle', async () => {
    const { store, access, path } = await threeObjects();
    store.files.delete(path(2));
    expect(await problemOf(access)).toMatchObject({
      problem: 'missing-object',
      detail: expect.stringContaining(path(2)),
    });
  });

  it('taken off the end, which an earlier reading gives away', async () => {
    const { store, access, path } = await threeObjects();
    const before = await readRegister(access, []);
    store.files.delete(path(3));
    expect(await problemOf(access)).toBeUndefined();
    expect(await problemOf(access, before.ok ? before.register.heads : [])).toMatchObject({
      problem: 'missing-object',
      detail: expect.stringContaining(path(3)),
    });
  });

  it('a whole chain taken away, which another chain gives away', async () => {
    const { store, access, path } = await threeObjects();
    await append(access, bob, block(identifier()));
    for (const sequence of [1, 2, 3]) store.files.delete(path(sequence));
    expect(await problemOf(access)).toMatchObject({ problem: 'missing-object' });
  });

  it('two objects exchanged', async () => {
    const { store, access, path } = await threeObjects();
    const [second, third] = [store.files.get(path(2)), store.files.get(path(3))];
    if (second && third) store.files.set(path(2), third).set(path(3), second);
    expect(await problemOf(access)).toMatchObject({ problem: 'wrong-place' });
  });

  it('written anew from an object on, which an earlier reading gives away', async () => {
    const { store, access, path } = await threeObjects();
    const before = await readRegister(access, []);
    store.files.delete(path(3));
    await append(access, ann, block(identifier()));
    expect(await problemOf(access, before.ok ? before.register.heads : [])).toMatchObject({
      problem: 'fork',
    });
  });

  it('an object that continues another', async () => {
    const { store, access, path } = await threeObjects();
    await put({ previous: 'f'.repeat(64) }, store, access, ann, path(4));
    expect(await problemOf(access)).toMatchObject({ problem: 'broken-chain' });
  });

  it("another officer's signature in this officer's chain", async () => {
    const { store, access, path } = await threeObjects();
    await put({}, store, access, bob, path(4));
    expect(await problemOf(access)).toMatchObject({ problem: 'bad-signature' });
  });

  it('an object of another list', async () => {
    const { store, access, path } = await threeObjects();
    await put({ listId: 'f'.repeat(32) }, store, access, ann, path(4));
    expect(await problemOf(access)).toMatchObject({ problem: 'wrong-place' });
  });

  it('a writer whom nobody authorised', async () => {
    const { store, access } = await threeObjects();
    const mallory = await generateSigningKey();
    const path = registerObjectPath(mallory.key.keyId, 1);
    await put({ writer: mallory.key.keyId, sequence: 1, previous: null }, store, access, mallory, path);
    expect(await problemOf(access)).toMatchObject({ problem: 'unknown-writer' });
  });

  it('a file that is no object', async () => {
    const { store, access } = await threeObjects();
    store.files.set('register/notes.txt', new Uint8Array(3));
    expect(await problemOf(access)).toMatchObject({ problem: 'stray-file' });
  });

  async function put(
    change: object,
    store: ReturnType<typeof memoryStore>,
    access: RegisterAccess,
    signer: SigningKey,
    path: string,
  ) {
    const object = {
      listId: LIST_ID,
      writer: ann.key.keyId,
      sequence: 4,
      previous: null,
      seen: [],
      writtenAt: NOW,
      operations: [],
      ...change,
    };
    store.files.set(path, await access.sealer.seal(await signObject(object, signer)));
  }
});

describe('the chain of a revoked officer', () => {
  /** Ann's first object was published; the second came later, and Bob saw it before anybody knew of a theft. */
  async function revoked() {
    const { store, access } = emptyRegister();
    const [published, late, bobs] = [identifier(), identifier(), identifier()];
    await append(access, ann, block(published));
    const read = await readRegister(access, []);
    const heads = read.ok ? read.register.heads : [];
    await append(access, ann, block(late), lift('X', published));
    await append(access, bob, block(bobs));
    const ends = endsOfRevoked([ann.key.keyId, bob.key.keyId], [bob.key.keyId], heads);
    return { store, access, heads, ends, published, late, bobs };
  }

  it('ends with what the last publication took in: later blocks and lifts of that key count for nothing', async () => {
    const { access, heads, ends, published, late, bobs } = await revoked();
    const read = await readRegister(access, heads, ends);
    if (!read.ok) throw new Error(read.detail);
    const standing = standingBlocks(read.register).map(({ id }) => id);
    expect(standing.toSorted()).toEqual([published.id, bobs.id].toSorted());
    expect(standing).not.toContain(late.id);
    expect(read.leftOut).toEqual([registerObjectPath(ann.key.keyId, 2)]);
    expect(read.register.heads.find(({ writer }) => writer === ann.key.keyId)).toEqual(heads[0]);
  });

  it('goes on while the key is in force, and ends before its first object if none was published', async () => {
    const { access, heads, late } = await revoked();
    const both = [ann.key.keyId, bob.key.keyId];
    expect(endsOfRevoked(both, both, heads)).toEqual(new Map());
    expect(endsOfRevoked(both, [bob.key.keyId], [])).toEqual(new Map([[ann.key.keyId, 0]]));
    const read = await readRegister(access, heads);
    expect(read.ok && read.register.blocks.has(late.id)).toBe(true);
  });

  it('is closed already while its officer is about to leave, where that was decided', () => {
    expect(endsOfRevoked([ann.key.keyId], [ann.key.keyId], [], [ann.key.keyId])).toEqual(
      new Map([[ann.key.keyId, 0]]),
    );
  });

  it('still has to hold what was published: written anew, it is a fork', async () => {
    const { store, access, heads, ends } = await revoked();
    for (const sequence of [1, 2]) store.files.delete(registerObjectPath(ann.key.keyId, sequence));
    expect(await readRegister(access, heads, ends)).toMatchObject({ problem: 'missing-object' });
    await appendOperations(access, ann, [], [block(identifier())], NOW);
    expect(await readRegister(access, heads, ends)).toMatchObject({ problem: 'fork' });
  });

  it('is shown from the last publication on, before the key is revoked', async () => {
    const { access, heads, late } = await revoked();
    const unpublished = await unpublishedObjects(access, [ann.key.keyId], heads);
    expect(unpublished).toMatchObject({
      ok: true,
      objects: [
        {
          path: registerObjectPath(ann.key.keyId, 2),
          object: {
            operations: [
              { operation: { type: 'block', identifiers: [{ id: late.id }] } },
              { operation: { type: 'lift' } },
            ],
          },
        },
      ],
    });
  });
});

describe('two writers of one chain at once', () => {
  it('lose nothing: the second is told to read again', async () => {
    const { store, access } = emptyRegister();
    const read = await readRegister(access, []);
    const heads = read.ok ? read.register.heads : [];
    expect(await appendOperations(access, ann, heads, [block(identifier())], NOW)).toMatchObject({
      ok: true,
    });
    const second = block(identifier());
    expect(await appendOperations(access, ann, heads, [second], NOW)).toEqual({
      ok: false,
      problem: 'conflict',
      left: [second],
    });
    expect(store.files.size).toBe(1);
  });
});

describe('a reference', () => {
  it.each(['DPO-17', '2026/0042', 'Zaak 7', 'IMPORT-2026.1'])('%s is taken', text => {
    expect(checkReference(text)).toEqual({ ok: true, reference: text });
  });

  it.each([
    ['ann@example.org', 'holds-at'],
    ['ann＠example.org', 'holds-at'],
    ['', 'empty'],
    ['-', 'other-pattern'],
    ['x'.repeat(65), 'other-pattern'],
  ])('%s is refused', (text, problem) => {
    expect(checkReference(text)).toEqual({ ok: false, problem });
  });

  it("follows the organisation's own pattern, and holds no @ whatever that allows", () => {
    expect(checkReference('AB-1', '^AB-\\d+$')).toMatchObject({ ok: true });
    expect(checkReference('CD-1', '^AB-\\d+$')).toMatchObject({ problem: 'other-pattern' });
    expect(checkReference('a@b', '.*')).toMatchObject({ problem: 'holds-at' });
  });
});
