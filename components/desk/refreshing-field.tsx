import { i18n } from '#i18n';
import type { Refreshing } from '../../utils/publish/lifetimes.ts';
import { ChoiceField } from '../field.tsx';
import { choicesOf } from './words.ts';

interface RefreshingFieldProps {
  readonly name: string;
  readonly value: Refreshing;
  readonly onChange: (refreshing: Refreshing) => void;
}

const REFRESHING = ['by-hand', 'daily'] as const satisfies readonly Refreshing[];

const REFRESHING_WORDS: Readonly<Record<Refreshing, () => string>> = {
  'by-hand': () => i18n.t('desk.settings.byHand'),
  daily: () => i18n.t('desk.settings.daily'),
};

/** How the list is kept fresh: by an officer who is reminded, or by a machine. */
export function RefreshingField({ name, value, onChange }: RefreshingFieldProps) {
  return (
    <ChoiceField
      name={name}
      label={i18n.t('desk.settings.refreshing')}
      hint={i18n.t('desk.settings.refreshingHint')}
      value={value}
      choices={choicesOf(REFRESHING_WORDS, REFRESHING)}
      onChange={onChange}
    />
  );
}
