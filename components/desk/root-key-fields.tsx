import { i18n } from '#i18n';
import type { Bytes } from '../../utils/bytes.ts';
import { TextField } from '../field.tsx';
import { FileChoice } from './file-choice.tsx';

/** A root key's file, or a recovery kit's, and what opens it. */
export interface RootKeyInput {
  readonly file: Bytes | null;
  readonly passphrase: string;
}

export const NO_ROOT_KEY: RootKeyInput = { file: null, passphrase: '' };

interface RootKeyFieldsProps {
  /** Begins the ids of the controls. */
  readonly name: string;
  readonly value: RootKeyInput;
  readonly problem: string;
  readonly onChange: (change: Partial<RootKeyInput>) => void;
}

/** Who may publish is decided with a root key, which no browser keeps: it is brought for the occasion. */
export function RootKeyFields({ name, value, problem, onChange }: RootKeyFieldsProps) {
  return (
    <>
      <p class="soft">{i18n.t('desk.officers.rootLead')}</p>
      <FileChoice
        id={`${name}-root`}
        accept=".age"
        isChosen={value.file !== null}
        onChoose={async file => onChange({ file: new Uint8Array(await file.arrayBuffer()) })}
      >
        {i18n.t('desk.officers.chooseRoot')}
      </FileChoice>
      <TextField
        name={`${name}-passphrase`}
        label={i18n.t('desk.officers.rootPassphrase')}
        type="password"
        value={value.passphrase}
        problem={problem}
        onChange={passphrase => onChange({ passphrase })}
      />
    </>
  );
}
