import { expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { readAhead } from '../../../utils/register/read-ahead.ts';

function slowStore() {
  const asked: string[] = [];
  return {
    asked,
    async get(path: string) {
      asked.push(path);
      await new Promise(resolve => setTimeout(resolve, 1));
      if (path === '9') throw new Error('no answer');
      return { bytes: utf8(path), etag: path };
    },
  };
}

it('files of a row are asked for once each, in order, six of them ahead', async () => {
  const store = slowStore();
  const ahead = readAhead(8, number => store.get(String(number)));
  for (let number = 1; number <= 8; number += 1) {
    expect((await ahead(number))?.etag).toBe(String(number));
    expect(store.asked).toHaveLength(Math.min(8, number + 5));
  }
  expect(store.asked).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
});

it('one that fails ahead of its turn fails in its turn, and troubles nobody who stops before', async () => {
  const store = slowStore();
  const ahead = readAhead(12, number => store.get(String(number)));
  for (let number = 1; number <= 8; number += 1) await ahead(number);
  await expect(ahead(9)).rejects.toThrow('no answer');
  await readAhead(1e9, number => store.get(String(number + 3)))(1);
});
