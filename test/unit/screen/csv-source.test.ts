import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { encodeText, type FileEncoding } from '../../../utils/register/suppression-file/encoding.ts';
import { openCsvSource } from '../../../utils/screen/csv-source.ts';
import type { ScreenRow } from '../../../utils/screen/screen.ts';
import type { WantedColumns } from '../../../utils/screen/screened-columns.ts';

vi.setConfig({ testTimeout: 60_000 });

const ANY: WantedColumns = { columns: [], idColumn: null };

async function open(bytes: Uint8Array, wanted = ANY, size = 11) {
  return openCsvSource(async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }, wanted);
}

async function all(rows: AsyncIterable<ScreenRow>): Promise<ScreenRow[]> {
  const gathered: ScreenRow[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

const ENCODINGS: readonly [FileEncoding, string][] = [
  ['utf-8', ''],
  ['utf-8', '\ufeff'],
  ['utf-16le', '\ufeff'],
  ['utf-16be', '\ufeff'],
  ['windows-1252', ''],
];

describe('a CSV file to be screened', () => {
  it.each(ENCODINGS)('comes out byte for byte as %s with mark "%s"', async (encoding, mark) => {
    const text = `${mark}"N\u00e4me"; E-mail\r\n\r\n"a ""b""\r\nc" ; ann@example.org\r\n;;\r\n"x;zo\u00eb@example.org\r\ny;z`;
    const bytes = encodeText(text, encoding);
    const source = await open(bytes);
    if (!source.ok) throw new Error(source.problem);
    const rows = await all(source.rows);
    const out = encodeText(source.heading + rows.map(({ raw }) => raw).join(''), source.encoding);
    expect(Buffer.from(out).equals(bytes)).toBe(true);
    expect(source.encoding).toBe(encoding);
  });

  it('keeps the line that names the separator, and knows the headings below it', async () => {
    const text = '\ufeffsep=;\r\nName;E-mail;Telephone\r\nAnn;ann@example.org;07700 900123\r\n';
    const source = await open(new TextEncoder().encode(text));
    if (!source.ok) throw new Error(source.problem);
    const rows = await all(source.rows);
    expect(source.columns).toEqual(['E-mail', 'Telephone']);
    expect(rows).toMatchObject([{ line: 3, cells: ['ann@example.org', '07700 900123'] }]);
    expect(source.heading + rows.map(({ raw }) => raw).join('')).toBe(text);
  });

  it('comes out byte for byte whatever it holds, and however it comes', async () => {
    const piece = fc.constantFrom(
      'a',
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\r',
      ' ',
      'ann@example.org',
      '\t',
      '\u00e9',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        async (pieces, size) => {
          const bytes = encodeText(`e-mail,x\n${pieces.join('')}`, 'utf-8');
          const source = await open(bytes, { columns: ['1'], idColumn: null }, size);
          if (!source.ok) throw new Error(source.problem);
          const rows = await all(source.rows);
          const out = encodeText(source.heading + rows.map(({ raw }) => raw).join(''), source.encoding);
          expect(Buffer.from(out).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with broken quotation marks is looked up by all that looks like an address', async () => {
    const source = await open(encodeText('e-mail,note\n"x,ann@example.org\nbob@example.org,y\n', 'utf-8'), {
      columns: ['e-mail'],
      idColumn: null,
    });
    if (!source.ok) throw new Error(source.problem);
    expect((await all(source.rows)).map(({ cells, state }) => [state, cells])).toEqual([
      ['repaired', ['x', 'ann@example.org']],
      ['sound', ['bob@example.org']],
    ]);
  });

  // As these systems write them (November 2026): Salesforce's data export and report, HubSpot's export of contacts,
  // Mailchimp's of an audience, SendGrid's of contacts.
  it.each([
    [
      'Id,IsDeleted,AccountId,LastName,FirstName,Phone,Fax,MobilePhone,HomePhone,ReportsToId,Email,Title,OwnerId,HasOptedOutOfEmail,EmailBouncedReason',
      '003A,0,001A,Example,Ann,+44 7700 900123,,,,,ann@example.org,,005A,0,',
      ['Phone', 'MobilePhone', 'HomePhone', 'Email', 'EmailBouncedReason'],
    ],
    [
      'First Name,Last Name,Email,Email Opt Out,Mobile',
      'Ann,Example,ann@example.org,0,+44 7700 900123',
      ['Email', 'Mobile'],
    ],
    [
      'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Marketing contact status,Additional email addresses,LinkedIn URL',
      '51,Ann,Example,ann@example.org,,Eve Example,,Marketing contact,,https://www.linkedin.com/in/ann-example',
      ['Email', 'Phone Number', 'Additional email addresses', 'LinkedIn URL'],
    ],
    [
      'Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,LEID,EUID,NOTES,TAGS',
      'ann@example.org,Ann,Example,,,2,2026-01-02 03:04:05,17,ab12,,',
      ['Email Address', 'Phone Number'],
    ],
    [
      'EMAIL,FIRST_NAME,LAST_NAME,ALTERNATE_EMAILS,PHONE_NUMBER,WHATSAPP,CREATED_AT,CONTACT_ID',
      'ann@example.org,Ann,Example,,,,2026-01-02,9f',
      ['EMAIL', 'ALTERNATE_EMAILS', 'PHONE_NUMBER', 'WHATSAPP'],
    ],
  ])('is looked up by all columns that people are reached by: %s', async (heading, row, columns) => {
    const source = await open(encodeText(`${heading}\n${row}\n`, 'utf-8'));
    expect(source).toMatchObject({ ok: true, columns });
  });

  it('finds a column by what it holds, where its heading says nothing', async () => {
    expect(await open(encodeText('a,b,c\n1,x,\n2,,ann@example.org\n', 'utf-8'))).toMatchObject({
      columns: ['c'],
    });
    expect(await open(encodeText('a,b\n1,x\n', 'utf-8'))).toMatchObject({
      ok: false,
      problem: 'no-addresses',
    });
    expect(await open(new Uint8Array())).toMatchObject({ ok: false, problem: 'empty' });
  });
});
