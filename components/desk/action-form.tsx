import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { useAction } from './use-action.ts';

interface ActionFormProps {
  readonly title?: string;
  readonly lead?: string;
  readonly class?: string;
  readonly button: {
    readonly id?: string;
    readonly text: string;
    /** While it works; the same unless given. */
    readonly busyText?: string;
    readonly isDisabled?: boolean;
    readonly isGrave?: boolean;
  };
  /** Offered beside the button. */
  readonly onCancel?: () => void;
  /** What it rejects with is shown, as a sentence. */
  readonly onSubmit: () => Promise<void>;
  /** A function is given what went wrong, and shows it beside a field; else it is shown beside the button. */
  readonly children?: ComponentChildren | ((problem: string) => ComponentChildren);
}

/** Fields, and the one thing that is done with them; it may take a while and fail with a sentence. */
export function ActionForm({ title, lead, button, onCancel, onSubmit, children, ...form }: ActionFormProps) {
  const action = useAction();
  const showsProblem = typeof children !== 'function';
  return (
    <form
      class={form.class ?? 'block'}
      onSubmit={event => {
        event.preventDefault();
        action.run(onSubmit);
      }}
    >
      {title !== undefined && <h2>{title}</h2>}
      {lead !== undefined && <p class="soft">{lead}</p>}
      {typeof children === 'function' ? children(action.problem) : children}
      <div class="row end">
        {showsProblem && (
          <p class="problem" role="alert">
            {action.problem}
          </p>
        )}
        {onCancel && (
          <button type="button" disabled={action.isBusy} onClick={onCancel}>
            {i18n.t('options.cancel')}
          </button>
        )}
        <button
          type="submit"
          class={button.isGrave ? 'grave' : 'filled'}
          disabled={action.isBusy || button.isDisabled === true}
          {...(button.id !== undefined && { id: button.id })}
        >
          {action.isBusy ? (button.busyText ?? button.text) : button.text}
        </button>
      </div>
    </form>
  );
}
