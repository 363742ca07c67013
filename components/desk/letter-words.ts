import { i18n } from '#i18n';
import type { ChoiceName, ChoiceValue, FactName } from '../../utils/letters/facts.ts';
import type { Language } from '../../utils/letters/language.ts';
import type { LetterId } from '../../utils/letters/letter-ids.ts';
import { BASIS_WORDS, SCOPE_WORDS } from './words.ts';

type Words<Value extends string> = Readonly<Record<Value, () => string>>;

export const LETTER_WORDS: Words<LetterId> = {
  offer: () => i18n.t('desk.letter.id.offer'),
  confirmation: () => i18n.t('desk.letter.id.confirmation'),
  erasure: () => i18n.t('desk.letter.id.erasure'),
  lifting: () => i18n.t('desk.letter.id.lifting'),
  access: () => i18n.t('desk.letter.id.access'),
  apology: () => i18n.t('desk.letter.id.apology'),
  appeal: () => i18n.t('desk.letter.id.appeal'),
  identity: () => i18n.t('desk.letter.id.identity'),
};

export const LANGUAGE_WORDS: Words<Language> = {
  en: () => i18n.t('desk.letter.language.en'),
  nl: () => i18n.t('desk.letter.language.nl'),
  de: () => i18n.t('desk.letter.language.de'),
  fr: () => i18n.t('desk.letter.language.fr'),
};

export const FACT_WORDS: Words<FactName> = {
  organisation: () => i18n.t('desk.setUp.organisation'),
  contact: () => i18n.t('desk.letter.fact.contact'),
  reference: () => i18n.t('desk.record.reference'),
  blockReference: () => i18n.t('desk.letter.fact.blockReference'),
  recipientName: () => i18n.t('desk.letter.fact.recipientName'),
  identifiersNamed: () => i18n.t('desk.letter.fact.identifiersNamed'),
  authority: () => i18n.t('desk.settings.authority'),
  privacyNoticeUrl: () => i18n.t('desk.letter.fact.privacyNoticeUrl'),
  host: () => i18n.t('desk.letter.fact.host'),
  transferSafeguards: () => i18n.t('desk.letter.fact.transferSafeguards'),
  keptByLaw: () => i18n.t('desk.letter.fact.keptByLaw'),
  measure: () => i18n.t('desk.letter.fact.measure'),
  evidenceSha256: () => i18n.t('desk.letter.fact.evidenceSha256'),
  wordingVersion: () => i18n.t('desk.letter.fact.wordingVersion'),
  receivedOn: () => i18n.t('desk.letter.fact.receivedOn'),
  answerBy: () => i18n.t('desk.letter.fact.answerBy'),
  askedOn: () => i18n.t('desk.letter.fact.askedOn'),
  recordedOn: () => i18n.t('desk.letter.fact.recordedOn'),
  reviewOn: () => i18n.t('desk.letter.fact.reviewOn'),
  erasedOn: () => i18n.t('desk.letter.fact.erasedOn'),
  liftedOn: () => i18n.t('desk.letter.fact.liftedOn'),
  contactedOn: () => i18n.t('desk.letter.fact.contactedOn'),
  decidedOn: () => i18n.t('desk.letter.fact.decidedOn'),
  scope: () => i18n.t('desk.record.scope'),
  basis: () => i18n.t('desk.record.basis'),
  addressKept: () => i18n.t('desk.letter.fact.addressKept'),
  offerAnswer: () => i18n.t('desk.letter.fact.offerAnswer'),
  liftedEntry: () => i18n.t('desk.letter.fact.liftedEntry'),
  cause: () => i18n.t('desk.letter.fact.cause'),
  appeal: () => i18n.t('desk.letter.fact.appeal'),
  identityStage: () => i18n.t('desk.letter.fact.identityStage'),
  identityProof: () => i18n.t('desk.letter.fact.identityProof'),
};

export const CHOICE_WORDS: { readonly [Name in ChoiceName]: Words<ChoiceValue<Name>> } = {
  scope: SCOPE_WORDS,
  basis: BASIS_WORDS,
  addressKept: {
    not: () => i18n.t('desk.letter.choice.notKept'),
    sealed: () => i18n.t('desk.letter.choice.sealed'),
  },
  offerAnswer: {
    declined: () => i18n.t('desk.outcome.declined'),
    none: () => i18n.t('desk.outcome.noAnswer'),
    'not-offered': () => i18n.t('desk.letter.choice.notOffered'),
  },
  liftedEntry: {
    erased: () => i18n.t('desk.letter.choice.erased'),
    marked: () => i18n.t('desk.letter.choice.marked'),
  },
  cause: {
    'other-details': () => i18n.t('desk.letter.choice.otherDetails'),
    'other-channel': () => i18n.t('desk.letter.choice.otherChannel'),
    overridden: () => i18n.t('desk.letter.choice.overridden'),
    'not-current': () => i18n.t('desk.letter.choice.notCurrent'),
    unknown: () => i18n.t('desk.letter.choice.unknown'),
  },
  appeal: {
    lifted: () => i18n.t('desk.decision.lifted'),
    'kept-requested': () => i18n.t('desk.letter.choice.keptRequested'),
    'kept-unverified': () => i18n.t('desk.letter.choice.keptUnverified'),
    'kept-company': () => i18n.t('desk.letter.choice.keptCompany'),
  },
  identityStage: {
    hold: () => i18n.t('desk.letter.choice.hold'),
    rejection: () => i18n.t('desk.letter.choice.rejection'),
  },
  identityProof: {
    reply: () => i18n.t('desk.letter.choice.reply'),
    detail: () => i18n.t('desk.letter.choice.detail'),
  },
};
