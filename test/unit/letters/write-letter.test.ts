import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../utils/letters/facts.ts';
import { LANGUAGES, type Language } from '../../../utils/letters/language.ts';
import type { Letter } from '../../../utils/letters/letter.ts';
import { currentLetters } from '../../../utils/letters/letters.ts';
import { writeLetter } from '../../../utils/letters/write-letter.ts';
import { FACTS } from './facts.ts';

function bodyOf(letter: Letter, language: Language, facts: Facts, timeZone = 'UTC'): string {
  const written = writeLetter(letter, language, facts, timeZone);
  if (!written.ok) throw new Error(`missing: ${written.missing}`);
  return written.body;
}

const { appeal, access, offer, identity } = currentLetters;

describe('a letter', () => {
  it('names each fact that is missing once, blank ones and unknown choices too', () => {
    const result = writeLetter(
      offer,
      'en',
      { organisation: ' \n', contact: 'x', receivedOn: Number.NaN },
      'UTC',
    );
    expect(result).toEqual({
      ok: false,
      missing: expect.arrayContaining(['organisation', 'receivedOn', 'scope', 'reference', 'authority']),
    });
    expect(!result.ok && new Set(result.missing).size === result.missing.length).toBe(true);
    expect(!result.ok && result.missing).not.toContain('recipientName');
    const invented = JSON.parse('{"scope":"everything"}');
    expect(writeLetter(offer, 'en', { ...FACTS, ...invented }, 'UTC')).toEqual({
      ok: false,
      missing: ['scope'],
    });
  });

  it('writes dates as its language does, in the time zone that it is told', () => {
    const receivedOn = Date.parse('2026-11-01T23:30:00Z');
    const dates = LANGUAGES.map(
      language => /\d\S* \S+ 2026/.exec(bodyOf(appeal, language, { ...FACTS, receivedOn }))?.[0],
    );
    expect(dates).toEqual(['1 November 2026', '1 november 2026', '1. November 2026', '1er novembre 2026']);
    expect(bodyOf(appeal, 'fr', { ...FACTS, receivedOn }, 'Europe/Paris')).toContain('Le 2 novembre 2026');
    expect(() => writeLetter(appeal, 'fr', FACTS, 'Mars/Olympus')).toThrow(RangeError);
  });

  it('calls by name only whom it is told to', () => {
    const { recipientName: _, ...nobody } = FACTS;
    expect(bodyOf(appeal, 'nl', nobody)).toMatch(/^Goedendag,\n\n/);
    expect(bodyOf(appeal, 'nl', { ...nobody, recipientName: 'mevrouw De Vries' })).toMatch(
      /^Geachte mevrouw De Vries,\n\n/,
    );
  });

  it('keeps a fact a fact: braces stay, and a line break begins no header', () => {
    const written = writeLetter(
      appeal,
      'en',
      { ...FACTS, reference: '{contact}\r\nBcc: eve@example.com', organisation: 'A\u{2028}B\u{d800} ' },
      'UTC',
    );
    expect(written).toMatchObject({ subject: 'Your case {contact} Bcc: eve@example.com: our answer' });
    expect(written.ok && written.body).toContain('A B\u{fffd} that you think');
  });

  it('puts points on lines of their own, each once', () => {
    const points = bodyOf(access, 'de', FACTS).match(/^– .+$/gm);
    expect(points).toHaveLength(8);
    expect(points?.at(-1)).toBe('– Aktenzeichen der Kontaktsperre: DPO-3.');
    expect(points?.slice(0, -1).every(point => point.endsWith(';'))).toBe(true);
    const { evidenceSha256: _, wordingVersion: __, reviewOn: ___, ...bare } = FACTS;
    expect(bodyOf(access, 'de', bare).match(/^– .+$/gm)).toHaveLength(5);
  });

  it('parts French signs from words by spaces that no line ends at, and leaves facts alone', () => {
    const body = bodyOf(offer, 'fr', { ...FACTS, organisation: 'A : B' });
    expect(body).toContain('A : B');
    expect(body.replaceAll('A : B', '')).not.toMatch(/ [:;?!»]|« /);
    expect(body).toMatch(/\u{a0}:/u);
    expect(bodyOf(offer, 'en', FACTS)).not.toMatch(/\u{a0}/u);
  });

  it('goes on in lower case after the German salutation', () => {
    for (const letter of Object.values(currentLetters)) {
      expect(bodyOf(letter, 'de', FACTS)).toMatch(/^Guten Tag[^\n]*,\n\n(?:am |auf |Ihre )/);
    }
  });

  it('asks for what its case needs, and for nothing of another', () => {
    const { answerBy: _, ...rejected } = FACTS;
    expect(writeLetter(identity, 'en', rejected, 'UTC')).toEqual({ ok: false, missing: ['answerBy'] });
    expect(writeLetter(identity, 'en', { ...rejected, identityStage: 'rejection' }, 'UTC').ok).toBe(true);
  });
});
