import { i18n } from '#i18n';
import { CHANNELS, type Channel } from '../../utils/register/evidence.ts';
import { ChoiceField } from '../field.tsx';
import { CHANNEL_WORDS, choicesOf } from './words.ts';

interface ChannelFieldProps {
  readonly name: string;
  readonly label?: string;
  readonly value: Channel;
  readonly onChange: (channel: Channel) => void;
}

/** By what way a request or a letter came or went. */
export function ChannelField({ name, label, value, onChange }: ChannelFieldProps) {
  return (
    <ChoiceField
      name={name}
      label={label ?? i18n.t('desk.record.channel')}
      value={value}
      choices={choicesOf(CHANNEL_WORDS, CHANNELS)}
      onChange={onChange}
    />
  );
}
