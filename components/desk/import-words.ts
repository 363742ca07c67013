import { i18n } from '#i18n';
import type { ReportWords } from '../../utils/desk/import-report.ts';
import type { ImportRefusal } from '../../utils/officer/import-refusal.ts';
import { countText } from '../time-text.ts';

/** Why a row isn't recorded. */
export const REFUSAL_WORDS: Readonly<Record<ImportRefusal, () => string>> = {
  'nothing-there': () => i18n.t('desk.import.refusal.nothingThere'),
  'whole-company': () => i18n.t('desk.import.refusal.wholeCompany'),
  empty: () => i18n.t('desk.import.refusal.nothingThere'),
  'too-long': () => i18n.t('desk.import.refusal.tooLong'),
  'newer-unicode': () => i18n.t('desk.import.refusal.newerUnicode'),
  'no-at': () => i18n.t('desk.import.refusal.noAt'),
  'no-local-part': () => i18n.t('desk.import.refusal.noLocalPart'),
  'bad-local-part': () => i18n.t('desk.import.refusal.badLocalPart'),
  'bad-host': () => i18n.t('desk.import.refusal.badHost'),
  'ip-address': () => i18n.t('desk.import.refusal.ipAddress'),
  'no-profile': () => i18n.t('desk.import.refusal.noAddress'),
  'no-number': () => i18n.t('desk.import.refusal.noAddress'),
  'national-number': () => i18n.t('desk.import.refusal.noAddress'),
};

/** What the file of the rows that aren't recorded says. */
export function reportWords(): ReportWords {
  return {
    line: i18n.t('desk.import.reportLine'),
    problem: i18n.t('desk.import.reportProblem'),
    more: count => i18n.t('desk.import.reportMore', [countText(count)]),
    refusal: reason => REFUSAL_WORDS[reason](),
  };
}
