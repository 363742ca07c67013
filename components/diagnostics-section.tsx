import { i18n } from '#i18n';
import { CopyButton } from './copy-button.tsx';

/** What to hand to whoever helps, seen whole before it is copied. */
export function DiagnosticsSection({ text }: { readonly text: string }) {
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
        <CopyButton label={i18n.t('options.diagnosticsCopy')} text={text} />
      </div>
    </section>
  );
}
