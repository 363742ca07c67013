import { i18n } from '#i18n';
import type { CheckedRecipient, ListedRecipient } from '../utils/guard/guard-machine.ts';
import type { BannerView } from '../utils/guard/guard-views.ts';
import type { Field } from '../utils/sites/site.ts';
import { localeOfWords } from '../utils/wording/locale.ts';
import { sinceText } from './time-text.ts';

/** What one banner says, ready to be drawn and to be spoken. */
export interface BannerText {
  readonly tone: 'listed' | 'notice';
  readonly title: string;
  readonly note: string;
}

/**
 * Words that are needed once the extension is gone, when its messages can no longer be read: to be taken while the
 * page loads.
 */
export interface KeptWords {
  readonly reload: BannerText;
}

export function keepWords(): KeptWords {
  return { reload: notice(i18n.t('banner.notChecking'), i18n.t('banner.notCheckingReload')) };
}

export function bannerText(view: BannerView, kept: KeptWords): BannerText {
  switch (view.kind) {
    case 'listed':
      return listedText(view);
    case 'record':
      return recordText(view);
    case 'copied':
      return {
        tone: 'listed',
        title: i18n.t('banner.copied', [listOf(view.addresses)]),
        note: i18n.t('banner.copiedNote'),
      };
    case 'stale':
      return notice(i18n.t('banner.stale', [sinceText(view.since, Date.now())]), i18n.t('banner.staleNote'));
    case 'again':
      return notice(i18n.t('banner.again'), i18n.t('banner.againNote'));
    case 'checking':
      return notice(i18n.t('banner.checking'), i18n.t('banner.checkingNote'));
    case 'unknown':
      return notice(i18n.t('banner.unknown', [namesOf(view.recipients)]), i18n.t('banner.unknownNote'));
    case 'not-checking':
      return notChecking(view.why, kept);
  }
}

/** One banner's content, in a box of fixed size that the surface places. */
export function Banner({ text }: { readonly text: BannerText }) {
  return (
    <div class={`banner banner-${text.tone}`}>
      {text.tone === 'listed' ? <HeldIcon /> : <NoticeIcon />}
      <div class="banner-words">
        <p class="banner-title">{text.title}</p>
        <p class="banner-note">{text.note}</p>
      </div>
    </div>
  );
}

/** Held: a pause, not an alarm. */
export function HeldIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="10" fill="currentColor" />
      <path class="icon-on" d="M9 8v8M15 8v8" fill="none" stroke-width="2.4" stroke-linecap="round" />
    </svg>
  );
}

export function NoticeIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2" />
      <path
        d="M12 11v5M12 7.6v.1"
        fill="none"
        stroke="currentColor"
        stroke-width="2.2"
        stroke-linecap="round"
      />
    </svg>
  );
}

export function fieldName(field: Field): string {
  return i18n.t(`field.${field}`);
}

function notChecking(why: Extract<BannerView, { kind: 'not-checking' }>['why'], kept: KeptWords): BannerText {
  switch (why) {
    case 'reload':
      return kept.reload;
    case 'not-enrolled':
      return notice(i18n.t('banner.notChecking'), i18n.t('banner.notCheckingNotEnrolled'));
    case 'problem':
      return notice(i18n.t('banner.notChecking'), i18n.t('banner.notCheckingProblem'));
  }
}

function notice(title: string, note: string): BannerText {
  return { tone: 'notice', title, note };
}

/** Two names find room in the title; more go to the line below it. */
function listedText({ listed, ahead }: Extract<BannerView, { kind: 'listed' }>): BannerText {
  const names = namesOf(listed);
  const few = listed.length < 3;
  const who = few ? names : i18n.t('hold.several', listed.length);
  const title = {
    all: () => i18n.t('banner.listed', [who]),
    marketing: () => i18n.t('banner.listedMarketing', [who]),
    mixed: () => i18n.t('banner.listedMixed', [who]),
  }[wishOf(listed)]();
  return { tone: 'listed', title, note: few ? i18n.t(NOTE_WORDS[ahead]) : names };
}

function recordText({ name, verdict }: Extract<BannerView, { kind: 'record' }>): BannerText {
  const words = {
    all: 'banner.listed',
    marketing: 'banner.listedMarketing',
    mixed: 'banner.listedMixed',
  } as const;
  const title = i18n.t(words[wishOf([{ verdict }])], [name]);
  return { tone: 'listed', title, note: i18n.t('banner.recordNote') };
}

const NOTE_WORDS = {
  warn: 'banner.listedNoteWarn',
  hold: 'banner.listedNote',
  block: 'banner.listedNoteBlock',
  pass: 'banner.listedNoteReason',
} as const satisfies Record<Extract<BannerView, { kind: 'listed' }>['ahead'], string>;

/** What can be said of all of them in one sentence: that a whole company is listed is nobody's own wish. */
export function wishOf(listed: readonly Pick<ListedRecipient, 'verdict'>[]): 'all' | 'marketing' | 'mixed' {
  if (listed.some(({ verdict }) => verdict.match === 'domain')) return 'mixed';
  if (listed.every(({ verdict }) => verdict.scope === 'all')) return 'all';
  return listed.every(({ verdict }) => verdict.scope === 'marketing') ? 'marketing' : 'mixed';
}

function namesOf(recipients: readonly CheckedRecipient[]): string {
  return listOf(recipients.map(({ label, field }) => i18n.t('banner.person', [label, fieldName(field)])));
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(localeOfWords(), { type: 'conjunction' }).format(names);
}
