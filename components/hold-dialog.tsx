import { i18n } from '#i18n';
import type { CheckedRecipient, ListedRecipient } from '../utils/guard/guard-machine.ts';
import type { HoldView } from '../utils/guard/guard-views.ts';
import type { OverrideReason } from '../utils/lookup/log.ts';
import type { MatchKind } from '../utils/lookup/verdict.ts';
import { fieldName, HeldIcon, NoticeIcon, wishOf } from './banner.tsx';

/** The group of radio buttons that holds the reason, and the values of the buttons, which the dialog returns. */
export const REASON_GROUP = 'reason';
export type HoldChoice = 'remove' | 'reason' | 'service' | 'anyway' | 'send' | 'cancel';

/**
 * What stands in the hold dialog. It works without a single script event: every button submits a `method="dialog"`
 * form, and the dialog's return value is the button's. The first action is the default and takes the focus.
 */
export function HoldDialog({ view }: { readonly view: HoldView }) {
  return (
    <div class={`hold hold-${view.kind}`}>
      <header class="hold-head">
        {view.kind === 'listed' ? <HeldIcon /> : <NoticeIcon />}
        <div>
          <h2 id="hold-title">{titleOf(view)}</h2>
          <p id="hold-lead">{leadOf(view)}</p>
        </div>
      </header>
      {view.listed.length > 0 && view.kind === 'listed' && (
        <ul class="hold-people">
          {view.listed.map(recipient => (
            <Person key={recipient.key} recipient={recipient} />
          ))}
        </ul>
      )}
      {view.pending.length > 0 && (
        <p class="hold-note">{i18n.t('hold.stillChecking', [namesOf(view.pending)])}</p>
      )}
      {view.cannotRemove && (
        <p class="hold-note hold-note-strong" role="alert">
          {i18n.t('hold.cannotRemove')}
        </p>
      )}
      {view.kind === 'listed' && view.nobodyElse && view.canRemove && (
        <p class="hold-note">{i18n.t('hold.onlyRecipients')}</p>
      )}
      {isBlocked(view) && <p class="hold-note">{i18n.t('hold.blocked')}</p>}
      <form method="dialog" class="hold-actions">
        <Actions view={view} />
      </form>
      {view.kind === 'listed' && view.overrides.isServiceOneClick && <Service />}
      {view.kind === 'listed' && view.overrides.reasons.length > 0 && !view.overrides.isFree && (
        <Reasons view={view} />
      )}
    </div>
  );
}

/** A recipient as the rep sees or typed them, where they stand, and how they meet the list. */
function Person({ recipient }: { readonly recipient: ListedRecipient }) {
  const { address, label, field, verdict } = recipient;
  return (
    <li class="hold-person">
      <span class="hold-field">{fieldName(field)}</span>
      <div class="hold-who">
        <p class="hold-name">{label}</p>
        {address !== null && address !== label && <p class="hold-address">{address}</p>}
        <p class="hold-match">{i18n.t(verdict.waiting ? 'hold.matchWaiting' : MATCH_WORDS[verdict.match])}</p>
      </div>
      <span class="hold-scope">
        {i18n.t(verdict.scope === 'all' ? 'hold.scopeAll' : 'hold.scopeMarketing')}
      </span>
    </li>
  );
}

function Actions({ view }: { readonly view: HoldView }) {
  switch (view.kind) {
    case 'listed':
      return (
        <>
          {view.canRemove && (
            <Action value="remove" primary>
              {i18n.t(view.nobodyElse ? 'hold.removeOnly' : 'hold.remove')}
            </Action>
          )}
          <Action value="cancel" primary={!view.canRemove}>
            {stopWords(view)}
          </Action>
          {view.overrides.isFree && <Action value="anyway">{anywayWords(view)}</Action>}
        </>
      );
    case 'unanswered':
    case 'clear':
      return (
        <>
          <Action value="cancel" primary>
            {stopWords(view)}
          </Action>
          <Action value="send">{view.kind === 'clear' ? goOnWords(view) : anywayWords(view)}</Action>
        </>
      );
    case 'nobody-left':
    case 'control-gone':
      return (
        <Action value="cancel" primary>
          {i18n.t('hold.back')}
        </Action>
      );
  }
}

interface ActionProps {
  readonly value: HoldChoice;
  readonly primary?: boolean;
  readonly children: string;
}

function Action({ value, primary = false, children }: ActionProps) {
  return (
    <button
      type="submit"
      value={value}
      class={primary ? 'action action-primary' : 'action'}
      autofocus={primary}
    >
      {children}
    </button>
  );
}

/** What an objection to marketing doesn't cover, by one click. */
function Service() {
  return (
    <form method="dialog" class="hold-service">
      <Action value="service">{i18n.t('hold.service')}</Action>
      <p>{i18n.t('hold.serviceKept')}</p>
    </form>
  );
}

function Reasons({ view }: { readonly view: HoldView }) {
  const isMessage = view.act === 'send';
  return (
    <details class="hold-reasons" open={view.wroteFirst}>
      <summary>{i18n.t(isMessage ? 'hold.reasonSummary' : 'hold.actReasonSummary')}</summary>
      <form method="dialog">
        {view.wroteFirst && <p class="hold-wrote-first">{i18n.t('hold.wroteFirst')}</p>}
        <fieldset>
          <legend>{i18n.t(isMessage ? 'hold.reasonLegend' : 'hold.actReasonLegend')}</legend>
          {view.overrides.reasons.map(reason => (
            <label key={reason}>
              <input
                type="radio"
                name={REASON_GROUP}
                value={reason}
                defaultChecked={view.wroteFirst && reason === 'person-wrote-first'}
                required
              />
              <span>{i18n.t(REASON_WORDS[reason])}</span>
            </label>
          ))}
        </fieldset>
        <div class="hold-reason-send">
          <Action value="reason">{i18n.t(isMessage ? 'hold.reasonSend' : 'hold.actReasonGoOn')}</Action>
          <p>{i18n.t('hold.reasonKept')}</p>
        </div>
      </form>
    </details>
  );
}

/** Nobody can be taken out, and no reason would do. */
function isBlocked({ kind, overrides }: HoldView): boolean {
  return kind === 'listed' && overrides.reasons.length === 0;
}

function titleOf(view: HoldView): string {
  switch (view.kind) {
    case 'listed':
      return listedTitle(view.listed);
    case 'unanswered':
      return i18n.t('hold.unansweredTitle');
    case 'clear':
      return i18n.t('hold.clearTitle');
    case 'nobody-left':
      return i18n.t('hold.nobodyTitle');
    case 'control-gone':
      return i18n.t(view.act === 'send' ? 'hold.goneTitle' : 'hold.actGoneTitle');
  }
}

function listedTitle(listed: readonly ListedRecipient[]): string {
  const count = listed.length;
  const name = listed[0]?.label ?? '';
  const who = count === 1 ? name : i18n.t('hold.several', count);
  switch (wishOf(listed)) {
    case 'all':
      return i18n.t('hold.titleAll', [who]);
    case 'marketing':
      return i18n.t('hold.titleMarketing', [who]);
    case 'mixed':
      return i18n.t('hold.titleMixed', count, [String(count), name]);
  }
}

function stopWords({ act }: HoldView): string {
  return act === 'send' ? i18n.t('hold.cancel') : i18n.t(`hold.actStop.${act}`);
}

function goOnWords({ act }: HoldView): string {
  return i18n.t(act === 'send' ? 'hold.send' : 'hold.goOn');
}

function anywayWords({ act }: HoldView): string {
  return i18n.t(act === 'send' ? 'hold.sendAnyway' : 'hold.goOnAnyway');
}

function leadOf({ act, kind }: HoldView): string {
  if (act === 'send') return i18n.t(LEAD_WORDS[kind]);
  return kind === 'listed' || kind === 'nobody-left'
    ? i18n.t(`hold.actLead.${act}`)
    : i18n.t(ACT_LEAD_WORDS[kind]);
}

function namesOf(recipients: readonly CheckedRecipient[]): string {
  return recipients.map(({ label, field }) => i18n.t('banner.person', [label, fieldName(field)])).join(', ');
}

const ACT_LEAD_WORDS = {
  unanswered: 'hold.actUnansweredLead',
  clear: 'hold.actClearLead',
  'control-gone': 'hold.actGoneLead',
} as const satisfies Partial<Record<HoldView['kind'], string>>;

const LEAD_WORDS = {
  listed: 'hold.lead',
  unanswered: 'hold.unansweredLead',
  clear: 'hold.clearLead',
  'nobody-left': 'hold.nobodyLead',
  'control-gone': 'hold.goneLead',
} as const satisfies Record<HoldView['kind'], string>;

const MATCH_WORDS = {
  exact: 'hold.matchExact',
  spelling: 'hold.matchSpelling',
  domain: 'hold.matchDomain',
} as const satisfies Record<MatchKind, string>;

const REASON_WORDS = {
  'legal-notice': 'hold.reason.legalNotice',
  'contract-or-service': 'hold.reason.contractOrService',
  'safety-recall': 'hold.reason.safetyRecall',
  'wrong-match': 'hold.reason.wrongMatch',
  'person-wrote-first': 'hold.reason.personWroteFirst',
} as const satisfies Record<OverrideReason, string>;
