import type { ComponentChildren } from 'preact';

interface FieldProps {
  /** Also the id of the control, by which the label is tied to it. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string;
  readonly children: ComponentChildren;
}

/** A control with its label, what helps to fill it in, and what is wrong with it. */
export function Field({ name, label, hint, problem = '', children }: FieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {hint && (
        <p id={`${name}-hint`} class="soft small">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${name}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** What is written in a field, and what is wrong with it; how it is called, whoever shows it decides. */
export interface TextInput extends Pick<FieldProps, 'name' | 'problem'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface TextFieldProps extends TextInput, Omit<FieldProps, 'children'> {
  readonly type?: 'text' | 'password' | 'date';
  readonly placeholder?: string;
  readonly rows?: number;
  /** Offered while it is written; something else may be written. */
  readonly suggestions?: readonly string[];
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, type = 'text', placeholder, rows, suggestions = [], ...field } = props;
  const common = {
    id: field.name,
    value,
    spellcheck: false,
    'aria-describedby': `${field.name}-hint ${field.name}-problem`,
    ...(field.problem && { 'aria-invalid': true }),
    ...(placeholder !== undefined && { placeholder }),
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value),
  };
  return (
    <Field {...field}>
      {rows !== undefined ? (
        <textarea {...common} rows={rows} autocomplete="off" />
      ) : type === 'password' ? (
        <input {...common} type="password" autocomplete="new-password" />
      ) : type === 'date' ? (
        <input {...common} type="date" />
      ) : (
        <input
          {...common}
          type="text"
          autocomplete="off"
          {...(suggestions.length > 0 && { list: `${field.name}-suggestions` })}
        />
      )}
      {suggestions.length > 0 && (
        <datalist id={`${field.name}-suggestions`}>
          {suggestions.map(suggestion => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </Field>
  );
}

interface ChoiceFieldProps<Value extends string> extends Omit<FieldProps, 'children'> {
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { value, choices, onChange, ...field } = props;
  return (
    <Field {...field}>
      <select
        id={field.name}
        value={value}
        aria-describedby={`${field.name}-hint ${field.name}-problem`}
        onChange={event => {
          const chosen = choices.find(choice => choice.value === event.currentTarget.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map(choice => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
