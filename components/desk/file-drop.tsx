import type { ComponentChildren } from 'preact';

interface FileDropProps {
  /** Of the field that chooses. */
  readonly id: string;
  readonly legend: string;
  /** On the button. */
  readonly text: string;
  readonly accept?: string;
  readonly onFile: (file: File) => void;
  /** Text that was dropped in place of a file. */
  readonly onText?: (text: string) => void;
  readonly children?: ComponentChildren;
}

/** A file, chosen or dropped. */
export function FileDrop({ id, legend, text, accept, onFile, onText, children }: FileDropProps) {
  return (
    <fieldset
      class="field drop"
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file) onFile(file);
        else onText?.(event.dataTransfer?.getData('text/plain') ?? '');
      }}
    >
      <legend>{legend}</legend>
      <label class="file-button">
        {text}
        <input
          id={id}
          type="file"
          {...(accept !== undefined && { accept })}
          onChange={event => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
          }}
        />
      </label>
      {children}
    </fieldset>
  );
}
