import { i18n } from '#i18n';
import { CHOICES, type ChoiceName, FACT_KINDS, type FactName } from '../../utils/letters/facts.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { CHOICE_WORDS, FACT_WORDS } from './letter-words.ts';

interface FactFieldProps {
  readonly name: FactName;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Something that a letter says. */
export function FactField({ name, value, onChange }: FactFieldProps) {
  const field = { name: `fact-${name}`, label: FACT_WORDS[name](), value, onChange };
  if (isChoice(name)) {
    return (
      <ChoiceField
        {...field}
        choices={[{ value: '', text: i18n.t('desk.letter.choose') }, ...wordsOf(name)]}
      />
    );
  }
  const kind = FACT_KINDS[name];
  if (kind === 'date') return <TextField {...field} type="date" />;
  return <TextField {...field} {...(kind === 'list' && { hint: i18n.t('desk.letter.listHint') })} />;
}

function isChoice(name: FactName): name is ChoiceName {
  return Object.hasOwn(CHOICES, name);
}

function wordsOf(name: ChoiceName): { readonly value: string; readonly text: string }[] {
  const words: Readonly<Record<string, () => string>> = CHOICE_WORDS[name];
  return CHOICES[name].map(value => ({ value, text: words[value]?.() ?? value }));
}
