import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../utils/letters/language.ts';
import { currentLetters } from '../../../utils/letters/letters.ts';
import { LONGEST_LINK, mailtoOf } from '../../../utils/letters/mailto.ts';
import { type WrittenLetter, writeLetter } from '../../../utils/letters/write-letter.ts';
import { FACTS } from './facts.ts';

const SHORT: WrittenLetter = {
  ok: true,
  subject: 'A & B: 100 %?',
  body: 'Été + #1\n\n“x” = y\r\nend',
  wording: 'offer-1-en',
};

describe('a mailto link', () => {
  it('is percent-encoded as RFC 6068 asks, with line breaks as %0D%0A, and has no recipient', () => {
    expect(mailtoOf(SHORT)).toEqual({
      ok: true,
      link: 'mailto:?subject=A%20%26%20B%3A%20100%20%25%3F&body=%C3%89t%C3%A9%20%2B%20%231%0D%0A%0D%0A%E2%80%9Cx%E2%80%9D%20%3D%20y%0D%0Aend',
    });
  });

  it('holds a recipient only if one is given, and lets it begin no field', () => {
    const made = mailtoOf(SHORT, 'a+b&c?bcc=eve@example.org');
    expect(made.ok && made.link).toMatch(/^mailto:a%2Bb%26c%3Fbcc%3Deve@example\.org\?subject=/);
    const url = new URL(made.ok ? made.link : '');
    expect(decodeURIComponent(url.pathname)).toBe('a+b&c?bcc=eve@example.org');
    expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
  });

  it('of a letter that would be cut off on the way has a subject only, and says so', () => {
    const room = LONGEST_LINK - 'mailto:?subject=s&body='.length;
    expect(mailtoOf({ ...SHORT, subject: 's', body: 'x'.repeat(room) }).ok).toBe(true);
    expect(mailtoOf({ ...SHORT, subject: 's', body: 'x'.repeat(room + 1) })).toEqual({
      ok: false,
      problem: 'tooLongForLink',
      length: LONGEST_LINK + 1,
      subjectOnly: 'mailto:?subject=s',
    });
  });

  it.each(LANGUAGES)('opens every letter in %s, whole or by its subject', language => {
    for (const letter of Object.values(currentLetters)) {
      const written = writeLetter(letter, language, FACTS, 'UTC');
      if (!written.ok) throw new Error(`${written.missing}`);
      const made = mailtoOf(written);
      const url = new URL(made.ok ? made.link : made.subjectOnly);
      expect(url.searchParams.get('subject')).toBe(written.subject);
      expect(url.searchParams.get('body')).toBe(made.ok ? written.body.replaceAll('\n', '\r\n') : null);
      if (made.ok) expect(made.link.length).toBeLessThanOrEqual(LONGEST_LINK);
    }
  });
});
