import { i18n } from '#i18n';
import type { Problem } from '../utils/lookup/verdict.ts';

const TEXTS: Readonly<Record<Problem['code'], () => string>> = {
  'not-enrolled': () => i18n.t('status.problem.notEnrolled'),
  'never-synced': () => i18n.t('status.problem.neverSynced'),
  offline: () => i18n.t('status.problem.offline'),
  'sign-in-page': () => i18n.t('status.problem.signInPage'),
  cors: () => i18n.t('status.problem.cors'),
  expired: () => i18n.t('status.problem.expired'),
  'bad-signature': () => i18n.t('status.problem.badSignature'),
  rollback: () => i18n.t('status.problem.rollback'),
  'bad-file': () => i18n.t('status.problem.badFile'),
  'wrong-key': () => i18n.t('status.problem.wrongKey'),
  'other-epoch': () => i18n.t('status.problem.otherEpoch'),
  shrunk: () => i18n.t('status.problem.shrunk'),
  'canary-missing': () => i18n.t('status.problem.canaryMissing'),
  'store-broken': () => i18n.t('status.problem.storeBroken'),
  quota: () => i18n.t('status.problem.quota'),
  'private-browsing': () => i18n.t('status.problem.privateBrowsing'),
  'lookup-failed': () => i18n.t('status.problem.lookupFailed'),
  clock: () => i18n.t('status.problem.clock'),
  'update-lethe': () => i18n.t('status.problem.updateLethe'),
  'not-confirmed': () => i18n.t('status.problem.notConfirmed'),
};

/** What is wrong and the way out, in a sentence or two. */
export function problemText(problem: Problem): string {
  return TEXTS[problem.code]();
}
