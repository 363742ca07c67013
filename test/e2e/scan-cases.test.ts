import { describe, expect, it } from 'vitest';
import { pageCases } from '../cases/page-cases.ts';
import { publicCases } from '../cases/public-cases.ts';
import { spelledOutCases } from '../cases/spelled-out-cases.ts';
import { textCases } from '../cases/text-cases.ts';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';

interface Case {
  readonly html: string;
  readonly expected: readonly string[];
  readonly why: string;
}

const texts = Object.values({ ...textCases, ...spelledOutCases, ...publicCases }).flat();
const cases: Case[] = [
  ...texts.map(([text, expected, why]) => ({ html: escaped(text), expected, why })),
  ...Object.values(pageCases)
    .flat()
    .map(([html, expected, why]) => ({ html, expected, why })),
];

/** Behind all others, so that a page that shows it was read to its end. */
const LAST = 'last@example.com';

describe.each(titledHere)('addresses on a page in %s', (_name, launch) => {
  const browser = marksBrowser(launch, { frame: 'scan-frame.ts' });

  it('are found as each of the cases has it, and no others', async () => {
    expect(cases.length).toBeGreaterThan(300);
    const sections = cases.map(({ html }, id) => `<section id="${id}">${html}</section>`);
    const { page, until } = await browser.open(
      `<style>section { white-space: pre-wrap }</style>${sections.join('\n')}<section id="end">${LAST}</section>`,
    );
    let found: string[][] = [];
    await until(async () => {
      found = sightings(
        await browser.driven.inOverlay(page, root => root.querySelector('output')?.textContent ?? ''),
      );
      expect(found).toContainEqual(['end', LAST]);
      expect(claims(id => found.filter(([section]) => section === id).map(([, text = '']) => text))).toEqual(
        claims((_id, { expected }) => expected),
      );
    });
    expect(found.filter(([section]) => section === '')).toEqual([]);
  });
});

/** One line a case, so that a difference names it. */
function claims(addresses: (id: string, of: Case) => readonly string[]): string[] {
  return cases.map((each, id) =>
    JSON.stringify([each.why, each.html, [...addresses(String(id), each)].sort()]),
  );
}

function sightings(text: unknown): string[][] {
  const list: unknown = JSON.parse(typeof text === 'string' && text !== '' ? text : '[]');
  return Array.isArray(list) ? list.map(([section, address]) => [String(section), String(address)]) : [];
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r\n', '\n');
}
