import { expect, it } from 'vitest';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { registerObjectPath } from '../../../utils/register/register-object.ts';
import { rememberedObjects } from '../../../utils/register/remembered-objects.ts';
import { ann, append, block, bob, emptyRegister, identifier } from './two-writers.ts';

/** A register that is read with a memory, and counts what is opened. */
function countedRegister() {
  const { store, access } = emptyRegister();
  const opened = { count: 0 };
  const counted: RegisterAccess = {
    ...access,
    remembered: rememberedObjects(),
    sealer: {
      seal: plaintext => access.sealer.seal(plaintext),
      open: sealed => {
        opened.count += 1;
        return access.sealer.open(sealed);
      },
    },
  };
  return { store, access, counted, opened };
}

it('opens an object once, however often the register is read, and what is new', async () => {
  const { access, counted, opened } = countedRegister();
  for (const writer of [ann, bob, ann]) await append(access, writer, block(identifier()));
  const first = await readRegister(counted, []);
  expect(opened.count).toBe(3);
  const again = await readRegister(counted, []);
  expect(opened.count).toBe(3);
  expect(again).toEqual(first);
  const fourth = identifier();
  await append(access, bob, block(fourth));
  const more = await readRegister(counted, []);
  expect(opened.count).toBe(4);
  expect(more.ok && more.register.blocks.has(fourth.id)).toBe(true);
});

it('fetches nothing that it remembers from a store that tells etags along with the names', async () => {
  const { access, counted } = countedRegister();
  for (const writer of [ann, bob, ann]) await append(access, writer, block(identifier()));
  const fetched: string[] = [];
  const store: ObjectStore = {
    ...access.store,
    async get(path) {
      fetched.push(path);
      return access.store.get(path);
    },
    async etags(prefix) {
      const paths = await access.store.list(prefix);
      const stored = await Promise.all(paths.map(path => access.store.get(path)));
      return new Map(paths.map((path, index) => [path, stored[index]?.etag ?? '']));
    },
  };
  const telling = { ...counted, store };
  const first = await readRegister(telling, []);
  expect(fetched).toHaveLength(3);
  expect(await readRegister(telling, [])).toEqual(first);
  expect(fetched).toHaveLength(3);
  await append(access, bob, block(identifier()));
  expect(await readRegister(telling, [])).toMatchObject({ ok: true });
  expect(fetched.slice(3)).toEqual([registerObjectPath(bob.key.keyId, 2)]);
});

it('tells how many objects were read, those that it remembers included', async () => {
  const { access, counted } = countedRegister();
  for (const writer of [ann, bob, ann]) await append(access, writer, block(identifier()));
  const told: string[] = [];
  const telling: RegisterAccess = { ...counted, onRead: (done, of) => told.push(`${done}/${of}`) };
  for (let round = 0; round < 2; round++) {
    await readRegister(telling, []);
    expect(told.splice(0)).toEqual(['1/3', '2/3', '3/3']);
  }
});

it('opens what was changed anew, and refuses it', async () => {
  const { store, access, counted } = countedRegister();
  await append(access, ann, block(identifier()));
  expect(await readRegister(counted, [])).toMatchObject({ ok: true });
  const path = registerObjectPath(ann.key.keyId, 1);
  const bytes = store.files.get(path) ?? new Uint8Array();
  store.files.set(
    path,
    bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)),
  );
  expect(await readRegister(counted, [])).toMatchObject({ ok: false, problem: 'unreadable' });
});

it('misses what is gone, though it remembers it', async () => {
  const { store, access, counted } = countedRegister();
  for (let count = 0; count < 2; count++) await append(access, ann, block(identifier()));
  expect(await readRegister(counted, [])).toMatchObject({ ok: true });
  store.files.delete(registerObjectPath(ann.key.keyId, 1));
  expect(await readRegister(counted, [])).toMatchObject({ ok: false, problem: 'missing-object' });
});

it('refuses a remembered object once its writer counts no more', async () => {
  const { access, counted } = countedRegister();
  await append(access, ann, block(identifier()));
  expect(await readRegister(counted, [])).toMatchObject({ ok: true });
  const without = { ...counted, writers: new Map([[bob.key.keyId, bob.key]]) };
  expect(await readRegister(without, [])).toMatchObject({ ok: false, problem: 'unknown-writer' });
});

it('keeps no large object, and the last of a path only', async () => {
  const { access, counted, opened } = countedRegister();
  await append(access, ann, block(...Array.from({ length: 200 }, identifier)));
  await readRegister(counted, []);
  await readRegister(counted, []);
  expect(opened.count).toBe(2);

  const remembered = rememberedObjects();
  const object = { listId: '', writer: '', sequence: 1, previous: null, seen: [], writtenAt: 0 };
  const said = { object: { ...object, operations: [], erased: [] }, sha256: '' };
  remembered.keep('a path', 'before', 100, said);
  remembered.keep('a path', 'after', 100, said);
  expect(remembered.get('a path', 'before')).toBeUndefined();
  expect(remembered.get('a path', 'after')).toBe(said);
  remembered.keep('a path', 'large', 20_000, said);
  expect(remembered.get('a path', 'after')).toBeUndefined();
  expect(remembered.get('a path', 'large')).toBeUndefined();
});
