import { i18n } from '#i18n';
import {
  PUBLISH_STEPS,
  type PublishProgress,
  type PublishStep,
} from '../../utils/publish/publish-progress.ts';
import { countText, sizeText } from '../time-text.ts';

const STEP_WORDS: Readonly<Record<PublishStep, () => string>> = {
  check: () => i18n.t('desk.publish.steps.check'),
  register: () => i18n.t('desk.publish.steps.register'),
  build: () => i18n.t('desk.publish.steps.build'),
  write: () => i18n.t('desk.publish.steps.write'),
  sign: () => i18n.t('desk.publish.steps.sign'),
};

/** How far a publication has come. Steps are announced; what is counted within one is for the eye alone. */
export function PublishRunning({ progress }: { readonly progress: PublishProgress | null }) {
  return (
    <div class="step" id="publishing">
      {/* There from the start: what comes into the page together with its words isn't announced everywhere. */}
      <p role="status">{progress && stepText(progress)}</p>
      {progress && <Bar progress={progress} />}
    </div>
  );
}

function stepText({ step }: PublishProgress): string {
  const [at, of] = [PUBLISH_STEPS.indexOf(step) + 1, PUBLISH_STEPS.length];
  return i18n.t('desk.publish.step', [countText(at), countText(of), STEP_WORDS[step]()]);
}

function Bar({ progress: { step, part } }: { readonly progress: PublishProgress }) {
  const within = part && part.of > 0 ? part.done / part.of : 0;
  return (
    <>
      <progress
        class="import-progress"
        aria-label={i18n.t('desk.publish.publishing')}
        max={PUBLISH_STEPS.length}
        value={PUBLISH_STEPS.indexOf(step) + within}
      />
      <p class="facts">{part && part.of > 0 && partText(step, part)}</p>
    </>
  );
}

function partText(step: PublishStep, { done, of }: NonNullable<PublishProgress['part']>): string {
  return step === 'write'
    ? i18n.t('desk.publish.written', [sizeText(done, of), sizeText(of)])
    : i18n.t('desk.publish.filesRead', [countText(done), countText(of)]);
}
