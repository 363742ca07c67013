import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { VerifiedExport } from '../../utils/register/audit/read-export.ts';
import { referenceOf, timelineOf, writerOf } from '../../utils/register/audit/timeline.ts';
import { TextField } from '../field.tsx';
import { countText, exactText } from '../time-text.ts';
import { doneWords } from './timeline-words.ts';

/** More rows help nobody, and take a page's breath. */
const MAX_ROWS = 300;

interface TimelineTableProps {
  readonly audit: VerifiedExport;
}

/** The latest first. */
export function TimelineTable({ audit }: TimelineTableProps) {
  const [reference, setReference] = useState('');
  const [since, setSince] = useState('');
  const all = useMemo(() => timelineOf(audit).toReversed(), [audit]);
  const wanted = reference.trim().normalize('NFC');
  const entries = all.filter(
    entry =>
      (wanted === '' || referenceOf(entry) === wanted) && (since === '' || entry.at >= Date.parse(since)),
  );
  return (
    <>
      <div class="pair">
        <TextField
          name="timeline-reference"
          label={i18n.t('desk.record.reference')}
          value={reference}
          onChange={setReference}
        />
        <TextField
          name="timeline-since"
          label={i18n.t('desk.list.since')}
          type="date"
          value={since}
          onChange={setSince}
        />
      </div>
      <p class="facts" role="status">
        {i18n.t('desk.audit.entries', entries.length, [countText(entries.length)])}
        {entries.length > MAX_ROWS && ` ${i18n.t('desk.list.more', [countText(MAX_ROWS)])}`}
      </p>
      <div class="table-frame tall">
        <table id="timeline">
          <thead>
            <tr>
              <th scope="col">{i18n.t('desk.list.recorded')}</th>
              <th scope="col">{i18n.t('desk.audit.key')}</th>
              <th scope="col">{i18n.t('desk.record.reference')}</th>
              <th scope="col">{i18n.t('desk.audit.what')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.slice(0, MAX_ROWS).map((entry, index) => (
              <tr key={`${entry.at} ${index}`}>
                <td>{exactText(entry.at)}</td>
                <td>
                  <Writer of={writerOf(audit, entry)} />
                </td>
                <td>{referenceOf(entry)}</td>
                <td>{doneWords(entry.done)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Writer({ of: { key, name } }: { readonly of: ReturnType<typeof writerOf> }) {
  return (
    <>
      {name !== null && <div>{name}</div>}
      <span class="mono">{key}</span>
    </>
  );
}
