import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** What to hand to whoever helps, seen whole before it is copied. */
export function DiagnosticsSection({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <section class="block">
      <h2>{i18n.t('options.diagnosticsTitle')}</h2>
      <p class="soft">{i18n.t('options.diagnosticsLead')}</p>
      <details class="more">
        <summary>{i18n.t('options.diagnosticsShow')}</summary>
        <textarea
          class="mono"
          readOnly
          rows={12}
          aria-label={i18n.t('options.diagnosticsText')}
          value={text}
        />
      </details>
      <div class="row">
        <button
          type="button"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {i18n.t(isCopied ? 'options.diagnosticsCopied' : 'options.diagnosticsCopy')}
        </button>
      </div>
    </section>
  );
}
