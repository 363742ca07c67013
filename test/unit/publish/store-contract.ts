import { expect, it } from 'vitest';
import { equalBytes, utf8 } from '../../../utils/bytes.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';

/**
 * What every store keeps to, declared as tests.
 * @param open an empty store, a new one for each test
 */
export function keepsToTheContract(open: () => Promise<ObjectStore>): void {
  it('writes a new file once', async () => {
    const store = await open();
    expect(await store.putNew('x/1.bin', utf8('one'))).toBe('written');
    expect(await store.putNew('x/1.bin', utf8('two'))).toBe('taken');
    expect((await store.get('x/1.bin'))?.bytes).toEqual(utf8('one'));
  });

  it('of several who write a new file at the same moment lets one', async () => {
    const store = await open();
    const contents = Array.from({ length: 6 }, (_, index) => utf8(`writer ${index}`));
    const puts = await Promise.all(contents.map(bytes => store.putNew('x/1.bin', bytes)));
    const winners = contents.filter((_, index) => puts[index] === 'written');
    expect(winners).toHaveLength(1);
    expect((await store.get('x/1.bin'))?.bytes).toEqual(winners[0]);
  });

  it('replaces only what it was shown', async () => {
    const store = await open();
    expect(await store.replaceIf('t.json', utf8('one'), undefined)).toBe('written');
    expect(await store.replaceIf('t.json', utf8('two'), undefined)).toBe('conflict');
    const etag = (await store.get('t.json'))?.etag;
    expect(await store.replaceIf('t.json', utf8('two'), etag)).toBe('written');
    expect(await store.replaceIf('t.json', utf8('three'), etag)).toBe('conflict');
    expect((await store.get('t.json'))?.bytes).toEqual(utf8('two'));
  });

  it('replaces nothing that is gone', async () => {
    const store = await open();
    await store.putNew('t.json', utf8('one'));
    const etag = (await store.get('t.json'))?.etag;
    await store.remove('t.json');
    expect(await store.replaceIf('t.json', utf8('two'), etag)).toBe('conflict');
    expect(await store.get('t.json')).toBeUndefined();
  });

  it('gives back every byte, and an empty file', async () => {
    const store = await open();
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    await store.putNew('x/large.bin', bytes);
    await store.putNew('x/empty.bin', new Uint8Array());
    const large = await store.get('x/large.bin');
    expect(large && equalBytes(large.bytes, bytes)).toBe(true);
    expect((await store.get('x/empty.bin'))?.bytes).toEqual(new Uint8Array());
  });

  it('lists files below a prefix, and what is not there is empty', async () => {
    const store = await open();
    await store.putNew('m/2.json', utf8('b'));
    await store.putNew('m/deep/1.json', utf8('a'));
    await store.putNew('mm/3.json', utf8('c'));
    expect(await store.list('m/')).toEqual(['m/2.json', 'm/deep/1.json']);
    expect(await store.list('none/')).toEqual([]);
    expect(await store.get('none/1')).toBeUndefined();
    await store.remove('m/2.json');
    await store.remove('m/2.json');
    expect(await store.list('m/')).toEqual(['m/deep/1.json']);
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', '', '.hidden'])('keeps to itself: %s', async path => {
    await expect((await open()).get(path)).rejects.toThrow('no path of this store');
  });
}
