import { unparse } from 'papaparse';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { LogEntry, OverrideReason } from '../utils/lookup/log.ts';
import { TableFrame } from './table-frame.tsx';
import { exactText } from './time-text.ts';

const ACTIONS: Readonly<Record<LogEntry['action'], () => string>> = {
  held: () => i18n.t('options.action.held'),
  'removed-and-sent': () => i18n.t('options.action.removedAndSent'),
  'sent-with-reason': () => i18n.t('options.action.sentWithReason'),
  'sent-anyway': () => i18n.t('options.action.sentAnyway'),
  'sent-unchecked': () => i18n.t('options.action.sentUnchecked'),
  'not-sent': () => i18n.t('options.action.notSent'),
};

const REASONS: Readonly<Record<OverrideReason, () => string>> = {
  'legal-notice': () => i18n.t('hold.reason.legalNotice'),
  'contract-or-service': () => i18n.t('hold.reason.contractOrService'),
  'safety-recall': () => i18n.t('hold.reason.safetyRecall'),
  'wrong-match': () => i18n.t('hold.reason.wrongMatch'),
  'person-wrote-first': () => i18n.t('hold.reason.personWroteFirst'),
};

interface HoldsTableProps {
  /** Newest first. */
  readonly holds: readonly LogEntry[];
  readonly onErase: () => void;
}

/** The rep's own log of holds, to be seen and to be erased. */
export function HoldsTable({ holds, onErase }: HoldsTableProps) {
  return (
    <section class="block">
      <h2>{i18n.t('options.holdsTitle')}</h2>
      <p class="soft">{i18n.t('options.holdsLead')}</p>
      {holds.length === 0 ? (
        <p>{i18n.t('options.holdsNone')}</p>
      ) : (
        <>
          <TableFrame label={i18n.t('options.holdsTitle')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{i18n.t('options.holdsTime')}</th>
                  <th scope="col">{i18n.t('options.holdsSite')}</th>
                  <th scope="col">{i18n.t('options.holdsWhat')}</th>
                  <th scope="col">{i18n.t('options.holdsReason')}</th>
                </tr>
              </thead>
              <tbody>
                {holds.map((hold, index) => (
                  <tr key={`${hold.time} ${index}`}>
                    <td class="when">{exactText(hold.time)}</td>
                    <td>{hold.site}</td>
                    <td>{ACTIONS[hold.action]()}</td>
                    <td>{hold.reason ? REASONS[hold.reason]() : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableFrame>
          <div class="row">
            <a class="button" download="lethe-log.csv" href={csvAddress(holds)}>
              {i18n.t('options.holdsExport')}
            </a>
          </div>
          <Erase onErase={onErase} />
        </>
      )}
    </section>
  );
}

/** Times as ISO 8601, everything else as words: for whoever reads it later, in a spreadsheet. */
function csvAddress(holds: readonly LogEntry[]): string {
  const rows = holds.map(({ time, site, action, scope, reason }) => ({
    [i18n.t('options.holdsTime')]: new Date(time).toISOString(),
    [i18n.t('options.holdsSite')]: site,
    [i18n.t('options.holdsWhat')]: ACTIONS[action](),
    [i18n.t('options.holdsScope')]: scope === null ? '' : i18n.t(SCOPES[scope]),
    [i18n.t('options.holdsReason')]: reason ? REASONS[reason]() : '',
  }));
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${unparse(rows, { escapeFormulae: true })}`)}`;
}

const SCOPES = { all: 'hold.scopeAll', marketing: 'hold.scopeMarketing' } as const;

function Erase({ onErase }: { readonly onErase: () => void }) {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <div class="row">
        <button type="button" onClick={() => setAsks(true)}>
          {i18n.t('options.erase')}
        </button>
      </div>
    );
  }
  return (
    <div class="row">
      <p>{i18n.t('options.eraseAsk')}</p>
      <button type="button" onClick={() => setAsks(false)}>
        {i18n.t('options.cancel')}
      </button>
      <button type="button" class="grave" onClick={onErase}>
        {i18n.t('options.eraseConfirm')}
      </button>
    </div>
  );
}
