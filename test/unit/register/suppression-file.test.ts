import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { openSuppressionFile } from '../../../utils/register/suppression-file/suppression-file.ts';

// Hundreds of generated files: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The file in pieces of so many bytes, as a stream brings it. */
function inPieces(bytes: Uint8Array, size: number): () => AsyncIterable<Uint8Array> {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}

async function read(file: string | Uint8Array, column?: string, size = 7) {
  const bytes = typeof file === 'string' ? utf8(file) : file;
  const opened = await openSuppressionFile(inPieces(bytes, size), column);
  if (!opened.ok) return opened;
  const rows: [number, readonly string[]][] = [];
  for await (const row of opened.rows) rows.push([row.line, row.texts]);
  return { encoding: opened.encoding, column: opened.column, rows };
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return bytes;
}

describe('a suppression file', () => {
  it.each([
    ['commas', 'Name,E-mail\nAnn,ann@example.org\nBob,bob@example.org\n'],
    ['semicolons', 'Name;E-mail\r\nAnn;ann@example.org\r\nBob;bob@example.org\r\n'],
    ['tabs', 'Name\tE-mail\nAnn\tann@example.org\nBob\tbob@example.org'],
    ['old Mac line ends', 'Name,E-mail\rAnn,ann@example.org\rBob,bob@example.org\r'],
    ['a BOM', '\ufeffName,E-mail\nAnn,ann@example.org\nBob,bob@example.org\n'],
  ])('with %s names its column by the heading', async (_name, text) => {
    expect(await read(text)).toMatchObject({
      column: { index: 1, heading: 'E-mail' },
      rows: [
        [2, ['ann@example.org']],
        [3, ['bob@example.org']],
      ],
    });
  });

  it.each([
    [
      'a line that names the separator',
      'sep=;\r\nName;E-mail\r\nAnn;ann@example.org\r\nBob;bob@example.org\r\n',
    ],
    ['that line and a BOM', '\ufeffsep=\t\nName\tE-mail\nAnn\tann@example.org\nBob\tbob@example.org\n'],
    ['that line in quotes', '"sep=,"\nName,E-mail\nAnn,ann@example.org\nBob,bob@example.org\n'],
  ])('with %s above its headings has the same column, and every line its number', async (_name, text) => {
    expect(await read(text)).toMatchObject({
      column: { index: 1, heading: 'E-mail' },
      rows: [
        [3, ['ann@example.org']],
        [4, ['bob@example.org']],
      ],
    });
  });

  it('of a Mac, with line feeds within cells and carriage returns between rows, loses nobody', async () => {
    const people = Array.from({ length: 9 }, (_, index) => `p${index}@example.org`);
    const rows = people.map(address => `${address},"two\nlines"\r`).join('');
    const found = await read(`E-mail,Note\r${rows}`);
    expect('rows' in found && found.rows.flatMap(([, texts]) => texts)).toEqual(people);
  });

  it('in UTF-16 without a mark is read where most of it is Cyrillic', async () => {
    const people = Array.from({ length: 40 }, (_, index) => `p${index}@example.org`);
    const rows = people.map(address => `Сидоров Иван Петрович из города;${address};больше не писать\r\n`);
    const found = await read(utf16(`Имя и фамилия;Почта;Примечание\r\n${rows.join('')}`, true));
    expect(found).toMatchObject({ encoding: 'utf-16le', column: { heading: 'Почта' } });
    expect('rows' in found && found.rows.flatMap(([, texts]) => texts)).toEqual(people);
  });

  it('without heading is recognised by its content', async () => {
    expect(await read('17,ann@example.org\n18,bob@example.org\n')).toMatchObject({
      column: { index: 1, heading: null },
      rows: [
        [1, ['ann@example.org']],
        [2, ['bob@example.org']],
      ],
    });
  });

  it('knows headings of which one has the sign of an address in it', async () => {
    expect(await read('Twitter @handle,E-mail\n@ann,ann@example.org\n')).toMatchObject({
      column: { index: 1, heading: 'E-mail' },
      rows: [[2, ['ann@example.org']]],
    });
  });

  it('takes no first row for headings that may name somebody', async () => {
    expect(await read('Ann ann@example.org\nbob@example.org\n')).toMatchObject({
      column: { heading: null },
      rows: [
        [1, ['Ann ann@example.org']],
        [2, ['bob@example.org']],
      ],
    });
    expect(await read('1,ann@example.org (work)\n2,Bob bob@example.org\n')).toMatchObject({
      problem: 'no-addresses',
      choices: ['1', '2'],
    });
  });

  it('may be one address a line', async () => {
    expect(await read('ann@example.org\n\nbob@example.org')).toMatchObject({
      rows: [
        [1, ['ann@example.org']],
        [3, ['bob@example.org']],
      ],
    });
  });

  it.each([
    ['utf-16le', utf16('\ufeffemail\nzoë@example.org\n', true)],
    ['utf-16be', utf16('\ufeffemail\nzoë@example.org\n', false)],
    ['utf-16le', utf16('email\nzoë@example.org\n', true)],
    ['utf-8', utf8('email\nzoë@example.org\n')],
    ['windows-1252', Uint8Array.from('email\nzo\u00eb@example.org\n', c => c.charCodeAt(0))],
  ])('in %s is read', async (encoding, bytes) => {
    expect(await read(bytes)).toMatchObject({ encoding, rows: [[2, ['zoë@example.org']]] });
  });

  it('keeps line numbers over line breaks within quotes', async () => {
    expect(await read('note,email\n"two\nlines",ann@example.org\nx,bob@example.org\n')).toMatchObject({
      rows: [
        [2, ['ann@example.org']],
        [4, ['bob@example.org']],
      ],
    });
  });

  it('loses no row to a quotation mark that is never closed', async () => {
    const text =
      'name,email\nAnn,ann@example.org\n"Bob,bob@example.org\nCas,cas@example.org\nDot,dot@example.org\n';
    const lines = [
      [2, ['ann@example.org']],
      [3, ['bob@example.org']],
      [4, ['cas@example.org']],
      [5, ['dot@example.org']],
    ];
    expect(await read(text)).toMatchObject({ rows: lines });
    expect(await read(text, undefined, 100_000)).toMatchObject({ rows: lines });
  });

  it('loses no row to a stray quotation mark, wherever it stands and however the file is cut', async () => {
    const people = Array.from({ length: 12 }, (_, index) => `p${index}@example.org`);
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 80 }), async (at, size) => {
        const text = `name,email\n${people.map((person, index) => `"N, ${index}",${person}`).join('\n')}\n`;
        const place = at % text.length;
        const opened = await read(`${text.slice(0, place)}"${text.slice(place)}`, '2', size);
        const found = 'rows' in opened ? opened.rows.flatMap(([, texts]) => texts) : [];
        const joined = found.join(' ');
        // The address that the mark itself cuts in two isn't the one that was meant.
        const missing = people.filter(person => !joined.includes(person));
        expect(missing.length, `quote at ${place}, pieces of ${size}`).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });

  it('takes several addresses of one field, and those with a name or mailto:', async () => {
    expect(
      await read(
        'email\nann@example.org; bob@example.org\n"Cas <cas@example.org>"\nmailto:dot@example.org\n',
      ),
    ).toMatchObject({
      rows: [
        [2, ['ann@example.org', 'bob@example.org']],
        [3, ['cas@example.org']],
        [4, ['dot@example.org']],
      ],
    });
  });

  it('with two columns of addresses is not guessed at', async () => {
    const text = 'person,manager\nann@example.org,boss@example.com\n';
    expect(await read(text)).toEqual({ ok: false, problem: 'ambiguous', choices: ['person', 'manager'] });
    expect(await read(text, 'person')).toMatchObject({ rows: [[2, ['ann@example.org']]] });
    expect(await read(text, '1')).toMatchObject({ rows: [[2, ['ann@example.org']]] });
  });

  // As these systems write them (November 2026): Salesforce's data export and a report, HubSpot's export of contacts,
  // Mailchimp's of an audience's unsubscribed, SendGrid's of unsubscribes, of bounces and of contacts.
  it.each([
    [
      'Email',
      'Id,IsDeleted,AccountId,LastName,FirstName,Phone,MobilePhone,Email,Title,OwnerId,HasOptedOutOfEmail,EmailBouncedReason,EmailBouncedDate',
      '003A,0,001A,Example,Ann,,,ann@example.org,,005A,1,,',
    ],
    ['Email', '"First Name","Last Name","Email","Email Opt Out"', '"Ann","Example","ann@example.org","1"'],
    [
      'Email',
      'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Unsubscribed from all email,Additional email addresses',
      '51,Ann,Example,ann@example.org,,Eve Example,true,',
    ],
    [
      'Email Address',
      '"Email Address","First Name","Last Name",MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER,LEID,EUID,NOTES,TAGS',
      '"ann@example.org","Ann","Example",2,"2025-01-02 03:04:05",,"2025-01-02 03:04:05","2026-01-02 03:04:05","News from eve@example.com",ab,NORMAL,,17,ab12,,',
    ],
    ['email', 'email,created', 'ann@example.org,1767323045'],
    [
      'email',
      'status,reason,email,created',
      '5.1.1,"550 eve@example.com: no such user",ann@example.org,1767323045',
    ],
    [
      'EMAIL',
      'EMAIL,FIRST_NAME,LAST_NAME,ALTERNATE_EMAILS,PHONE_NUMBER,CONTACT_ID',
      'ann@example.org,Ann,,,,9f',
    ],
  ])('of another system names its column %s: %s', async (heading, headings, row) => {
    expect(await read(`${headings}\n${row}\n`)).toMatchObject({
      column: { heading },
      rows: [[2, ['ann@example.org']]],
    });
  });

  it('without addresses says so', async () => {
    expect(await read('name,city\nAnn,Ghent\n')).toMatchObject({ ok: false, problem: 'no-addresses' });
    expect(await read('')).toMatchObject({ ok: false, problem: 'empty' });
    expect(await read('a,b\n1,2', 'e-mail')).toEqual({
      ok: false,
      problem: 'no-such-column',
      choices: ['a', 'b'],
    });
  });

  it.each([
    ['.xlsx or .ods', 'PK\u0003\u0004'],
    ['.xls', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'],
  ])('that is a spreadsheet (%s) is none, whatever stands in it', async (_, start) => {
    const bytes = Uint8Array.from(`${start}\u0014\n\nann@example.org\n`, letter => letter.charCodeAt(0));
    expect(await read(bytes)).toEqual({ ok: false, problem: 'spreadsheet' });
  });

  it.each([
    ['Ann <ann@example.org>, bob@example.org', ['ann@example.org', 'bob@example.org']],
    ['bob@example.org; Ann <ann@example.org>', ['ann@example.org', 'bob@example.org']],
    ['""old@example.org"" <ann@example.org>', ['ann@example.org']],
    ['ann@example.org <ann@example.org>', ['ann@example.org']],
    ['ann@example.org ::: bob@example.org', ['ann@example.org', 'bob@example.org']],
    ['ann@example.org | bob@example.org', ['ann@example.org', 'bob@example.org']],
    ['{ann@example.org,bob@example.org}', ['ann@example.org', 'bob@example.org']],
    ['[""ann@example.org"",""bob@example.org""]', ['ann@example.org', 'bob@example.org']],
    ["'ann@example.org'", ['ann@example.org']],
    ['mailto:ann@example.org?subject=Stop', ['ann@example.org']],
    ['ann@example.org,', ['ann@example.org']],
    ['""ann example""@example.org', ['"ann example"@example.org']],
  ])('reads a cell of %s whole', async (cell, addresses) => {
    expect(await read(`email,note\n"${cell}",x\nx@example.org,y\n`)).toMatchObject({
      rows: [
        [2, addresses],
        [3, ['x@example.org']],
      ],
    });
  });

  it('with a row that has no address keeps the row, so that it can be named', async () => {
    expect(await read('email\nann@example.org\nnot an address\n')).toMatchObject({
      rows: [
        [2, ['ann@example.org']],
        [3, ['not an address']],
      ],
    });
  });
});
