import { i18n } from '#i18n';
import type { GuardLevel } from '../../utils/blocklist/head.ts';
import type { IdentifierKind } from '../../utils/identifier/identifier.ts';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { DomainRefusal } from '../../utils/publish/domain-rules.ts';
import type { Basis } from '../../utils/register/basis.ts';
import type {
  CaseEventKind,
  Contact,
  Decision,
  IdentityCheck,
  Outcome,
  Request,
} from '../../utils/register/case-event.ts';
import type { Channel } from '../../utils/register/evidence.ts';
import type { LiftReason } from '../../utils/register/operation.ts';
import { countText } from '../time-text.ts';

type Words<Value extends string> = Readonly<Record<Value, () => string>>;

export const BASIS_WORDS: Words<Basis> = {
  objection: () => i18n.t('desk.basis.objection'),
  erasure: () => i18n.t('desk.basis.erasure'),
  consent: () => i18n.t('desk.basis.consent'),
  'legal-obligation': () => i18n.t('desk.basis.legalObligation'),
};

export const SCOPE_WORDS: Words<Scope> = {
  marketing: () => i18n.t('desk.scope.marketing'),
  all: () => i18n.t('desk.scope.all'),
};

export const CHANNEL_WORDS: Words<Channel> = {
  mail: () => i18n.t('desk.channel.mail'),
  letter: () => i18n.t('desk.channel.letter'),
  phone: () => i18n.t('desk.channel.phone'),
  form: () => i18n.t('desk.channel.form'),
  chat: () => i18n.t('desk.channel.chat'),
  linkedin: () => i18n.t('desk.channel.linkedin'),
  'in-person': () => i18n.t('desk.channel.inPerson'),
  other: () => i18n.t('desk.channel.other'),
};

export const REQUEST_WORDS: Words<Request> = {
  objection: () => i18n.t('desk.request.objection'),
  erasure: () => i18n.t('desk.request.erasure'),
  access: () => i18n.t('desk.request.access'),
  lifting: () => i18n.t('desk.request.lifting'),
  other: () => i18n.t('desk.request.other'),
};

export const IDENTITY_WORDS: Words<IdentityCheck> = {
  'known-contact': () => i18n.t('desk.identity.knownContact'),
  account: () => i18n.t('desk.identity.account'),
  reply: () => i18n.t('desk.identity.reply'),
  document: () => i18n.t('desk.identity.document'),
  'not-needed': () => i18n.t('desk.identity.notNeeded'),
};

export const OUTCOME_WORDS: Words<Outcome> = {
  accepted: () => i18n.t('desk.outcome.accepted'),
  declined: () => i18n.t('desk.outcome.declined'),
  'no-answer': () => i18n.t('desk.outcome.noAnswer'),
};

export const CONTACT_WORDS: Words<Contact> = {
  mail: () => i18n.t('desk.contact.mail'),
  call: () => i18n.t('desk.contact.call'),
  message: () => i18n.t('desk.contact.message'),
  post: () => i18n.t('desk.contact.post'),
  visit: () => i18n.t('desk.contact.visit'),
};

export const DECISION_WORDS: Words<Decision> = {
  kept: () => i18n.t('desk.decision.kept'),
  changed: () => i18n.t('desk.decision.changed'),
  lifted: () => i18n.t('desk.decision.lifted'),
};

export const STEP_WORDS: Words<CaseEventKind> = {
  received: () => i18n.t('desk.step.received'),
  extended: () => i18n.t('desk.step.extended'),
  identity: () => i18n.t('desk.step.identity'),
  erased: () => i18n.t('desk.step.erased'),
  'recipient-told': () => i18n.t('desk.step.recipientTold'),
  letter: () => i18n.t('desk.step.letter'),
  outcome: () => i18n.t('desk.step.outcome'),
  'sender-told': () => i18n.t('desk.step.senderTold'),
  incident: () => i18n.t('desk.step.incident'),
  appeal: () => i18n.t('desk.step.appeal'),
  closed: () => i18n.t('desk.step.closed'),
  reopened: () => i18n.t('desk.step.reopened'),
};

export const DOMAIN_WORDS: Words<DomainRefusal> = {
  'public-suffix': () => i18n.t('desk.domain.publicSuffix'),
  'free-mail': () => i18n.t('desk.domain.freeMail'),
  'own-domain': () => i18n.t('desk.domain.ownDomain'),
};

/** The choices of a field, in the order of their words. */
export function choicesOf<Value extends string>(
  words: Words<Value>,
  values: readonly Value[],
): { readonly value: Value; readonly text: string }[] {
  return values.map(value => ({ value, text: words[value]() }));
}

export const LIFT_WORDS: Words<LiftReason> = {
  request: () => i18n.t('desk.lift.reasons.request'),
  change: () => i18n.t('desk.lift.reasons.change'),
  mistake: () => i18n.t('desk.lift.reasons.mistake'),
};

const KIND_WORDS: Readonly<Record<IdentifierKind, (count: number) => string>> = {
  email: count => i18n.t('desk.kind.email', count, [countText(count)]),
  domain: count => i18n.t('desk.kind.domain', count, [countText(count)]),
  linkedin: count => i18n.t('desk.kind.linkedin', count, [countText(count)]),
  phone: count => i18n.t('desk.kind.phone', count, [countText(count)]),
};

/** "2 mail addresses, 1 company" */
export function kindsText(kinds: ReadonlyMap<IdentifierKind, number>): string {
  return [...kinds].map(([kind, count]) => KIND_WORDS[kind](count)).join(', ');
}

export const GUARD_WORDS: Words<GuardLevel> = {
  warn: () => i18n.t('desk.setUp.guardLevel.warn'),
  hold: () => i18n.t('desk.setUp.guardLevel.hold'),
  block: () => i18n.t('desk.setUp.guardLevel.block'),
};
