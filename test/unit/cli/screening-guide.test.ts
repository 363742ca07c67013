import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lethe } from './lethe.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const guide = readFileSync(join(DOCS, 'screening.md'), 'utf8');

function commands(): string[] {
  const inline = [...guide.matchAll(/`lethe (?<words>[a-z][^`]*)`/g)];
  const lines = [...guide.matchAll(/^lethe (?<words>[a-z].*)$/gm)];
  return [...new Set([...inline, ...lines].map(({ groups }) => (groups?.words ?? '').replace(/\s+/g, ' ')))];
}

describe('the guide to screening', () => {
  it('names commands and options that exist', async () => {
    expect(commands().length).toBeGreaterThan(6);
    for (const command of commands()) {
      const [name = '', ...words] = command.split(' ');
      const { code, out } = await lethe([name, '--help']);
      expect(code, command).toBe(0);
      for (const option of words.filter(word => word.startsWith('--')))
        expect(out, command).toContain(option);
    }
  });

  it('explains options that exist, and every exit code that the help names', async () => {
    const { out } = await lethe(['screen', '--help']);
    for (const [option] of guide.matchAll(/(?<=`)--[a-z-]+/g)) expect(out, option).toContain(option);
    const told = [
      ...(/Exit codes: (?<codes>[\s\S]*?)\n\n/.exec(out)?.groups?.codes?.matchAll(/(?:^|; )(\d) /g) ?? []),
    ];
    expect(told.map(([, code]) => code)).toEqual(['0', '1', '2', '3']);
    for (const [, code] of told) expect(guide).toContain(`\n| ${code} | `);
  });

  it('leads to files that are there, and claims nothing that nobody can keep', () => {
    for (const [, path = ''] of guide.matchAll(/\]\((?!https?:|#)([^)#]+)/g)) {
      expect(existsSync(join(DOCS, path)), path).toBe(true);
    }
    expect(guide).not.toMatch(/never again|anonym|guarantee|compliant|safe to (?:write|contact)/i);
  });
});
