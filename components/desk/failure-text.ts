import { i18n } from '#i18n';
import { type FailureCode, OfficerFailure } from '../../utils/officer/officer-failure.ts';
import { StoreFailure } from '../../utils/publish/store-failure.ts';
import { sentenceText, valueText } from '../sentence-text.ts';

/** What went wrong, in the reader's language; a defect as it was said. */
export function failureText(error: unknown): string {
  if (error instanceof StoreFailure) return sentenceText(error.said);
  if (error instanceof OfficerFailure) {
    if (error.said) return sentenceText(error.said);
    const [first = ''] = error.values.map(valueText);
    if (error.code) return FAILURE_WORDS[error.code](first);
  }
  if (error instanceof DOMException) return browserText(error);
  return error instanceof Error ? error.message : String(error);
}

/** What the browser itself refused: its own message is in English, and names no way out. */
function browserText({ name }: DOMException): string {
  switch (name) {
    case 'QuotaExceededError':
      return i18n.t('desk.failure.noRoom');
    case 'NotReadableError':
    case 'NotFoundError':
      return i18n.t('desk.failure.fileChanged');
    default:
      return i18n.t('desk.failure.browser', [name]);
  }
}

const FAILURE_WORDS: Readonly<Record<FailureCode, (value: string) => string>> = {
  passphrase: value => i18n.t('desk.failure.passphrase', [value]),
  'not-age': value => i18n.t('desk.failure.notAge', [value]),
  damaged: value => i18n.t('desk.failure.damaged', [value]),
  newer: () => i18n.t('desk.failure.newer'),
  'other-key-file': () => i18n.t('desk.failure.otherKeyFile'),
  'other-organisation': () => i18n.t('desk.failure.otherOrganisation'),
  'kit-does-not-open': () => i18n.t('desk.failure.kitDoesNotOpen'),
  'other-auditor-key': () => i18n.t('desk.failure.otherAuditorKey'),
  'not-a-request': () => i18n.t('desk.failure.notARequest'),
  'request-damaged': () => i18n.t('desk.failure.requestDamaged'),
  'request-changed': () => i18n.t('desk.failure.requestChanged'),
  'not-an-invitation': () => i18n.t('desk.failure.notAnInvitation'),
  'invitation-damaged': () => i18n.t('desk.failure.invitationDamaged'),
  'officers-by-command': () => i18n.t('desk.failure.officersByCommand'),
  'officer-name': () => i18n.t('desk.failure.officerName'),
  'already-officer': value => i18n.t('desk.failure.alreadyOfficer', [value]),
  'revoked-key': value => i18n.t('desk.failure.revokedKey', [value]),
  'request-of-another': () => i18n.t('desk.failure.requestOfAnother'),
  'request-other-root': () => i18n.t('desk.failure.requestOtherRoot'),
  'root-key-replaced': () => i18n.t('desk.failure.rootKeyReplaced'),
  'not-admitted': () => i18n.t('desk.failure.notAdmitted'),
  'officer-replaced': () => i18n.t('desk.failure.officerReplaced'),
  'begun-earlier': () => i18n.t('desk.failure.begunEarlier'),
  'others-write': () => i18n.t('desk.failure.othersWrite'),
  'keys-replaced': () => i18n.t('desk.failure.keysReplaced'),
  register: value => i18n.t('desk.failure.register', [value]),
  repository: value => i18n.t('desk.failure.repository', [value]),
  taken: () => i18n.t('desk.failure.taken'),
  'first-list': value => i18n.t('desk.failure.firstList', [value]),
  'gone-from-browser': () => i18n.t('desk.failure.goneFromBrowser'),
  'organisation-gone': () => i18n.t('desk.failure.organisationGone'),
  'file-changed': () => i18n.t('desk.failure.fileChanged'),
  'nothing-published': () => i18n.t('desk.failure.nothingPublished'),
};
