import { i18n } from '#i18n';
import { SETTING_KEYS } from '../../utils/officer/setting-keys.ts';
import type { Done, Published } from '../../utils/register/audit/timeline.ts';
import type { CaseEvent } from '../../utils/register/case-event.ts';
import { countText, dayText } from '../time-text.ts';
import {
  BASIS_WORDS,
  CHANNEL_WORDS,
  CONTACT_WORDS,
  DECISION_WORDS,
  IDENTITY_WORDS,
  kindsText,
  LIFT_WORDS,
  OUTCOME_WORDS,
  REQUEST_WORDS,
  SCOPE_WORDS,
  STEP_WORDS,
} from './words.ts';

type SettingKey = (typeof SETTING_KEYS)[keyof typeof SETTING_KEYS];

/** What was done, in a line. Its reference stands beside it. */
export function doneWords(done: Done): string {
  switch (done.type) {
    case 'blocks': {
      const parts = [
        i18n.t('desk.done.blocked', [kindsText(done.kinds) || i18n.t('desk.done.erasedSince')]),
        BASIS_WORDS[done.basis](),
        SCOPE_WORDS[done.scope](),
        ...(done.reviewAt === null ? [] : [i18n.t('desk.done.review', [day(done.reviewAt)])]),
      ];
      return parts.join(' · ');
    }
    case 'lift':
      return `${i18n.t('desk.done.lifted', done.blocks.length, [countText(done.blocks.length)])} · ${LIFT_WORDS[done.reason]()}`;
    case 'opening':
      return i18n.t('desk.done.opened', done.blocks.length, [countText(done.blocks.length)]);
    case 'erasure':
      return i18n.t('desk.done.erased', done.lines.length, [countText(done.lines.length)]);
    case 'settings':
      return i18n.t('desk.done.settings', [Object.keys(done.values).map(settingWords).join(', ')]);
    case 'publication':
      return publicationWords(done);
    case 'case':
      return i18n.t('desk.done.case', [day(done.event.at), eventWords(done.event)]);
  }
}

/** A setting of a later Lethe has its own name alone. */
function settingWords(name: string): string {
  const keys: Readonly<Record<string, SettingKey | undefined>> = SETTING_KEYS;
  const key = keys[name];
  return key === undefined ? name : i18n.t(key);
}

function publicationWords({ record, happened }: Published): string {
  const { publication, entries, domains } = record;
  if (!happened) return i18n.t('desk.done.prepared', [countText(publication)]);
  return i18n.t('desk.published.facts', [countText(publication), countText(entries), countText(domains)]);
}

function eventWords(event: CaseEvent): string {
  const name = STEP_WORDS[event.kind]();
  const detail = detailOf(event);
  return detail === '' ? name : i18n.t('desk.about', [name, detail]);
}

function detailOf(event: CaseEvent): string {
  switch (event.kind) {
    case 'received':
      return `${REQUEST_WORDS[event.request]()}, ${CHANNEL_WORDS[event.channel]()}`;
    case 'extended':
      return i18n.t('desk.overview.dueOn', [day(event.dueAt)]);
    case 'identity':
      return IDENTITY_WORDS[event.how]();
    case 'erased':
      return event.system;
    case 'recipient-told':
      return event.recipient;
    case 'sender-told':
      return event.sender;
    case 'letter':
      return event.wording;
    case 'outcome':
      return OUTCOME_WORDS[event.outcome]();
    case 'incident':
      return `${CONTACT_WORDS[event.contact]()}, ${listedWords(event.wasPublished)}`;
    case 'appeal':
      return DECISION_WORDS[event.decision]();
    case 'closed':
    case 'reopened':
      return '';
  }
}

/** Whether the list that reps had on that day held somebody. */
export function listedWords(wasPublished: boolean | null): string {
  if (wasPublished === null) return i18n.t('desk.done.listUnknown');
  return i18n.t(wasPublished ? 'desk.done.listHeld' : 'desk.done.listDidNot');
}

function day(time: number): string {
  return dayText(time, Date.now());
}
