import { i18n } from '#i18n';
import type { PlaceProbe } from '../../utils/officer/probe-place.ts';
import { TickIcon, WarningIcon } from '../icons.tsx';
import { sentenceText, valueText } from '../sentence-text.ts';

/** What was found of store and address, and what IT must set there, ready to copy. */
export function ProbeResult({ probe }: { readonly probe: PlaceProbe }) {
  const { findings, settings, takesManyPublishers } = probe;
  const breaks = findings.some(finding => finding.breaks);
  return (
    <section id="probed" class={`state ${breaks ? 'state-rust' : 'state-calm'}`} aria-live="polite">
      {breaks ? <WarningIcon /> : <TickIcon />}
      <div class="state-words">
        <h2>{i18n.t(breaks ? 'desk.probe.breaks' : 'desk.probe.works')}</h2>
        <p>{i18n.t(takesManyPublishers ? 'desk.probe.several' : 'desk.probe.one')}</p>
        {findings.map(({ said }) => (
          <p key={sentenceText(said)}>{sentenceText(said)}</p>
        ))}
        {settings.map(({ host, where, text }) => (
          <details key={valueText(host)} class="more">
            <summary>{i18n.t('desk.probe.setting', [valueText(host)])}</summary>
            <p class="soft">{valueText(where)}</p>
            <pre class="copyable mono">{text}</pre>
          </details>
        ))}
      </div>
    </section>
  );
}
