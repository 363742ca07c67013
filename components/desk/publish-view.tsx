import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { DeskState, ShownGroup } from '../../utils/desk/desk-state.ts';
import {
  OfficerFailure,
  officerReplaced,
  othersWrite,
  registerFailure,
  repositoryFailure,
} from '../../utils/officer/officer-failure.ts';
import type { PublishResult } from '../../utils/publish/publish.ts';
import type { PublishProgress } from '../../utils/publish/publish-progress.ts';
import type { Sentence } from '../../utils/sentence.ts';
import { TickIcon } from '../icons.tsx';
import { clockText, countText } from '../time-text.ts';
import { PublishRunning } from './publish-running.tsx';
import { useAction } from './use-action.ts';

interface PublishViewProps {
  readonly state: DeskState;
  /** How long after a publication the last open browser has it, in milliseconds. */
  readonly pollMs: number;
  readonly onPublish: (
    removalConfirmed: boolean,
    onProgress: (progress: PublishProgress) => void,
  ) => Promise<PublishResult>;
}

type Published = Extract<PublishResult, { ok: true }>;

/** What the next publication brings; sign and write it. */
export function PublishView({ state, pollMs, onPublish }: PublishViewProps) {
  const [published, setPublished] = useState<(Published & { readonly at: number }) | null>(null);
  const [removal, setRemoval] = useState<number | null>(null);
  const [progress, setProgress] = useState<PublishProgress | null>(null);
  const action = useAction();
  const { unpublished } = state.due;
  const { fresh, changed, lifted } = countsOf(unpublished);

  const publish = (removalConfirmed: boolean) =>
    action.run(async () => {
      setPublished(null);
      const result = await onPublish(removalConfirmed, setProgress).finally(() => setProgress(null));
      setRemoval(null);
      if (result.ok) setPublished({ ...result, at: Date.now() });
      else if (result.problem === 'removal') setRemoval(result.removed);
      else throw failureOf(result.problem, result.said);
    });

  return (
    <section class="block">
      <h2>{i18n.t('desk.publish.title')}</h2>
      {unpublished.length === 0 ? (
        <p class="soft">{i18n.t('desk.publish.nothing')}</p>
      ) : (
        <p>
          {i18n.t('desk.publish.fresh', fresh, [countText(fresh)])}
          {changed > 0 && ` · ${i18n.t('desk.publish.changed', changed, [countText(changed)])}`}
          {' · '}
          {i18n.t('desk.publish.lifted', lifted, [countText(lifted)])}
        </p>
      )}
      {removal !== null && (
        <div class="state state-amber">
          <div class="state-words">
            <h2>{i18n.t('desk.publish.removalTitle', [countText(removal)])}</h2>
            <p>{i18n.t('desk.publish.removalLead')}</p>
            <div class="row">
              <button type="button" disabled={action.isBusy} onClick={() => publish(true)}>
                {i18n.t('desk.publish.removalConfirm')}
              </button>
            </div>
          </div>
        </div>
      )}
      <div class="row end">
        <p class="problem" role="alert">
          {action.problem}
        </p>
        <button
          type="button"
          id="publish"
          class="filled"
          disabled={action.isBusy}
          onClick={() => publish(false)}
        >
          {i18n.t(
            action.isBusy
              ? 'desk.publish.publishing'
              : unpublished.length === 0
                ? 'desk.publish.confirm'
                : 'desk.publish.publish',
          )}
        </button>
      </div>
      <PublishRunning progress={progress} />
      {published && (
        <div class="state state-calm" id="published" aria-live="polite">
          <TickIcon />
          <div class="state-words">
            <h2>
              {i18n.t(
                published.outcome === 'published' ? 'desk.published.title' : 'desk.published.confirmed',
              )}
            </h2>
            <p>{i18n.t('desk.published.browsers', [clockText(published.at + pollMs)])}</p>
            <p class="facts">
              {i18n.t('desk.published.facts', [
                countText(published.publication),
                countText(published.entries),
                countText(published.domains),
              ])}
            </p>
          </div>
        </div>
      )}
    </section>
  );
}

function failureOf(
  problem: 'repository' | 'register' | 'not-authorised' | 'busy' | 'clock',
  said: Sentence,
): OfficerFailure {
  switch (problem) {
    case 'repository':
      return repositoryFailure(said);
    case 'register':
      return registerFailure(said);
    case 'not-authorised':
      return officerReplaced();
    case 'busy':
      return othersWrite();
    case 'clock':
      return new OfficerFailure(said);
  }
}

/** A block that is changed is lifted and recorded anew: it counts once, as neither. */
function countsOf(unpublished: readonly ShownGroup[]) {
  const standing = unpublished.filter(({ lift }) => lift === null).reduce(countOf, 0);
  const changed = unpublished.filter(({ lift }) => lift?.reason === 'change').reduce(countOf, 0);
  const gone = unpublished.filter(({ lift }) => lift !== null).reduce(countOf, 0);
  return { fresh: Math.max(0, standing - changed), changed, lifted: gone - changed };
}

function countOf(sum: number, { count }: ShownGroup): number {
  return sum + count;
}
