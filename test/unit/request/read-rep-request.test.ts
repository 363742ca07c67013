import { describe, expect, it } from 'vitest';
import { readRepRequest } from '../../../utils/request/read-rep-request.ts';

const BLOCK = [
  'Lethe request 1',
  'Address: anna@example.com',
  'Address: a.example@example.org',
  'Profile: https://www.linkedin.com/in/anna-example',
  'Phone: +31 6 12345678',
  'Channel: phone',
  'Received: 2026-11-29',
  'Site: LinkedIn',
];

const REQUEST = {
  identifiers: [
    'anna@example.com',
    'a.example@example.org',
    'https://www.linkedin.com/in/anna-example',
    '+31 6 12345678',
  ],
  channel: 'phone',
  receivedOn: '2026-11-29',
  site: 'LinkedIn',
};

const read = (...lines: string[]) => readRepRequest(lines.join('\n'));

describe("a rep's request", () => {
  it('says whom to leave alone, by what way they asked, when, and where the rep was', () => {
    expect(read(...BLOCK)).toEqual({ ok: true, request: REQUEST });
  });

  it.each<[string, readonly string[]]>([
    ['in another order', BLOCK.toReversed()],
    ['quoted twice', BLOCK.map(line => `> > ${line}`)],
    ['quoted with empty lines between', BLOCK.flatMap(line => [`>${line}`, '>'])],
    ['with words around', ['Hi Mara,', 'they asked me to stop.', '', ...BLOCK, '', 'Kind regards', 'Tom']],
    ['in other cases', BLOCK.map(line => line.replace(/^[^:]+/u, name => name.toUpperCase()))],
    ['with wide spaces and line ends of Windows', [BLOCK.join('\r\n').replaceAll(': ', '\u{a0}:\u{a0}')]],
    [
      'with the links that mail programs write behind addresses',
      BLOCK.map(line => line.replace(/^(Address: )(.+)$/u, '$1$2<mailto:$2>')),
    ],
  ])('is read %s', (_name, lines) => {
    const found = read(...lines);
    expect(found).toMatchObject({ ok: true, request: { channel: 'phone', site: 'LinkedIn' } });
    const identifiers = found.ok ? found.request.identifiers.toSorted() : [];
    expect(identifiers).toEqual(REQUEST.identifiers.toSorted());
  });

  it("takes no number out of the rep's own signature", () => {
    const found = read('Lethe request 1', 'Address: anna@example.com', '', 'Tom', 'Phone: +31 20 7654321');
    expect(found).toMatchObject({ ok: true, request: { identifiers: ['anna@example.com'] } });
  });

  it('is read at once, however it is filled up', () => {
    const before = performance.now();
    const filled = `Lethe request 1\nAddress: anna@example.com${' '.repeat(100_000)}b\nChannel: phone`;
    expect(readRepRequest(filled)).toMatchObject({ problem: 'empty' });
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('names each once, and nothing that is no address, number or profile', () => {
    const found = read(
      'Lethe request 1',
      'Address: anna@example.com',
      'Address: anna@example.com',
      'Address: 5 Main Street',
      'Phone: none',
      'Profile: https://example.com/in/anna',
    );
    expect(found).toMatchObject({ ok: true, request: { identifiers: ['anna@example.com'] } });
  });

  it.each([
    ['email', 'mail'],
    ['In Person', 'in-person'],
    ['in-person', 'in-person'],
    ['LinkedIn', 'linkedin'],
    ['other', 'other'],
    ['pigeon', null],
  ])('knows the way %s as %s', (word, channel) => {
    expect(read('Lethe request 1', 'Address: anna@example.com', `Channel: ${word}`)).toMatchObject({
      request: { channel },
    });
  });

  it.each(['2026-02-31', '29-11-2026', 'yesterday', ''])('takes %j for no day', day => {
    expect(read('Lethe request 1', 'Address: anna@example.com', `Received: ${day}`)).toMatchObject({
      request: { receivedOn: null },
    });
  });

  it.each([
    ['none', ['Please stop writing to me.', 'Address: anna@example.com']],
    ['none', ['This is no Lethe request 1', 'Address: anna@example.com']],
    ['newer', ['Lethe request 2', 'Address: anna@example.com']],
    ['empty', ['Lethe request 1', 'Channel: phone']],
  ])('is %s where it is none, newer or names nobody', (problem, lines) => {
    expect(read(...lines)).toEqual({ ok: false, problem });
  });
});
