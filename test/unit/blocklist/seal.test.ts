import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  importSealKey,
  openFile,
  paddedLength,
  type SealContext,
  sealFile,
} from '../../../utils/blocklist/seal.ts';
import { utf8 } from '../../../utils/bytes.ts';

const listId = new Uint8Array(16).fill(7);
const context: SealContext = { listId, epoch: 1, type: 'segment', prefixBits: 12, from: 3, to: 9 };
const keyOf = (byte: number) => importSealKey(new Uint8Array(32).fill(byte));

describe('a sealed file', () => {
  it('opens to what was sealed', async () => {
    const key = await keyOf(1);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async content => {
        const bytes = new Uint8Array(content);
        expect(await openFile(key, context, await sealFile(key, context, bytes))).toEqual({
          ok: true,
          content: bytes,
        });
      }),
    );
  });

  it('is another each time, for the same content', async () => {
    const key = await keyOf(1);
    const [first, second] = await Promise.all([
      sealFile(key, context, utf8('a')),
      sealFile(key, context, utf8('a')),
    ]);
    expect(first).not.toEqual(second);
  });

  it('opens neither by another key nor as another file', async () => {
    const key = await keyOf(1);
    const file = await sealFile(key, context, utf8('a'));
    expect(await openFile(await keyOf(2), context, file)).toEqual({
      ok: false,
      problem: 'wrong-key-or-damaged',
    });
    const others: Partial<SealContext>[] = [
      { listId: new Uint8Array(16) },
      { prefixBits: 13 },
      { from: 2 },
      { to: 10 },
    ];
    for (const other of others) {
      expect(await openFile(key, { ...context, ...other }, file)).toEqual({
        ok: false,
        problem: 'wrong-key-or-damaged',
      });
    }
    expect(await openFile(key, { ...context, epoch: 2 }, file)).toEqual({
      ok: false,
      problem: 'other-epoch',
    });
    expect(await openFile(key, { ...context, type: 'head' }, file)).toEqual({
      ok: false,
      problem: 'other-type',
    });
  });

  it('changed in any byte or cut anywhere is refused', async () => {
    const key = await keyOf(1);
    const file = await sealFile(key, context, utf8('some content'));
    for (let index = 0; index < file.length; index += 1) {
      const changed = file.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect((await openFile(key, context, changed)).ok).toBe(false);
      expect((await openFile(key, context, file.slice(0, index))).ok).toBe(false);
    }
  });

  it("says so when it isn't Lethe's, or of a later format", async () => {
    const key = await keyOf(1);
    expect(await openFile(key, context, utf8('<!doctype html><title>404</title>'))).toEqual({
      ok: false,
      problem: 'not-a-lethe-file',
    });
    const file = await sealFile(key, context, utf8('a'));
    file[4] = 2;
    expect(await openFile(key, context, file)).toEqual({ ok: false, problem: 'newer-format' });
  });

  it('hides its length: 512 bytes at least, then at most 6 % more, from 8 KiB on 1.6 %, few lengths', () => {
    const lengths = new Set<number>();
    const wrong: number[] = [];
    for (let length = 0; length < 100_000; length += 1) {
      const padded = paddedLength(length);
      const most = Math.max(512, (length < 8192 ? 1.0625 : 1.0157) * length);
      const isRight = padded >= Math.max(512, length) && padded <= most && paddedLength(padded) === padded;
      if (!isRight) wrong.push(length);
      lengths.add(padded);
    }
    expect(wrong).toEqual([]);
    expect(lengths.size).toBeLessThan(300);
    // One person or sixty: a publication of either looks the same.
    expect(paddedLength(4 + 30 + 6)).toBe(paddedLength(4 + 30 + 60 * 7));
  });

  it('takes only keys of 32 bytes, which never leave', async () => {
    await expect(importSealKey(new Uint8Array(31))).rejects.toThrow('32 bytes');
    await expect(crypto.subtle.exportKey('raw', await keyOf(1))).rejects.toThrow();
  });
});
