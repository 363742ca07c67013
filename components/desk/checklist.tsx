import { useAction } from './use-action.ts';

interface ChecklistProps {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  /** Those of them, and others, that were ticked before. */
  readonly done: readonly string[];
  readonly onTick: (name: string) => Promise<void>;
}

/** What is to be ticked off, each for good: the register takes nothing back. */
export function Checklist({ id, title, names, done, onTick }: ChecklistProps) {
  const action = useAction();
  if (names.length === 0) return null;
  return (
    <fieldset class="field" id={id} aria-busy={action.isBusy}>
      <legend>{title}</legend>
      {names.map(name => (
        <label key={name} class="choice">
          <input
            type="checkbox"
            checked={done.includes(name)}
            disabled={action.isBusy || done.includes(name)}
            onClick={event => {
              // It shows what is recorded, not what was pressed.
              event.preventDefault();
              action.run(() => onTick(name));
            }}
          />
          {name}
        </label>
      ))}
      <p class="problem" role="alert">
        {action.problem}
      </p>
    </fieldset>
  );
}
