import { useMemo, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { referenceOf, writerOf } from '../../utils/register/audit/timeline.ts';
import type { ToldExport } from '../../utils/register/audit/told-export.ts';
import { TextField } from '../field.tsx';
import { countText, exactText } from '../time-text.ts';
import { FirstRows } from './first-rows.tsx';
import { doneWords } from './timeline-words.ts';

const MAX_ROWS = 300;

interface TimelineTableProps {
  readonly audit: ToldExport;
}

/** The latest first. */
export function TimelineTable({ audit }: TimelineTableProps) {
  const [reference, setReference] = useState('');
  const [since, setSince] = useState('');
  const all = useMemo(() => audit.timeline.toReversed(), [audit]);
  const wanted = reference.trim().normalize('NFC');
  const entries = all.filter(
    ({ at, about }) => (wanted === '' || about.includes(wanted)) && (since === '' || at >= Date.parse(since)),
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
      <FirstRows
        id="timeline"
        counted={i18n.t('desk.audit.entries', entries.length, [countText(entries.length)])}
        rows={entries}
        most={MAX_ROWS}
        headings={[
          i18n.t('desk.list.recorded'),
          i18n.t('desk.audit.key'),
          i18n.t('desk.record.reference'),
          i18n.t('desk.audit.what'),
        ]}
      >
        {(entry, index) => (
          <tr key={`${entry.at} ${index}`}>
            <td class="when">{exactText(entry.at)}</td>
            <td>
              <Writer of={writerOf(audit, entry)} />
            </td>
            <td>{referenceOf(entry)}</td>
            <td>{doneWords(entry.done)}</td>
          </tr>
        )}
      </FirstRows>
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
