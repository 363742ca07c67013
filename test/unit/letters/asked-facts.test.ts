import { describe, expect, it } from 'vitest';
import { askedFacts } from '../../../utils/letters/asked-facts.ts';
import { entryOf, factsWith } from '../../../utils/letters/fact-entry.ts';
import type { FactName, Facts } from '../../../utils/letters/facts.ts';
import { LANGUAGES } from '../../../utils/letters/language.ts';
import { LETTER_IDS } from '../../../utils/letters/letter-ids.ts';
import { currentLetters } from '../../../utils/letters/letters.ts';
import { writeLetter } from '../../../utils/letters/write-letter.ts';
import { FACTS } from './facts.ts';

const { organisation, contact, reference, addressKept } = FACTS;
const FIXED: Facts = { organisation, contact, reference, addressKept };

describe('what a letter asks for', () => {
  it('is no more than it can say, and with all that it needs it can be written', () => {
    for (const id of LETTER_IDS) {
      for (const language of LANGUAGES) {
        const letter = currentLetters[id];
        const { needed, further } = askedFacts(letter, language, FIXED, FACTS);
        expect(new Set([...needed, ...further]).size).toBe(needed.length + further.length);
        const telling = (names: readonly FactName[]): Facts =>
          Object.assign({}, FIXED, ...names.map(name => ({ [name]: FACTS[name] })));
        const write = (names: readonly FactName[]) => writeLetter(letter, language, telling(names), 'UTC');
        expect(write(needed), `${id} ${language}`).toMatchObject({ ok: true });
        for (const name of needed) {
          const others = needed.filter(each => each !== name);
          expect(write(others), `${id} without ${name}`).toMatchObject({ ok: false });
        }
      }
    }
  });

  it('stays while it is filled in, but for what a choice brings up', () => {
    const ask = (answered: Facts) => askedFacts(currentLetters.identity, 'en', FIXED, answered).needed;
    const chosen: Facts = { identityStage: 'rejection', identityProof: 'reply' };
    expect(ask({})).toContain('identityStage');
    expect(ask(chosen)).toContain('identityStage');
    expect(ask({ ...chosen, receivedOn: 1, authority: 'x' })).toEqual(ask(chosen));
    expect(ask(chosen)).not.toEqual(ask({ ...chosen, identityStage: 'hold' }));
  });

  it('is never what is fixed', () => {
    const { needed, further } = askedFacts(currentLetters.access, 'de', FIXED, {});
    expect([...needed, ...further]).not.toContain('organisation');
    expect(askedFacts(currentLetters.access, 'de', { organisation, reference }, {}).needed).toContain(
      'contact',
    );
  });
});

describe('facts in fields', () => {
  const known: Facts = { receivedOn: Date.UTC(2026, 10, 2, 12), scope: 'all', identifiersNamed: ['a', 'b'] };

  it('are what is known until somebody writes otherwise', () => {
    expect(entryOf('receivedOn', known)).toBe('2026-11-02');
    expect(entryOf('identifiersNamed', known)).toBe('a, b');
    expect(entryOf('host', known)).toBe('');
    expect(factsWith(known, {})).toEqual(known);
    expect(
      factsWith(known, { receivedOn: '2026-11-03', identifiersNamed: 'c ,d', host: ' Example Ltd ' }),
    ).toEqual({
      receivedOn: Date.UTC(2026, 10, 3, 12),
      scope: 'all',
      identifiersNamed: ['c', 'd'],
      host: 'Example Ltd',
    });
  });

  it('stay out once they were taken out, and take no date or choice that is none', () => {
    expect(factsWith(known, { receivedOn: '', scope: 'everything', answerBy: 'soon' })).toEqual({
      identifiersNamed: ['a', 'b'],
    });
  });
});
