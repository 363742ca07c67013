import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lethe } from './lethe.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/keys.md'), 'utf8');
const commands = [...guide.matchAll(/`lethe (?<words>[a-z][^`]*)`/g)].map(
  ({ groups }) => groups?.words ?? '',
);

/** Commands that have commands of their own. */
const NESTED = new Set(['rotate', 'officers', 'settings']);

it('the guide to keys names commands and options that exist', async () => {
  expect(commands.length).toBeGreaterThan(15);
  for (const command of new Set(commands)) {
    const words = command.split(' ');
    const isNested = NESTED.has(words[0] ?? '') && /^[a-z]+$/.test(words[1] ?? '');
    const path = words.slice(0, isNested ? 2 : 1);
    const { code, out } = await lethe([...path, '--help']);
    expect(code, command).toBe(0);
    expect(out, command).toContain(`Usage: lethe ${path.join(' ')}`);
    for (const option of words.filter(word => word.startsWith('--'))) expect(out, command).toContain(option);
  }
});

it('the guide to keys has a case for each key that can be replaced', async () => {
  const { out } = await lethe(['rotate', '--help']);
  const kinds = [...out.matchAll(/^ {2}(?<kind>root|kit|officer|timestamp|seal)\b/gm)].map(
    ({ groups }) => groups?.kind,
  );
  expect(kinds.toSorted()).toEqual(['kit', 'officer', 'root', 'seal', 'timestamp']);
  for (const kind of kinds)
    expect(
      commands.some(command => command.startsWith(`rotate ${kind}`)),
      kind,
    ).toBe(true);
});
