import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

interface CopyButtonProps {
  readonly id?: string;
  readonly label: string;
  readonly text: string;
}

/** Puts a text on the clipboard, and says so until there is another text. */
export function CopyButton({ id, label, text }: CopyButtonProps) {
  const [copied, setCopied] = useState<string | null>(null);
  return (
    <button
      type="button"
      {...(id !== undefined && { id })}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => setCopied(text));
      }}
    >
      {copied === text ? i18n.t('desk.recorded.copied') : label}
    </button>
  );
}
