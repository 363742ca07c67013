import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Facts, isFactName } from '../../../utils/letters/facts.ts';
import { LANGUAGES } from '../../../utils/letters/language.ts';
import { LETTER_IDS } from '../../../utils/letters/letter-ids.ts';
import { currentLetters } from '../../../utils/letters/letters.ts';
import { writeLetter } from '../../../utils/letters/write-letter.ts';
import { FACTS } from '../letters/facts.ts';
import { lethe } from './lethe.ts';

const DOCS = join(import.meta.dirname, '../../../docs');
const read = (name: string) => readFileSync(join(DOCS, name), 'utf8');
const guide = read('privacy-officer-guide.md');

function commandsIn(text: string): string[] {
  const inline = [...text.matchAll(/`lethe (?<words>[a-z][^`]*)`/g)].map(({ groups }) => groups?.words ?? '');
  const lines = [...text.matchAll(/^lethe (?<words>[a-z].*)$/gm)].map(({ groups }) => groups?.words ?? '');
  return [...new Set([...inline, ...lines].map(words => words.replace(/\s+/g, ' ')))];
}

describe("the privacy officer's guide", () => {
  it('names commands, options and steps that exist', async () => {
    const commands = commandsIn(`${guide}\n${read('where-lethe-does-not-stand.md')}`);
    expect(commands.length).toBeGreaterThan(25);
    for (const command of commands) {
      const [name = '', ...words] = command.split(' ');
      const { code, out } = await lethe([name, '--help']);
      expect(code, command).toBe(0);
      expect(out, command).toContain(`Usage: lethe ${name}`);
      for (const option of words.filter(word => word.startsWith('--')))
        expect(out, command).toContain(option);
      const [, step, value] = words;
      if (name !== 'case' || step === undefined) continue;
      expect(out, command).toMatch(new RegExp(`^ {2}${step}\\b|, ${step}$`, 'm'));
      const chosen = ['received', 'identity', 'outcome', 'incident', 'appeal'].includes(step);
      if (chosen) expect(out, command).toMatch(new RegExp(`^ {2}${step} .*\\b${value}\\b`, 'm'));
    }
  });

  it('names for each letter the facts that it needs, and no other', () => {
    const table = guide.slice(guide.indexOf('<!-- letters -->'), guide.indexOf('<!-- end -->'));
    const rows = [...table.matchAll(/^\| `(?<letter>\w+)` \| (?<facts>.+) \|$/gm)].map(({ groups }) => ({
      letter: groups?.letter ?? '',
      facts: [...(groups?.facts ?? '').matchAll(/\w+(?=`)/g)].flatMap(([name]) =>
        isFactName(name) ? [name] : [],
      ),
    }));
    expect(rows.map(({ letter }) => letter)).toEqual([...LETTER_IDS]);
    const { organisation, contact, reference, authority, addressKept } = FACTS;
    const always = { organisation, contact, reference, authority, addressKept };
    for (const id of LETTER_IDS) {
      const named = rows.find(({ letter }) => letter === id)?.facts ?? [];
      const told: Facts = { ...always, ...Object.fromEntries(named.map(name => [name, FACTS[name]])) };
      for (const language of LANGUAGES) {
        expect(writeLetter(currentLetters[id], language, told, 'UTC'), id).toMatchObject({ ok: true });
      }
      for (const name of named.filter(each => each !== 'askedOn')) {
        const { [name]: _, ...rest } = told;
        expect(writeLetter(currentLetters[id], 'en', rest, 'UTC'), `${id} without ${name}`).toEqual({
          ok: false,
          missing: [name],
        });
      }
    }
  });

  it('and the documents beside it lead to files that are there', () => {
    const names = [
      'privacy-officer-guide.md',
      'where-lethe-does-not-stand.md',
      ...readdirSync(join(DOCS, 'templates')).map(name => `templates/${name}`),
    ];
    expect(names.length).toBe(6);
    for (const name of names) {
      const targets = [...read(name).matchAll(/\]\(\s*(?!https?:|#)(?<path>[^)#]+)/g)];
      for (const { groups } of targets) {
        const path = join(dirname(join(DOCS, name)), groups?.path ?? '');
        expect(existsSync(path), `${name}: ${groups?.path}`).toBe(true);
      }
    }
  });

  it.each([
    'templates/privacy-notice-paragraph.md',
    'templates/dpia.md',
    'templates/record-of-processing.md',
  ])('%s claims nothing that nobody can keep', name => {
    const text = read(name).replaceAll("doesn't anonymise", '').replace('Is it anonymous?* No.', '');
    expect(text).not.toMatch(/never again|nooit meer|nie wieder|plus jamais|anonym|guarantees|compliant/i);
  });
});
