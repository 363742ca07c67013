import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { askedFacts } from '../../utils/letters/asked-facts.ts';
import { entryOf, type FactEntries, factsWith } from '../../utils/letters/fact-entry.ts';
import type { FactName } from '../../utils/letters/facts.ts';
import { isLanguage, LANGUAGES, type Language } from '../../utils/letters/language.ts';
import { LETTER_IDS, type LetterId } from '../../utils/letters/letter-ids.ts';
import { currentLetters } from '../../utils/letters/letters.ts';
import { mailtoOf } from '../../utils/letters/mailto.ts';
import { type WrittenLetter, writeLetter } from '../../utils/letters/write-letter.ts';
import { factsOfCase, fixedFacts } from '../../utils/officer/letter-facts.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import type { BlockGroupFacts } from '../../utils/register/block-groups.ts';
import type { Request } from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import type { CheckedStep, StepEntry } from '../../utils/register/case-step.ts';
import { languageOfWords } from '../../utils/wording/locale.ts';
import { CopyButton } from '../copy-button.tsx';
import { ChoiceField } from '../field.tsx';
import { ActionForm } from './action-form.tsx';
import { FactField } from './fact-field.tsx';
import { LANGUAGE_WORDS, LETTER_WORDS } from './letter-words.ts';
import { requireStep } from './step-problem.ts';
import { choicesOf } from './words.ts';

interface LetterSectionProps {
  readonly state: CaseState;
  /** Of all blocks. */
  readonly groups: readonly BlockGroupFacts[];
  readonly settings: Settings;
  readonly onStep: (step: StepEntry) => Promise<CheckedStep>;
}

/** The one that most likely comes next. */
const FIRST_LETTERS: Readonly<Record<Request, LetterId>> = {
  objection: 'confirmation',
  erasure: 'offer',
  access: 'access',
  lifting: 'lifting',
  other: 'identity',
};

/** The officer's, where letters are written in it. */
function ownLanguage(): Language {
  const language = languageOfWords();
  return isLanguage(language) ? language : 'en';
}

/** A letter of this case: chosen, filled in, and taken to the mail program. What is written into it is kept nowhere. */
export function LetterSection({ state, groups, settings, onStep }: LetterSectionProps) {
  const [id, setId] = useState<LetterId>(FIRST_LETTERS[state.request ?? 'other']);
  const [language, setLanguage] = useState<Language>(ownLanguage);
  const [entries, setEntries] = useState<FactEntries>({});
  const letter = currentLetters[id];
  const fixed = fixedFacts(settings, state.reference);
  const known = factsOfCase(state, groups);
  // What was taken out by hand stays out.
  const entry = (name: FactName) => entries[name] ?? entryOf(name, known);
  const told = factsWith(known, entries);
  const { needed, further } = askedFacts(letter, language, fixed, told);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const written = writeLetter(letter, language, { ...told, ...fixed }, timeZone);
  const fields = (names: readonly FactName[]) =>
    names.map(name => (
      <FactField
        key={name}
        name={name}
        value={entry(name)}
        onChange={value => setEntries({ ...entries, [name]: value })}
      />
    ));

  return (
    <details class="more" id="letter">
      <summary>{i18n.t('desk.letter.title')}</summary>
      <div class="step">
        <p class="soft">{i18n.t('desk.letter.lead')}</p>
        <div class="pair">
          <ChoiceField
            name="letter-id"
            label={i18n.t('desk.letter.which')}
            value={id}
            choices={choicesOf(LETTER_WORDS, LETTER_IDS)}
            onChange={setId}
          />
          <ChoiceField
            name="letter-language"
            label={i18n.t('desk.letter.inLanguage')}
            value={language}
            choices={choicesOf(LANGUAGE_WORDS, LANGUAGES)}
            onChange={setLanguage}
          />
        </div>
        <div class="pair">{fields(needed)}</div>
        {further.length > 0 && (
          <details class="more">
            <summary>{i18n.t('desk.letter.further')}</summary>
            <div class="pair">{fields(further)}</div>
          </details>
        )}
        {written.ok ? (
          <Written key={written.wording} letter={written} language={language} onStep={onStep} />
        ) : (
          <p class="note" role="status">
            {i18n.t('desk.letter.missing')}
          </p>
        )}
      </div>
    </details>
  );
}

function Written(props: {
  readonly letter: WrittenLetter;
  readonly language: Language;
  readonly onStep: LetterSectionProps['onStep'];
}) {
  const { letter, language, onStep } = props;
  const { subject, body, wording } = letter;
  const mail = mailtoOf(letter);
  return (
    <div class="step" id="written">
      <article class="letter" lang={language}>
        <h3>{subject}</h3>
        <p>{body}</p>
      </article>
      <p class="soft small">{i18n.t('desk.letter.version', [wording])}</p>
      <div class="row">
        <CopyButton id="copy-letter" label={i18n.t('desk.letter.copy')} text={`${subject}\n\n${body}`} />
        <a class="button" id="mail-letter" href={mail.ok ? mail.link : mail.subjectOnly}>
          {i18n.t(mail.ok ? 'desk.letter.mail' : 'desk.letter.mailSubject')}
        </a>
        {!mail.ok && <p class="soft small">{i18n.t('desk.letter.tooLong')}</p>}
      </div>
      <ActionForm
        class="step"
        button={{ id: 'letter-sent', text: i18n.t('desk.letter.sent') }}
        onSubmit={async () => {
          requireStep(
            await onStep({ kind: 'letter', value: wording, at: Date.now(), channel: 'mail', evidence: null }),
          );
        }}
      >
        <p class="soft">{i18n.t('desk.letter.sentLead')}</p>
      </ActionForm>
    </div>
  );
}
