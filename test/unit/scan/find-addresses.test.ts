import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOST_WINDOW, LOCAL_WINDOW } from '../../../utils/scan/budgets.ts';
import { findAddresses } from '../../../utils/scan/find-addresses.ts';

/** [text, addresses expected, why] */
type Case = readonly [text: string, expected: readonly string[], why: string];

const plain: Case[] = [
  ['jane@example.com', ['jane@example.com'], 'the address alone'],
  ['Write to jane@example.com today', ['jane@example.com'], 'in a sentence'],
  ['Jane.Doe@Example.COM', ['Jane.Doe@Example.COM'], 'capitals stay as found'],
  ['JANE@EXAMPLE.ORG', ['JANE@EXAMPLE.ORG'], 'all capitals'],
  ['jane+news@example.com', ['jane+news@example.com'], 'a tag'],
  ['jane_doe@example.com', ['jane_doe@example.com'], 'an underscore inside'],
  ['_jane@example.com', ['_jane@example.com'], 'an underscore in front'],
  ['jane-doe@example.com', ['jane-doe@example.com'], 'a hyphen'],
  ["o'brien@example.com", ["o'brien@example.com"], 'an apostrophe'],
  ['o’brien@example.com', ['o’brien@example.com'], 'an apostrophe that an editor made typographic'],
  ['r&d@example.com', ['r&d@example.com'], 'an ampersand'],
  ['a!b#c$d%e^f~g@example.com', ['a!b#c$d%e^f~g@example.com'], 'rare characters inside'],
  ['1234567@example.com', ['1234567@example.com'], 'digits only'],
  ['j@example.com', ['j@example.com'], 'one letter'],
  ['jane@a.b.c.example.com', ['jane@a.b.c.example.com'], 'many labels'],
  ['jane@sub-domain.example.com', ['jane@sub-domain.example.com'], 'a hyphen in the host'],
  ['jane@123.example.com', ['jane@123.example.com'], 'a label of digits'],
  ['jane@1and1.example', ['jane@1and1.example'], 'a label that begins with a digit'],
  ['jane@example.museum', ['jane@example.museum'], 'a long top-level domain'],
  ['jane@example.xn--p1ai', ['jane@example.xn--p1ai'], 'a punycode top-level domain'],
  ['jane@xn--exmple-cua.test', ['jane@xn--exmple-cua.test'], 'a punycode label'],
  ['jane.@example.com', ['jane.@example.com'], 'a dot before the @, as some Japanese operators allowed'],
  ['"jane doe"@example.com', ['"jane doe"@example.com'], 'a quoted local part'],
  ['To: "jane.doe"@example.com', ['"jane.doe"@example.com'], 'a quoted local part after a label'],
  ['jane@host.invalid', ['jane@host.invalid'], 'a reserved domain'],
];

const wrapped: Case[] = [
  ['<jane@example.com>', ['jane@example.com'], 'angle brackets'],
  ['Jane Doe <jane@example.com>', ['jane@example.com'], 'name and angle brackets'],
  ['(jane@example.com)', ['jane@example.com'], 'parentheses'],
  ['[jane@example.com]', ['jane@example.com'], 'brackets'],
  ['{jane@example.com}', ['jane@example.com'], 'braces'],
  ['"jane@example.com"', ['jane@example.com'], 'double quotes'],
  ["'jane@example.com'", ['jane@example.com'], 'single quotes'],
  ['“jane@example.com”', ['jane@example.com'], 'typographic quotes'],
  ['‘jane@example.com’', ['jane@example.com'], 'typographic single quotes'],
  ['«jane@example.com»', ['jane@example.com'], 'guillemets'],
  ['`jane@example.com`', ['jane@example.com'], 'back-ticks'],
  ['*jane@example.com*', ['jane@example.com'], 'markdown emphasis'],
  ['**jane@example.com**', ['jane@example.com'], 'strong emphasis'],
  ['_jane@example.com_', ['jane@example.com'], 'underscore emphasis on both sides'],
  ['~~jane@example.com~~', ['jane@example.com'], 'struck out'],
  ['|jane@example.com|', ['jane@example.com'], 'a table of text'],
  ['-jane@example.com', ['jane@example.com'], 'a bullet'],
  ['•jane@example.com', ['jane@example.com'], 'a round bullet'],
  ['#jane@example.com', ['jane@example.com'], 'a hash mark'],
  ['...jane@example.com', ['jane@example.com'], 'leading dots'],
  ['jane@example.com.', ['jane@example.com'], 'the end of a sentence'],
  ['jane@example.com...', ['jane@example.com'], 'an ellipsis of dots'],
  ['jane@example.com…', ['jane@example.com'], 'an ellipsis'],
  ['jane@example.com!', ['jane@example.com'], 'an exclamation mark'],
  ['jane@example.com?', ['jane@example.com'], 'a question mark'],
  ['jane@example.com, and', ['jane@example.com'], 'a comma'],
  ['jane@example.com:', ['jane@example.com'], 'a colon'],
  ['jane@example.com: hello', ['jane@example.com'], 'a colon and words'],
  ['jane@example.com-', ['jane@example.com'], 'a hyphen behind'],
  ['jane@example.com – sales', ['jane@example.com'], 'a dash'],
  ['E-mail:jane@example.com', ['jane@example.com'], 'a label without a space'],
  ['email=jane@example.com', ['jane@example.com'], 'an assignment'],
  ['mailto:jane@example.com?subject=x', ['jane@example.com'], 'a mailto URL as text'],
  ['MAILTO:JANE@EXAMPLE.COM', ['JANE@EXAMPLE.COM'], 'a mailto URL in capitals'],
  ['https://example.org/?email=jane@example.com&x=1', ['jane@example.com'], 'in a query'],
  ['https://example.org/u/jane@example.com/edit', ['jane@example.com'], 'in a path'],
  ['%20jane@example.com', ['jane@example.com'], 'a percent-encoded space in front'],
  ['%3Cjane@example.com%3E', ['jane@example.com'], 'percent-encoded angle brackets'],
  ['&lt;jane@example.com&gt;', ['jane@example.com'], 'escaped markup'],
  ['📧jane@example.com', ['jane@example.com'], 'an emoji in front'],
  ['jane@example.com📧', ['jane@example.com'], 'an emoji behind'],
  ['sip:jane@example.com:5060', ['jane@example.com'], 'a port'],
  ['jane@example.com:2 rooms', ['jane@example.com'], 'a colon and a number'],
  ['\tjane@example.com\n', ['jane@example.com'], 'white space'],
  ['\u00a0jane@example.com\u00a0', ['jane@example.com'], 'no-break spaces'],
];

const lists: Case[] = [
  ['a@example.com,b@example.com', ['a@example.com', 'b@example.com'], 'commas'],
  ['a@example.com;b@example.com', ['a@example.com', 'b@example.com'], 'semicolons'],
  ['a@example.com/b@example.com', ['a@example.com', 'b@example.com'], 'slashes'],
  ['a@example.com|b@example.com', ['a@example.com', 'b@example.com'], 'bars'],
  ['a@example.com b@example.com', ['a@example.com', 'b@example.com'], 'spaces'],
  ['a@example.com\r\nb@example.com', ['a@example.com', 'b@example.com'], 'lines'],
  ['a@example.com、b@example.com', ['a@example.com', 'b@example.com'], 'the ideographic comma'],
  ['a@example.com，b@example.com', ['a@example.com', 'b@example.com'], 'the full-width comma'],
  ['a@example.com；b@example.com', ['a@example.com', 'b@example.com'], 'the full-width semicolon'],
  ['<a@example.com>,<b@example.com>', ['a@example.com', 'b@example.com'], 'brackets and commas'],
  ['"A" <a@example.com>, "B" <b@example.com>', ['a@example.com', 'b@example.com'], 'names in quotes'],
  ['a@example.com·b@example.com', ['a@example.com', 'b@example.com'], 'middle dots'],
  ['a@example.com->b@example.com', ['a@example.com', 'b@example.com'], 'an arrow'],
  ['a@example.comb@example.com', [], 'glued together: nobody can tell'],
];

const international: Case[] = [
  ['jösé@example.com', ['jösé@example.com'], 'accents in the local part'],
  ['jane@exämple.test', ['jane@exämple.test'], 'an umlaut in the host'],
  ['иван@пример.рф', ['иван@пример.рф'], 'Cyrillic'],
  ['δοκιμή@παράδειγμα.δοκιμή', ['δοκιμή@παράδειγμα.δοκιμή'], 'Greek'],
  ['用户@例え.テスト', ['用户@例え.テスト'], 'Han, Hiragana, Katakana'],
  ['유저@예시.한국', ['유저@예시.한국'], 'Hangul'],
  ['مثال@مثال.إختبار', ['مثال@مثال.إختبار'], 'Arabic'],
  ['उपयोगकर्ता@उदाहरण.परीक्षा', ['उपयोगकर्ता@उदाहरण.परीक्षा'], 'Devanagari with marks'],
  ['ผู้ใช้@ตัวอย่าง.ไทย', ['ผู้ใช้@ตัวอย่าง.ไทย'], 'Thai'],
  ['jane＠example.com', ['jane＠example.com'], 'the full-width @'],
  ['jane﹫example.com', ['jane﹫example.com'], 'the small @'],
  ['ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', ['ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ'], 'full-width letters and dot'],
  ['jane@example。com', ['jane@example。com'], 'the ideographic full stop as dot'],
  ['jane@例え｡テスト', ['jane@例え｡テスト'], 'the half-width ideographic full stop as dot'],
  ['请联系jane@example.com谢谢', ['jane@example.com'], 'Han on both sides without spaces'],
  ['メールはjane@example.comまで', ['jane@example.com'], 'Japanese on both sides'],
  ['메일jane@example.com으로', ['jane@example.com'], 'a Korean particle behind'],
  ['ติดต่อjane@example.comค่ะ', ['jane@example.com'], 'Thai on both sides'],
  ['请写信到jane@example.com。谢谢', ['jane@example.com'], 'the full stop of a Chinese sentence'],
  ['jane@example.com。Thanks', ['jane@example.com'], 'a Chinese full stop and Latin text'],
  ['почта jane@example.com.', ['jane@example.com'], 'Cyrillic text around'],
  ['jane@日本abc.test', ['jane@日本abc.test'], 'a label of two scripts'],
  ['jane@\u200bexample.com', ['jane@\u200bexample.com'], 'a zero-width space as break hint'],
  ['jean\u2011luc@ex\u2010ample.com', ['jean\u2011luc@ex\u2010ample.com'], 'hyphens as typesetting has them'],
  ['10\u201320@example.com', ['20@example.com'], 'an en dash separates'],
  ['jane@exam\u00adple.com', ['jane@exam\u00adple.com'], 'a soft hyphen'],
  ['\u202ajane@example.com\u202c', ['jane@example.com'], 'bidi marks around'],
  ['\u200bjane@example.com\u200b', ['jane@example.com'], 'zero-width spaces around'],
  ['𝒿ane@example.com', ['𝒿ane@example.com'], 'a letter outside the basic plane'],
  ['jane@𝓮xample.com', ['jane@𝓮xample.com'], 'a letter outside the basic plane in the host'],
];

const glued: Case[] = [
  ['jane@example.com.Please write', ['jane@example.com'], 'a sentence without a space'],
  ['jane@host.example.GOV.AU', ['jane@host.example.GOV.AU'], 'capitals at the end of a host'],
  ['jane@host.eng.Example.COM', ['jane@host.eng.Example.COM'], 'a capital within a host'],
  ['jane@host.example.De', ['jane@host.example.De'], 'a country with one capital'],
  ['Jane@Example.Com', ['Jane@Example.Com'], 'capitals throughout are no new sentence'],
  ['jane@example.comTel 123', ['jane@example.com'], 'a label glued on'],
  ['jane@example.com1', ['jane@example.com'], 'a footnote'],
  ['jane@example.com¹', ['jane@example.com'], 'a superscript'],
  ['jane@example.com.2', ['jane@example.com'], 'a numbered paragraph'],
  ['jane@example.com-Jane', ['jane@example.com'], 'a dash without spaces'],
  ['jane@example..com', [], 'an empty label'],
  ['jane@example.com..uk', ['jane@example.com'], 'dots after the host'],
  ['jane@example.com_old', ['jane@example.com'], 'an underscore behind'],
];

const none: Case[] = [
  ['', [], 'nothing'],
  ['@', [], 'an @ alone'],
  ['@handle', [], 'a handle'],
  ['hi @jane.doe', [], 'a handle with a dot'],
  ['@jane@social.example', [], 'a handle of the fediverse'],
  ['jane@', [], 'no host'],
  ['jane@example', [], 'one label'],
  ['root@localhost', [], 'localhost'],
  ['jane@.com', [], 'an empty first label'],
  ['jane@-example.com', [], 'a host that begins with a hyphen'],
  ['jane@10.0.0.1', [], 'an IP address'],
  ['jane@[10.0.0.1]', [], 'an address literal'],
  ['jane@example.c', [], 'a top-level domain of one letter'],
  ['logo@2x.png', [], 'an image density'],
  ['logo@1.5x.webp', [], 'a fractional density'],
  ['/img/logo@3x.min.svg', [], 'an image density with more endings'],
  ['icon@large.png', [], 'a file name'],
  ['chunk@vendor.js', [], 'a script'],
  ['left-pad@1.2.3', [], 'a version'],
  ['react@18.3.0-rc.abc', [], 'a version with a suffix'],
  ['@scope/pkg@1.2.3', [], 'a scoped package'],
  ['pkg@v1.2.3.dev', [], 'a version with a v'],
  ['git@example.com:owner/repo.git', [], 'a git remote'],
  ['git@example.com:repo', [], 'a git remote without an owner'],
  ['deploy@example.com:/srv/www', [], 'a remote path'],
  ['jane@example.com:docs/a.txt', [], 'a relative remote path'],
  ['root@web.example.com:~# ls', [], 'a prompt'],
  ['https://jane:secret@example.com/', [], 'user and password in a URL'],
  ['https://jane@example.com/', [], 'a user in a URL'],
  ['ssh://git@example.com/x', [], 'a user in an ssh URL'],
  ['Message-ID: <20260101.1@mail.example.com>', [], 'a message id'],
  ['References: <a.1@example.com> <b.2@example.com>', [], 'several message ids'],
  ['In-Reply-To: <a.1@example.com>', [], 'the id of another message'],
  ['mid:abc@example.com', [], 'a message id URL'],
  ['cid:part1.abc@example.com', [], 'a content id URL'],
  ['<CAJx0T8kW3nQeZp7yLm2vB9rS4@mail.gmail.com>', [], 'an id made by Gmail'],
  ['-_-@example.com', [], 'no letter or digit'],
  ['lunch at noon @ example.com today', [], 'spaces around the @ in a sentence'],
  ['jane@example .com', [], 'a space in the host'],
  ['a@b@example.com', [], 'two @'],
  ['@media screen.and (x)', [], 'CSS'],
  ['😀@example.com', [], 'an emoji for a local part'],
  ['$^*@example.com', [], 'punctuation for a local part'],
];

const families = { plain, wrapped, lists, international, glued, none };

describe.each(Object.entries(families))('%s', (_name, cases) => {
  it.each(cases)('%j gives %j: %s', (text, expected) => {
    expect(findAddresses(text).map(address => address.text)).toEqual(expected);
  });
});

describe('offsets', () => {
  it('point at the address in the text', () => {
    expect(findAddresses('write to <Jane@example.com>.')).toEqual([
      { text: 'Jane@example.com', start: 10, end: 26, at: 14 },
    ]);
  });

  it('count UTF-16 units, as the DOM does', () => {
    const [found] = findAddresses('😀 𝒿ane@example.com');
    expect(found).toMatchObject({ start: 3, at: 8 });
  });

  it('a range picks by the @, and reads context outside of it', () => {
    const text = 'aa@example.com bb@example.com cc@example.com';
    expect(findAddresses(text, { from: 3, to: 18 }).map(found => found.text)).toEqual(['bb@example.com']);
    expect(findAddresses(text, { from: 17, to: 18 }).map(found => found.text)).toEqual(['bb@example.com']);
  });
});

describe('hostile text costs a bounded number of steps for each character', () => {
  const size = 20_000;
  const hostile: Record<string, string> = {
    'letters without end': 'a'.repeat(size),
    'letters, then an @': `${'a'.repeat(size)}@example.com`,
    'a host without end': `a@${'a.'.repeat(size / 2)}`,
    'a label without end': `a@${'a'.repeat(size)}`,
    'at signs': '@'.repeat(size),
    'a@a@a@': 'a@'.repeat(size / 2),
    'a@a.a@a.a@': 'a@a.'.repeat(size / 4),
    dots: `a@${'.'.repeat(size)}`,
    quotes: '"@'.repeat(size / 2),
    'one quote far before': `"${'x '.repeat(size / 2)}"@example.com`,
    'slashes before': `://${'a:'.repeat(size / 2)}@example.com`,
    'many after a scheme': `https://${'a:b@c.'.repeat(size / 6)}`,
    'percent signs': `${'%20'.repeat(size / 3)}@example.com`,
    'zero-width characters': `${'\u200b'.repeat(size)}@${'\u200b'.repeat(size)}`,
    brackets: `Message-ID: ${'<'.repeat(size)}a@example.com>`,
    ids: `References: ${'<a@b.cc> '.repeat(size / 9)}`,
    'leading punctuation': `${"'".repeat(size)}a@example.com`,
  };
  const perCharacter = LOCAL_WINDOW + HOST_WINDOW;

  it.each(Object.entries(hostile))('%s', (_name, text) => {
    const meter = { steps: 0 };
    findAddresses(text, { meter });
    const doubled = { steps: 0 };
    findAddresses(text + text, { meter: doubled });
    expect(meter.steps).toBeLessThanOrEqual(text.length * perCharacter);
    expect(doubled.steps).toBeLessThanOrEqual(2 * meter.steps + 16 * perCharacter);
  });
});

describe('whatever the text', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
  const address = fc
    .tuple(word, word, fc.constantFrom('com', 'org', 'test', 'co.uk', 'example'))
    .map(([local, host, top]) => `${local}@${host}x.${top}`);
  const noise = fc.string({
    unit: fc.constantFrom('a', '@', '.', ' ', '<', '>', '"', '/', ':', '例', '。', '1', '-'),
  });

  it('an address is the text between its offsets, holds its @, and none overlap', () => {
    fc.assert(
      fc.property(noise, text => {
        let floor = 0;
        for (const { text: found, start, end, at, confidence } of findAddresses(text)) {
          if (confidence === undefined) expect(text.slice(start, end)).toBe(found);
          expect(start).toBeGreaterThanOrEqual(floor);
          expect(at).toBeGreaterThan(start);
          expect(end).toBeGreaterThan(at + 1);
          floor = end;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('an address between spaces is found whole, whatever stands before and behind', () => {
    fc.assert(
      fc.property(noise, address, noise, (before, wanted, behind) => {
        const found = findAddresses(`${before} ${wanted} ${behind}`).map(each => each.text);
        expect(found).toContain(wanted);
      }),
      { numRuns: 1_000 },
    );
  });

  it('an address found is found again when it stands alone', () => {
    fc.assert(
      fc.property(noise, text => {
        for (const { text: found } of findAddresses(text)) {
          expect(findAddresses(found).map(each => each.text)).toEqual([found]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('ranges that cover the text find what one pass finds', () => {
    fc.assert(
      fc.property(fc.array(address), fc.nat(200), (addresses, cut) => {
        const text = addresses.join(', ');
        const parts = [...findAddresses(text, { to: cut }), ...findAddresses(text, { from: cut })];
        expect(parts).toEqual(findAddresses(text));
      }),
    );
  });
});
