import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { Status } from '../utils/lookup/page-api.ts';
import type { ListFacts } from '../utils/lookup/verdict.ts';
import { ClockIcon, TickIcon, WarningIcon } from './icons.tsx';
import { problemText } from './problem-text.ts';
import { countText, momentText, sinceText } from './time-text.ts';

/** What Lethe can say of itself: icon, colour and words. */
export function ProtectionState({ status, now }: { readonly status: Status; readonly now: number }) {
  const { protection, problem } = status;
  switch (protection.state) {
    case 'protecting':
      return (
        <State tone="calm" icon={<TickIcon />} title={i18n.t('status.protecting')}>
          {problem && <p>{i18n.t('status.attemptFailed', [problemText(problem)])}</p>}
          <Facts facts={protection} now={now} />
        </State>
      );
    case 'stale':
      return (
        <State tone="amber" icon={<ClockIcon />} title={i18n.t('status.stale')}>
          <p>{i18n.t('status.staleSince', [sinceText(protection.confirmedAt, now)])}</p>
          <p>{problemText(protection.problem)}</p>
          <Facts facts={protection} now={now} />
        </State>
      );
    case 'not-protecting':
      return (
        <State tone="rust" icon={<WarningIcon />} title={i18n.t('status.notProtecting')}>
          <p>{problemText(protection.problem)}</p>
        </State>
      );
  }
}

function State(props: {
  readonly tone: 'calm' | 'amber' | 'rust';
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class={`state state-${props.tone}`} aria-label={props.title}>
      {props.icon}
      <div class="state-words">
        <h2>{props.title}</h2>
        {props.children}
      </div>
    </section>
  );
}

function Facts({ facts, now }: { readonly facts: ListFacts; readonly now: number }) {
  const parts = [
    i18n.t('status.confirmed', [momentText(facts.confirmedAt, now)]),
    i18n.t('status.entries', facts.entries, [countText(facts.entries)]),
    ...(facts.domains > 0 ? [i18n.t('status.domains', facts.domains, [countText(facts.domains)])] : []),
  ];
  return <p class="facts">{parts.join(' · ')}</p>;
}
