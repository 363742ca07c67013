import { afterAll } from 'vitest';

/** Before any test puts another clock in its place. */
const later = setTimeout;

// Preact runs effects after at most 35 ms (RAF_TIMEOUT of preact/hooks), by functions that jsdom takes away when a file ends.
afterAll(async () => {
  if ('document' in globalThis) await new Promise(resolve => later(resolve, 50));
});
