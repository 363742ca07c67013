import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type CheckedReference, checkReference } from '../../utils/register/reference.ts';
import { TextField } from '../field.tsx';

export interface ReferenceInput {
  readonly text: string;
  /** What is wrong with it, as a sentence, once it was asked for. */
  readonly problem: string;
  readonly put: (text: string) => void;
  /** Undefined where it is none, which is told beside the field from then on. */
  readonly take: () => string | undefined;
}

/** @param pattern that the organisation's references match; null for the usual one */
export function useReference(pattern: string | null): ReferenceInput {
  const [text, setText] = useState('');
  const [isAskedFor, setAskedFor] = useState(false);
  const checked = checkReference(text, pattern ?? undefined);
  return {
    text,
    problem: isAskedFor && !checked.ok ? PROBLEM_WORDS[checked.problem]() : '',
    put(next) {
      setText(next);
      if (next === '') setAskedFor(false);
    },
    take() {
      setAskedFor(true);
      return checked.ok ? checked.reference : undefined;
    },
  };
}

type Problem = Extract<CheckedReference, { ok: false }>['problem'];

const PROBLEM_WORDS: Readonly<Record<Problem, () => string>> = {
  empty: () => i18n.t('desk.record.referenceMissing'),
  'holds-at': () => i18n.t('desk.record.referenceHoldsAt'),
  'other-pattern': () => i18n.t('desk.record.referencePattern'),
};

interface ReferenceFieldProps {
  readonly name: string;
  readonly reference: ReferenceInput;
}

/** The case's number. */
export function ReferenceField({ name, reference }: ReferenceFieldProps) {
  return (
    <TextField
      name={name}
      label={i18n.t('desk.record.reference')}
      hint={i18n.t('desk.record.referenceHint')}
      placeholder="DPO-17"
      value={reference.text}
      problem={reference.problem}
      onChange={reference.put}
    />
  );
}
