import { useState } from 'preact/hooks';
import type { Bytes } from '../../utils/bytes.ts';
import type { TextInput } from '../field.tsx';
import { type Action, useAction } from './use-action.ts';

/** A key file that is tried with its passphrase. */
export interface ReadBack {
  readonly action: Action;
  readonly hasFile: boolean;
  readonly onFile: (file: Blob) => Promise<void>;
  /** Its field; what went wrong stands there. */
  readonly passphrase: TextInput;
  readonly isReady: boolean;
  readonly onSubmit: (event: { preventDefault(): void }) => void;
}

/** A file that was put away is worth something once it was read back from there: chosen, and opened by its passphrase. */
export function useReadBack(
  name: string,
  onReadBack: (file: Bytes, passphrase: string) => Promise<void>,
): ReadBack {
  const [file, setFile] = useState<Bytes | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const action = useAction();
  return {
    action,
    hasFile: file !== null,
    onFile: async chosen => setFile(new Uint8Array(await chosen.arrayBuffer())),
    passphrase: { name, value: passphrase, problem: action.problem, onChange: setPassphrase },
    isReady: !action.isBusy && file !== null && passphrase !== '',
    onSubmit(event) {
      event.preventDefault();
      action.run(async () => {
        if (file) await onReadBack(file, passphrase);
      });
    },
  };
}
