import type { GuardLevel } from '../blocklist/head.ts';
import { canonicalDomainV1 } from '../identifier/domain-v1.ts';
import { namesIn } from '../officer/name-list.ts';
import type { Settings } from '../officer/settings.ts';
import type { Refreshing } from '../publish/lifetimes.ts';

/** What of an organisation's settings is changed in a form, as it is written there. */
export interface SettingsAnswers {
  readonly contact: string;
  readonly authority: string;
  readonly ownDomains: string;
  readonly guard: GuardLevel;
  readonly refreshing: Refreshing;
  /** One a line. */
  readonly senders: string;
  readonly systems: string;
}

export type SettingsProblem = 'bad-domain' | 'bad-name';

export type CheckedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | {
      readonly ok: false;
      readonly problems: Readonly<Partial<Record<keyof SettingsAnswers, SettingsProblem>>>;
    };

export function settingsAnswers(settings: Settings): SettingsAnswers {
  const { contact, authority = '', ownDomains, guard, refreshing, senders = [], systems = [] } = settings;
  return {
    contact,
    authority,
    ownDomains: ownDomains.join(', '),
    guard,
    refreshing,
    senders: senders.join('\n'),
    systems: systems.join('\n'),
  };
}

/** The settings as they were answered, or what is wrong with an answer. */
export function changedSettings(before: Settings, answers: SettingsAnswers): CheckedSettings {
  const domains = domainsIn(answers.ownDomains);
  const senders = namesIn(answers.senders);
  const systems = namesIn(answers.systems);
  if (!domains || !senders || !systems) {
    return {
      ok: false,
      problems: {
        ...(!domains && { ownDomains: 'bad-domain' }),
        ...(!senders && { senders: 'bad-name' }),
        ...(!systems && { systems: 'bad-name' }),
      },
    };
  }
  const { guard, refreshing } = answers;
  const contact = answers.contact.trim();
  const authority = answers.authority.trim();
  return {
    ok: true,
    settings: { ...before, contact, authority, ownDomains: domains, guard, refreshing, senders, systems },
  };
}

/** Domains between commas or spaces, in canonical form; undefined where one of them is none. */
export function domainsIn(text: string): string[] | undefined {
  const domains = text
    .split(/[\s,;]+/u)
    .filter(domain => domain !== '')
    .map(domain => canonicalDomainV1(domain.replace(/^@/u, '')));
  if (domains.some(domain => !domain.ok)) return undefined;
  return [...new Set(domains.flatMap(domain => (domain.ok ? [domain.identifier.canonical] : [])))];
}
