import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

interface CopyButtonProps {
  readonly id?: string;
  readonly label: string;
  readonly text: string;
}

/** Puts a text on the clipboard, and says so, or that it couldn't, until there is another text. */
export function CopyButton({ id, label, text }: CopyButtonProps) {
  const [tried, setTried] = useState<{ readonly text: string; readonly isCopied: boolean }>();
  const outcome = tried?.text === text ? tried.isCopied : undefined;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setTried({ text, isCopied: true }),
      // A tab without the focus, or an organisation's policy.
      () => setTried({ text, isCopied: false }),
    );
  return (
    <>
      <button type="button" {...(id !== undefined && { id })} onClick={() => void copy()}>
        {outcome === true ? i18n.t('copying.copied') : label}
      </button>
      {outcome === false && (
        <p class="soft" role="status">
          {i18n.t('copying.failed')}
        </p>
      )}
    </>
  );
}
