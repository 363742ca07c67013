import { expect, it } from 'vitest';
import { createBoundedMap } from '../../../utils/lookup/bounded-map.ts';

it('holds no more than its capacity, and at least the half of it that was used last', () => {
  const map = createBoundedMap<number, string>(100);
  for (let key = 0; key < 1_000; key += 1) map.set(key, 'x');
  const held = Array.from({ length: 1_000 }, (_, key) => key).filter(key => map.get(key) !== undefined);
  expect(held.length).toBeLessThanOrEqual(100);
  expect(held.at(-1)).toBe(999);
  expect(held.length).toBeGreaterThanOrEqual(50);
});

it('keeps what is used, however much comes and goes', () => {
  const map = createBoundedMap<number, string>(100);
  map.set(-1, 'used');
  for (let key = 0; key < 1_000; key += 1) {
    map.set(key, 'x');
    expect(map.get(-1)).toBe('used');
  }
});

it('holds the last value of a key, and nothing after it was cleared', () => {
  const map = createBoundedMap<string, string>(2);
  map.set('a', 'first');
  map.set('b', 'x');
  map.set('a', 'second');
  expect(map.get('a')).toBe('second');
  map.clear();
  expect(map.get('a')).toBeUndefined();
});
