import { expect, it } from 'vitest';
import { type InitOptions, initAnswers, KINDS_AND_COSTS } from '../../../cli/init-answers.ts';

const NOTHING: InitOptions = { ownDomain: [], sender: [], system: [] };

/** Somebody at a terminal who has these answers, by what the question begins with, and says nothing to any other. */
function somebody(answers: Readonly<Record<string, readonly string[]>>) {
  const left = new Map(Object.entries(answers).map(([begin, lines]) => [begin, [...lines]]));
  const asked: string[] = [];
  const said: string[] = [];
  return {
    asked,
    said,
    terminal: {
      line: async (question: string) => {
        asked.push(question);
        const lines = [...left].find(([begin]) => question.startsWith(begin))?.[1];
        return lines?.shift() ?? '';
      },
      say: (text: string) => void said.push(text),
    },
  };
}

const BY_ENTER = {
  organisation: 'acme',
  officer: null,
  repository: null,
  ownDomains: [],
  contact: '',
  country: null,
  guard: 'hold',
  refreshing: 'by-hand',
  senders: [],
  systems: [],
  sealsForAuditors: false,
};

it('asks for all of set-up in a terminal; Enter goes without', async () => {
  const { terminal, asked, said } = somebody({});
  expect(await initAnswers('acme', NOTHING, terminal)).toEqual(BY_ENTER);
  expect(asked).toHaveLength(Object.keys(BY_ENTER).length);
  expect(said).toEqual([KINDS_AND_COSTS]);
});

it('asks nothing where nobody is there', async () => {
  expect(await initAnswers('acme', NOTHING, null)).toEqual(BY_ENTER);
});

it('takes what was answered', async () => {
  const { terminal, said } = somebody({
    "The organisation's name": ['Acme BV'],
    'Your name': ['Ann Example'],
    'The https address': ['https://lists.acme.example/'],
    'Your own domains': ['Acme.example, acme.test'],
    'Whom reps ask': ['Privacy office, extension 12'],
    'Where phone numbers': ['nl'],
    'When somebody writes': ['Block'],
    'Who else sends': ['Newsletter, Fair team'],
    Systems: ['CRM'],
    Keep: ['yes'],
    'How the list': ['daily'],
  });
  expect(await initAnswers('acme', NOTHING, terminal)).toEqual({
    organisation: 'Acme BV',
    officer: 'Ann Example',
    repository: 'https://lists.acme.example/',
    ownDomains: ['acme.example', 'acme.test'],
    contact: 'Privacy office, extension 12',
    country: 'NL',
    guard: 'block',
    refreshing: 'daily',
    senders: ['Newsletter', 'Fair team'],
    systems: ['CRM'],
    sealsForAuditors: true,
  });
  expect(said).toEqual([KINDS_AND_COSTS]);
});

it('says why an answer can not be, and asks again', async () => {
  const { terminal, said } = somebody({
    'The https address': ['http://lists.acme.example/', 'https://lists.acme.example/'],
    'Where phone numbers': ['UK', 'GB'],
    'Who else sends': ['ann@example.com', 'Newsletter'],
    Keep: ['perhaps', 'no'],
  });
  expect(await initAnswers('acme', NOTHING, terminal)).toMatchObject({
    repository: 'https://lists.acme.example/',
    country: 'GB',
    senders: ['Newsletter'],
    sealsForAuditors: false,
  });
  expect(said).toEqual([
    expect.stringContaining('https://'),
    expect.stringContaining('ISO 3166'),
    KINDS_AND_COSTS,
    expect.stringContaining('without an @'),
    'The answer takes one of: yes, no.',
  ]);
});

it('asks for no more than what was not given; an option that can not be ends the command', async () => {
  const given: InitOptions = {
    ...NOTHING,
    name: 'Acme',
    country: 'NL',
    sender: ['Sales, north'],
    guard: 'warn',
  };
  const { terminal, asked } = somebody({});
  expect(await initAnswers('acme', given, terminal)).toMatchObject({
    organisation: 'Acme',
    country: 'NL',
    senders: ['Sales, north'],
    guard: 'warn',
  });
  expect(asked.some(question => /name, as reps|phone numbers|sends for you|writes to/.test(question))).toBe(
    false,
  );
  await expect(initAnswers('acme', { ...NOTHING, country: 'UK' }, terminal)).rejects.toThrow('ISO 3166');
});
