import { i18n } from '#i18n';
import { TextField, type TextInput } from '../field.tsx';

interface AccessKeyFieldsProps {
  readonly accessKeyId: TextInput;
  readonly secretAccessKey: TextInput;
  readonly hint: string;
}

/** Of a store: by what Lethe writes there. */
export function AccessKeyFields({ accessKeyId, secretAccessKey, hint }: AccessKeyFieldsProps) {
  return (
    <div class="pair">
      <TextField {...accessKeyId} label={i18n.t('desk.setUp.accessKeyId')} hint={hint} />
      <TextField {...secretAccessKey} label={i18n.t('desk.setUp.secretAccessKey')} type="password" />
    </div>
  );
}
