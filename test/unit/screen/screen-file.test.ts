import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { encodeText, type FileEncoding } from '../../../utils/register/suppression-file/encoding.ts';
import type { LookUp } from '../../../utils/screen/finding.ts';
import { type ScreenProgress, screenFile } from '../../../utils/screen/screen-file.ts';

const ANNA: LookUp = async texts =>
  texts.map(text => (text.includes('anna') ? { scope: 'all', match: 'exact' } : 'not-listed'));

async function screened(file: Blob, columns: readonly string[] = [], lookUp = ANNA) {
  const told: ScreenProgress[] = [];
  const outcome = await screenFile(file, { lookUp, columns, onProgress: progress => told.push(progress) });
  return { outcome, told };
}

describe('a list of leads', () => {
  it.each<FileEncoding>(['utf-8', 'utf-16le', 'windows-1252'])(
    'in %s comes back byte for byte, without the rows of whoever is listed',
    async encoding => {
      const rows = [
        'Näme;E-mail\r\n',
        '"Anna; A";anna@example.com\r\n',
        '"Zoë ""Z""" ; zoe@example.org\r\n',
        'Ben;ben@example.com',
      ];
      const mark = encoding === 'utf-8' || encoding === 'windows-1252' ? '' : '\ufeff';
      const bytes = (some: readonly string[]) => Buffer.from(encodeText(mark + some.join(''), encoding));
      const { outcome } = await screened(new Blob([bytes(rows)]));
      if (!outcome.ok) throw new Error(outcome.problem);
      const kept = Buffer.from(await outcome.kept.arrayBuffer());
      expect(kept.equals(bytes(rows.filter(row => !row.includes('anna'))))).toBe(true);
      expect(outcome.counts).toMatchObject({ rows: 3, leftOut: 1, kept: 2 });
      expect(outcome).toMatchObject({
        encoding,
        columns: ['E-mail'],
        sha256: createHash('sha256').update(bytes(rows)).digest('hex'),
      });
    },
  );

  it('longer than a piece is told of as it is read, and whole', async () => {
    const padding = 'x'.repeat(900);
    const lines = Array.from({ length: 5_000 }, (_, index) => `p${index}@example.com,${padding}\n`);
    const { outcome, told } = await screened(new Blob(['email,note\n', ...lines]));
    if (!outcome.ok) throw new Error(outcome.problem);
    expect(await outcome.kept.text()).toBe(`email,note\n${lines.join('')}`);
    expect(told.length).toBeGreaterThan(3);
    expect(told.at(-1)).toEqual({ rows: 5_000, leftOut: 0, part: 1 });
    for (const [index, { rows, part }] of told.entries()) {
      expect(rows).toBeGreaterThan(told[index - 1]?.rows ?? 0);
      // By what was looked at, and not by what was read, which is far ahead.
      expect(part).toBeCloseTo(rows / 5_000, 2);
    }
  });

  it('of nobody knows whom asks for its columns, and takes those that are named', async () => {
    const file = new Blob(['a,b\nx,y\n']);
    const { outcome } = await screened(file);
    expect(outcome).toMatchObject({ ok: false, problem: 'no-addresses', choices: ['a', 'b'] });
    expect((await screened(file, ['b'])).outcome).toMatchObject({ ok: true, columns: ['b'] });
  });

  it('that is a spreadsheet is told by its first bytes, and not looked up', async () => {
    const lookUp = vi.fn(ANNA);
    const { outcome } = await screened(new Blob([Uint8Array.of(0x50, 0x4b, 3, 4, 20)]), [], lookUp);
    expect(outcome).toEqual({ ok: false, problem: 'spreadsheet' });
    expect(lookUp).not.toHaveBeenCalled();
  });

  it('that can’t be looked up gives nothing back', async () => {
    const broken: LookUp = () => Promise.reject(new Error('out of memory'));
    await expect(screened(new Blob(['email\nanna@example.com\n']), [], broken)).rejects.toThrow(
      'out of memory',
    );
  });
});
