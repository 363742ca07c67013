import { describe, expect, it } from 'vitest';
import { CHOICES, FACT_KINDS } from '../../../utils/letters/facts.ts';
import { LANGUAGES, type Language } from '../../../utils/letters/language.ts';
import { type Letter, wordingVersionOf } from '../../../utils/letters/letter.ts';
import { LETTER_IDS } from '../../../utils/letters/letter-ids.ts';
import { currentLetters, releasedLetters } from '../../../utils/letters/letters.ts';
import { factsOf, writeLetter } from '../../../utils/letters/write-letter.ts';
import { everyCase, FACTS } from './facts.ts';

const EVERY = releasedLetters.flatMap(letter => LANGUAGES.map(language => ({ letter, language })));
const named = EVERY.map(each => ({ ...each, name: wordingVersionOf(each.letter, each.language) }));

/** What privacy law and honesty ask of an offer; each is a statement of its own, or several. */
const DEMANDED_OF_AN_OFFER = [
  'keptCodes',
  'keptRecord',
  'keptEvidence',
  'address',
  'pseudonymous',
  'spread',
  'unseen',
  'provable',
  'scope',
  'covers',
  'limits',
  'voluntary',
  'answer',
  'silence',
  'liftable',
  'reviewed',
  'ground',
  'rights',
  'objection',
  'authority',
];

const FORBIDDEN: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /never again/i,
    /\bnobody(?! in sales or marketing)/i,
    /\bno one\b/i,
    /anonym/i,
    /guarantee/i,
    /complian|\bcompl(?:y|ies)\b/i,
    /forever/i,
    /impossible/i,
    /100 ?%/,
  ],
  nl: [
    /nooit meer/i,
    /\bniemand(?! van verkoop of marketing)/i,
    /anoniem|anonim/i,
    /garand|garantie/i,
    /conform|voldoe|AVG-proof/i,
    /voor altijd|voorgoed/i,
    /onmogelijk/i,
    /100 ?%/,
  ],
  de: [
    /nie (?:wieder|mehr)/i,
    /\bniemand(?! aus Vertrieb oder Marketing)/i,
    /anonym/i,
    /garantier/i,
    /konform/i,
    /für immer/i,
    /unmöglich/i,
    /100 ?%/,
  ],
  fr: [
    /plus jamais/i,
    /\bpersonne ne\b/i,
    /anonym/i,
    /garanti[res]|garantit|garantissons/i,
    /conformité|conforme\b|conformes\b/i,
    /pour toujours|définitivement/i,
    /impossible/i,
    /100 ?%/,
  ],
};

/** Said of a request or an oversight, not of who may see what. */
const ALLOWED = [
  'nobody has taken that back',
  'niemand heeft dat verzoek ingetrokken',
  'niemand hat den Antrag zurückgenommen',
  'Niemand sonst soll in Ihrem Namen',
  'mit folgenden Garantien',
  'avec les garanties suivantes',
];

function textsOf(letter: Letter, language: Language): string[] {
  const { subject, texts } = letter.wordings[language];
  return [subject, ...letter.structure.flat().flatMap(({ id }) => Object.values([texts[id] ?? ''].flat()))]
    .flatMap(text => (typeof text === 'string' ? [text] : Object.values(text)))
    .map(text => ALLOWED.reduce((rest, allowed) => rest.replaceAll(allowed, ''), text));
}

describe('letters', () => {
  it('are there under each name', () => {
    for (const id of LETTER_IDS) expect(currentLetters[id].id).toBe(id);
    expect(new Set(releasedLetters.map(({ id, version }) => `${id}-${version}`)).size).toBe(
      releasedLetters.length,
    );
  });

  it.each(named)(
    '$name has a text for each statement, and for each value where a fact selects it',
    ({ letter, language }) => {
      const { texts } = letter.wordings[language];
      const statements = letter.structure.flat();
      expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
      for (const { id, by } of statements) {
        const text = texts[id];
        if (by === undefined) expect(text, id).toMatch(/\S/);
        else {
          expect(Object.keys(text ?? {}).toSorted(), id).toEqual([...CHOICES[by]].toSorted());
          for (const each of Object.values(text ?? {})) expect(each, id).toMatch(/\S/);
        }
      }
    },
  );

  it.each(releasedLetters)('$id asks for the same facts in every language', letter => {
    const sorted = LANGUAGES.map(language => factsOf(letter, language).toSorted());
    for (const names of sorted) expect(names).toEqual(sorted[0]);
    for (const { id } of letter.structure.flat()) {
      const placeholders = LANGUAGES.map(language =>
        JSON.stringify(letter.wordings[language].texts[id])
          .match(/\{\w+\}/g)
          ?.toSorted(),
      );
      for (const each of placeholders) expect(each, id).toEqual(placeholders[0]);
    }
  });

  it.each(named)('$name is filled without a rest, in every case', ({ letter, language, name }) => {
    for (const facts of everyCase()) {
      const written = writeLetter(letter, language, facts, 'UTC');
      if (!written.ok) throw new Error(`${name}: ${written.missing}`);
      expect(written.wording).toBe(name);
      expect(`${written.subject}\n${written.body}`).not.toMatch(/[{}]|undefined|Invalid| {2}|\n{3}/);
      expect(written.subject).not.toContain('\n');
      expect(written.subject.length).toBeLessThan(100);
      expect(written.body).toContain('DPO-17');
    }
  });

  it.each(named)('$name says that a fact is missing, for each that it needs', ({ letter, language }) => {
    const optional = new Set(letter.structure.flat().map(({ given }) => given));
    for (const fact of factsOf(letter, language).filter(each => !optional.has(each))) {
      // A fact may stand in the text of one choice only.
      const results = everyCase().map(({ [fact]: _, ...rest }) => writeLetter(letter, language, rest, 'UTC'));
      expect(
        results.some(result => !result.ok && result.missing.includes(fact)),
        fact,
      ).toBe(true);
    }
  });

  it.each(named)('$name claims nothing that nobody can keep', ({ letter, language }) => {
    for (const text of textsOf(letter, language)) {
      for (const pattern of FORBIDDEN[language]) expect(text).not.toMatch(pattern);
    }
  });

  it.each(LANGUAGES)('the claims that are forbidden would be found in %s', language => {
    const claims = {
      en: ['Never again!', 'It is seen by nobody.', 'anonymous', 'we guarantee', 'fully compliant'],
      nl: ['nooit meer', 'door niemand gezien', 'anoniem', 'gegarandeerd', 'conform de AVG'],
      de: ['nie wieder', 'niemand sieht sie', 'anonymisiert', 'garantiert', 'DSGVO-konform'],
      fr: ['plus jamais', 'personne ne les voit', 'anonymes', 'nous garantissons', 'en conformité'],
    }[language];
    for (const claim of claims) {
      expect(
        FORBIDDEN[language].some(pattern => pattern.test(claim)),
        claim,
      ).toBe(true);
    }
  });

  it.each(LANGUAGES)('an offer in %s makes each statement that is demanded of it', language => {
    const { structure, wordings } = currentLetters.offer;
    const ids = structure.flat().map(({ id }): string => id);
    for (const id of DEMANDED_OF_AN_OFFER) {
      expect(ids).toContain(id);
      expect(Object.keys(wordings[language].texts)).toContain(id);
    }
    // Art. 21(4) wants the right to object apart from other information.
    expect(structure).toContainEqual([{ id: 'objection' }]);
  });

  it.each(LANGUAGES)(
    'an offer and a confirmation in %s name the article and the words of the law',
    language => {
      const words = {
        en: ['personal data', 'GDPR', 'right to object', 'supervisory authority', 'pseudonymised'],
        nl: [
          'persoonsgegevens',
          'AVG',
          'Recht van bezwaar',
          'toezichthoudende autoriteit',
          'gepseudonimiseerde',
        ],
        de: ['personenbezogene', 'DSGVO', 'Widerspruchsrecht', 'Aufsichtsbehörde', 'pseudonymisierte'],
        fr: ['caractère personnel', 'RGPD', 'Droit d’opposition', 'autorité de contrôle', 'pseudonymisées'],
      }[language];
      for (const letter of [currentLetters.offer, currentLetters.confirmation]) {
        const written = writeLetter(letter, language, FACTS, 'UTC');
        if (!written.ok) throw new Error(`${written.missing}`);
        for (const word of words) expect(written.body).toContain(word);
      }
    },
  );

  it.each(LANGUAGES)(
    'a block on marketing in %s leaves invoices, contract and service; one on all does not',
    language => {
      const words = {
        en: ['a contract, an invoice or a service', 'not only to advertising'],
        nl: ['een overeenkomst, een factuur of een dienst', 'niet alleen voor reclame'],
        de: ['Vertrag, einer Rechnung oder einer Leistung', 'nicht nur für Werbung'],
        fr: ['un contrat, à une facture ou à un service', 'pas seulement sur la publicité'],
      }[language];
      for (const letter of [currentLetters.offer, currentLetters.confirmation]) {
        const [marketing, all] = (['marketing', 'all'] as const).map(scope => {
          const written = writeLetter(letter, language, { ...FACTS, scope }, 'UTC');
          return written.ok ? written.body : '';
        });
        expect(marketing).toContain(words[0]);
        expect(marketing).not.toContain(words[1]);
        expect(all).toContain(words[1]);
        expect(all).not.toContain(words[0]);
      }
    },
  );

  it.each(LANGUAGES)(
    'an appeal in %s that nobody verified tells nobody whether there is a block',
    language => {
      const words = { en: 'whether', nl: 'of er', de: 'ob für sie', fr: 'si elles' }[language];
      const written = writeLetter(
        currentLetters.appeal,
        language,
        { ...FACTS, appeal: 'kept-unverified' },
        'UTC',
      );
      expect(written.ok && written.body).toContain(words);
      const { scope: _, basis: __, recordedOn: ___, blockReference: ____, ...others } = FACTS;
      expect(
        writeLetter(currentLetters.appeal, language, { ...others, appeal: 'kept-unverified' }, 'UTC'),
      ).toEqual(written);
    },
  );

  it('every fact is one that some letter asks for', () => {
    const asked = new Set<string>(EVERY.flatMap(({ letter, language }) => factsOf(letter, language)));
    expect(Object.keys(FACT_KINDS).filter(name => !asked.has(name))).toEqual([]);
  });
});
