import { i18n } from '#i18n';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { countText, dayText, momentText } from '../time-text.ts';
import { ActionForm } from './action-form.tsx';
import type { DeskTab } from './desk-view.tsx';
import { FreshnessPanel } from './freshness-panel.tsx';

interface OverviewProps {
  readonly state: DeskState;
  readonly now: number;
  readonly onOpen: (tab: DeskTab) => void;
  readonly onOpenCase: (reference: string) => void;
  /** Goes on with an erasure that was interrupted. */
  readonly onFinishErasure: () => Promise<void>;
}

/** What waits for the officer, and what reps have now. */
export function Overview({ state, now, onOpen, onOpenCase, onFinishErasure }: OverviewProps) {
  const { due, freshness, onlyOfficer } = state;
  return (
    <>
      <FreshnessPanel freshness={freshness} now={now} />
      {state.unfinishedErasures > 0 && (
        <ActionForm
          class="note step"
          button={{ id: 'finish-erasure', text: i18n.t('desk.erase.finish') }}
          onSubmit={onFinishErasure}
        >
          <p>{i18n.t('desk.erase.interrupted')}</p>
        </ActionForm>
      )}
      {onlyOfficer && <p class="note">{i18n.t('desk.overview.onlyOfficer')}</p>}
      <section class="block">
        <h2>{i18n.t('desk.overview.due')}</h2>
        {due.cases.length + due.awaitingReply.length + due.reviews.length + due.unpublished.length === 0 && (
          <p class="soft">{i18n.t('desk.overview.nothingDue')}</p>
        )}
        <CaseList title={i18n.t('desk.overview.answer')} cases={due.cases} now={now} onOpen={onOpenCase} />
        <CaseList
          title={i18n.t('desk.overview.awaiting')}
          cases={due.awaitingReply}
          now={now}
          onOpen={onOpenCase}
        />
        {due.reviews.length > 0 && (
          <div class="due">
            <h3>{i18n.t('desk.overview.reviews')}</h3>
            <ul>
              {due.reviews.map(({ key, reference, reviewAt }) => (
                <li key={key}>
                  {reference}
                  <span class="soft"> {reviewAt !== null && dayText(reviewAt, now)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        {due.unpublished.length > 0 && (
          <div class="due">
            <h3>{i18n.t('desk.overview.unpublished')}</h3>
            <p>
              {i18n.t('desk.overview.unpublishedCount', due.unpublished.length, [
                countText(due.unpublished.length),
              ])}
            </p>
            <button type="button" class="filled" onClick={() => onOpen('publish')}>
              {i18n.t('desk.overview.publish')}
            </button>
          </div>
        )}
      </section>
      <section class="block">
        <h2>{i18n.t('desk.overview.register')}</h2>
        <p>
          {i18n.t('desk.overview.standing', state.standing, [countText(state.standing)])}
          {' · '}
          {i18n.t('desk.overview.openCases', state.openCases.length, [countText(state.openCases.length)])}
        </p>
        <p class="soft small">
          {freshness.publishedAt === null
            ? i18n.t('desk.overview.neverPublished')
            : i18n.t('desk.overview.published', [
                countText(freshness.publication),
                momentText(freshness.publishedAt, now),
              ])}
        </p>
      </section>
    </>
  );
}

function CaseList(props: {
  readonly title: string;
  readonly cases: readonly CaseState[];
  readonly now: number;
  readonly onOpen: (reference: string) => void;
}) {
  if (props.cases.length === 0) return null;
  return (
    <div class="due">
      <h3>{props.title}</h3>
      <ul>
        {props.cases.map(({ reference, dueAt }) => (
          <li key={reference}>
            <button type="button" class="quiet" onClick={() => props.onOpen(reference)}>
              {reference}
            </button>
            {dueAt !== null && (
              <span class={dueAt < props.now ? 'problem' : 'soft'}>
                {i18n.t(dueAt < props.now ? 'desk.overview.late' : 'desk.overview.dueOn', [
                  dayText(dueAt, props.now),
                ])}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
