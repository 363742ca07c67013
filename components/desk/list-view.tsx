import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ShownGroup } from '../../utils/desk/desk-state.ts';
import type { ErasedNamed } from '../../utils/officer/erase-named.ts';
import { BASES, type Basis } from '../../utils/register/basis.ts';
import { type BlockFilter, matchesFilter } from '../../utils/register/block-filter.ts';
import type { WhatToErase } from '../../utils/register/what-to-erase.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { countText, dayText } from '../time-text.ts';
import { EraseSection } from './erase-section.tsx';
import { FirstRows } from './first-rows.tsx';
import { BASIS_WORDS, choicesOf, kindsText, SCOPE_WORDS } from './words.ts';

interface ListViewProps {
  /** All blocks, the latest first. */
  readonly groups: readonly ShownGroup[];
  readonly isCase: (reference: string) => boolean;
  readonly onOpenCase: (reference: string) => void;
  readonly onPlanErasure: (names: readonly string[]) => Promise<WhatToErase>;
  readonly onErase: (names: readonly string[]) => Promise<ErasedNamed>;
}

const MAX_ROWS = 200;

const STATES = ['any', 'standing', 'lifted'] as const;

/** The blocks by reference, date, basis and review: whom they stand for can't be shown, for nobody keeps it. */
export function ListView({ groups, isCase, onOpenCase, ...on }: ListViewProps) {
  const [reference, setReference] = useState('');
  const [since, setSince] = useState('');
  const [until, setUntil] = useState('');
  const [reviewUntil, setReviewUntil] = useState('');
  const [basis, setBasis] = useState<Basis | ''>('');
  const [state, setState] = useState<(typeof STATES)[number]>('any');
  const [erasing, setErasing] = useState<ShownGroup | null>(null);
  const [erased, setErased] = useState<string | null>(null);
  const filter: BlockFilter = {
    ...(reference.trim() !== '' && { reference }),
    ...(since !== '' && { since }),
    ...(until !== '' && { until }),
    ...(reviewUntil !== '' && { reviewUntil }),
    ...(basis !== '' && { basis }),
    ...(state !== 'any' && { state }),
  };
  const found = groups.filter(group => matchesFilter(group, filter));
  const blocks = found.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="block" id="list">
      <h2>{i18n.t('desk.list.title')}</h2>
      <p class="soft">{i18n.t('desk.list.lead')}</p>
      <div class="pair">
        <TextField
          name="list-reference"
          label={i18n.t('desk.record.reference')}
          value={reference}
          onChange={setReference}
        />
        <ChoiceField
          name="list-basis"
          label={i18n.t('desk.record.basis')}
          value={basis}
          choices={[{ value: '', text: i18n.t('desk.list.any') }, ...choicesOf(BASIS_WORDS, BASES)]}
          onChange={setBasis}
        />
        <ChoiceField
          name="list-state"
          label={i18n.t('desk.list.state')}
          value={state}
          choices={choicesOf(STATE_WORDS, STATES)}
          onChange={setState}
        />
        <TextField
          name="list-since"
          label={i18n.t('desk.list.since')}
          type="date"
          value={since}
          onChange={setSince}
        />
        <TextField
          name="list-until"
          label={i18n.t('desk.list.until')}
          type="date"
          value={until}
          onChange={setUntil}
        />
        <TextField
          name="list-review"
          label={i18n.t('desk.list.reviewUntil')}
          type="date"
          value={reviewUntil}
          onChange={setReviewUntil}
        />
      </div>
      {erased !== null && (
        <p class="note" role="status">
          {i18n.t('desk.erase.done', [erased])}
        </p>
      )}
      {erasing && (
        <EraseSection
          key={erasing.key}
          names={erasing.erasable}
          title={i18n.t('desk.erase.blocksOf', [erasing.reference])}
          onPlan={on.onPlanErasure}
          onErase={async names => {
            const outcome = await on.onErase(names);
            if (outcome.ok) {
              setErased(erasing.reference);
              setErasing(null);
            }
            return outcome;
          }}
        />
      )}
      <FirstRows
        counted={i18n.t('desk.list.found', blocks, [countText(blocks)])}
        rows={found}
        most={MAX_ROWS}
        headings={[
          i18n.t('desk.record.reference'),
          i18n.t('desk.list.recorded'),
          i18n.t('desk.fact.basis'),
          i18n.t('desk.list.blocks'),
          i18n.t('desk.list.review'),
          i18n.t('desk.list.state'),
        ]}
      >
        {group => (
          <tr key={group.key}>
            <td>
              {isCase(group.reference) ? (
                <button type="button" class="quiet" onClick={() => onOpenCase(group.reference)}>
                  {group.reference}
                </button>
              ) : (
                group.reference
              )}
            </td>
            <td class="when">{dayText(group.recordedAt, Date.now())}</td>
            <td>
              {BASIS_WORDS[group.basis]()}
              <br />
              <span class="soft">{SCOPE_WORDS[group.scope]()}</span>
            </td>
            <td>{kindsText(group.kinds)}</td>
            <td class="when">{group.reviewAt === null ? '–' : dayText(group.reviewAt, Date.now())}</td>
            <td>
              {stateText(group)}{' '}
              {group.lift !== null && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() => {
                    setErased(null);
                    setErasing(group);
                  }}
                >
                  {i18n.t('desk.list.erase')}
                </button>
              )}
            </td>
          </tr>
        )}
      </FirstRows>
    </section>
  );
}

const STATE_WORDS: Readonly<Record<(typeof STATES)[number], () => string>> = {
  any: () => i18n.t('desk.list.any'),
  standing: () => i18n.t('desk.list.standing'),
  lifted: () => i18n.t('desk.list.lifted'),
};

function stateText({ lift, isPublished }: ShownGroup): string {
  const parts = [
    lift
      ? i18n.t('desk.list.liftedOn', [dayText(lift.recordedAt, Date.now()), lift.reference])
      : STATE_WORDS.standing(),
    ...(isPublished ? [] : [i18n.t('desk.list.unpublished')]),
  ];
  return parts.join(', ');
}
