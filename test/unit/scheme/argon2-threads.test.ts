import { expect, it } from 'vitest';
import { argon2Wasm } from '../../../utils/scheme/argon2-files-node.ts';
import { argon2idNode, argon2Library } from '../../../utils/scheme/argon2-node.ts';
import { startArgon2Threads } from '../../../utils/scheme/argon2-threads-node.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const SALT = new Uint8Array(16).fill(7);

it('threads answer each question with its own hash, the one that the library gives', async () => {
  const threads = startArgon2Threads(2);
  try {
    const passwords = Array.from({ length: 50 }, (_, index) => `password ${index}`);
    const hashes = await Promise.all(passwords.map(password => threads.argon2id(password, SALT, CHEAP)));
    for (const [index, password] of passwords.entries()) {
      expect(hashes[index]).toEqual(await argon2idNode(password, SALT, CHEAP));
    }
  } finally {
    await threads.end();
  }
});

it('a thread that breaks down fails what it was asked, and what it is asked later', async () => {
  const threads = startArgon2Threads(1);
  const impossible = { ...CHEAP, lanes: 0 };
  const asked = [threads.argon2id('x', SALT, impossible), threads.argon2id('y', SALT, CHEAP)];
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(threads.argon2id('z', SALT, CHEAP)).rejects.toThrow();
  await threads.end();
});

it('threads that were ended answer nothing more', async () => {
  const threads = startArgon2Threads(1);
  await threads.end();
  await expect(threads.argon2id('x', SALT, CHEAP)).rejects.toThrow('ended');
});

it('threads by WebAssembly give the hashes of the native library', async () => {
  const bytes = argon2Wasm();
  const threads = startArgon2Threads(2, { kind: 'wasm', argon2id: argon2idNode, bytes });
  try {
    expect(argon2Library().kind).toBe('native');
    expect(await threads.argon2id('x', SALT, CHEAP)).toEqual(await argon2idNode('x', SALT, CHEAP));
  } finally {
    await threads.end();
  }
});
