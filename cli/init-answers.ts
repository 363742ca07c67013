import { GUARD_LEVELS, type GuardLevel } from '../utils/blocklist/head.ts';
import { repositoryUrl } from '../utils/enrolment/repository-url.ts';
import type { Settings } from '../utils/officer/settings.ts';
import { MAX_NAME_LENGTH } from '../utils/register/case-step.ts';
import { Failure } from './failure.ts';

export const KINDS_AND_COSTS = `What can be recorded, and what each kind costs:
  e-mail    found on any page, also in another spelling; the list is built for it
  company   every address at its domain, of people too who never asked; lethe add asks for --confirm-domain
  LinkedIn  by the profile's link; one person has several, so record each that you know
  phone     every number of a country can be tried by whoever has a colleague's copy of the list; an address can't`;

export const REFRESHINGS = ['by-hand', 'daily'] as const;

/** What the command line gives of an organisation's settings. */
export interface InitOptions {
  readonly name?: string;
  readonly officer?: string;
  readonly repositoryUrl?: string;
  readonly ownDomain: readonly string[];
  readonly contact?: string;
  readonly country?: string;
  readonly guard?: GuardLevel;
  readonly refreshing?: (typeof REFRESHINGS)[number];
  readonly sender: readonly string[];
  readonly system: readonly string[];
  readonly sealForAuditors?: true;
}

export interface InitAnswers
  extends Pick<
    Settings,
    | 'organisation'
    | 'repository'
    | 'ownDomains'
    | 'contact'
    | 'country'
    | 'guard'
    | 'refreshing'
    | 'senders'
    | 'systems'
  > {
  /** The officer's own name; null for none. */
  readonly officer: string | null;
  readonly sealsForAuditors: boolean;
}

/** Somebody at a terminal. */
export interface Terminal {
  line(question: string): Promise<string>;
  say(text: string): void;
}

/**
 * An organisation's settings by the options, and where one isn't given by what somebody at the terminal answers, who is
 * asked again until it can be.
 * @param terminal null where nobody is there: then what isn't given is what Enter would give
 * @throws Failure for an option that can't be
 */
export async function initAnswers(
  folderName: string,
  options: InitOptions,
  terminal: Terminal | null,
): Promise<InitAnswers> {
  async function answer<T>(
    given: string | undefined,
    question: string,
    read: (text: string) => T | Promise<T>,
  ): Promise<T> {
    if (given !== undefined || terminal === null) return read(given ?? '');
    for (;;) {
      const text = await terminal.line(`${question}: `);
      try {
        return await read(text);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        terminal.say(error.message);
      }
    }
  }
  const names = (option: string, given: readonly string[], question: string) =>
    given.length > 0
      ? namesOf(option, given.join('\n'))
      : answer(undefined, question, text => namesOf(option, text.replaceAll(',', '\n')));

  const organisation = await answer(
    options.name,
    `The organisation's name, as reps see it (Enter: ${folderName})`,
    text => organisationIn(text || folderName),
  );
  const officer = await answer(
    options.officer,
    'Your name, as other officers and the audit show it (Enter: none)',
    text => officerIn(text, options.officer !== undefined),
  );
  const repository = await answer(
    options.repositoryUrl,
    'The https address from which reps will read the list (Enter: not known yet)',
    text => (text === '' ? null : checkedUrl(text)),
  );
  const ownDomains = await answer(
    options.ownDomain.length > 0 ? options.ownDomain.join(' ') : undefined,
    'Your own domains, which are never blocked, commas between (Enter: none)',
    text =>
      Promise.all(
        text
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(canonicalDomain),
      ),
  );
  const contact = await answer(
    options.contact,
    'Whom reps ask about a match, such as "Privacy office, extension 12" (Enter: nobody named)',
    text => text,
  );
  const country = await answer(
    options.country,
    'Where phone numbers are that are written without a country code, such as NL (Enter: nowhere)',
    text => (text === '' ? null : checkedCountry(text)),
  );
  const guard = await answer(
    options.guard,
    `When somebody writes to a listed person: ${GUARD_LEVELS.join(', ')} (Enter: hold)`,
    text => oneOf('--guard', GUARD_LEVELS, text || 'hold'),
  );
  if (options.sender.length === 0 || options.system.length === 0) terminal?.say(KINDS_AND_COSTS);
  const senders = await names(
    '--sender',
    options.sender,
    'Who else sends for you, such as newsletter, commas between (Enter: none)',
  );
  const systems = await names(
    '--system',
    options.system,
    'Systems that an erasure must reach, such as CRM, commas between (Enter: none)',
  );
  const sealsForAuditors = await answer(
    options.sealForAuditors && 'yes',
    'Keep the addresses themselves as well, sealed for an auditor? yes or no (Enter: no)',
    text => oneOf('The answer', ['yes', 'no'], text || 'no') === 'yes',
  );
  const refreshing = await answer(
    options.refreshing,
    `How the list is kept fresh: ${REFRESHINGS.join(' or ')} (Enter: by-hand, with reminders)`,
    text => oneOf('--refreshing', REFRESHINGS, text || 'by-hand'),
  );
  return {
    organisation,
    officer,
    repository,
    ownDomains,
    contact,
    country,
    guard,
    senders,
    systems,
    sealsForAuditors,
    refreshing,
  };
}

function oneOf<T extends string>(what: string, values: readonly T[], text: string): T {
  const value = values.find(each => each === text.toLowerCase());
  if (value === undefined) throw new Failure(`${what} takes one of: ${values.join(', ')}.`, 'usage');
  return value;
}

async function organisationIn(text: string): Promise<string> {
  const { isOrganisationName } = await import('../utils/enrolment/code.ts');
  const name = text.trim();
  if (isOrganisationName(name)) return name;
  throw new Failure('--name takes 1 to 200 printable characters.', 'usage');
}

async function officerIn(text: string, isGiven: boolean): Promise<string | null> {
  const { isOfficerName } = await import('../utils/officer/join-request.ts');
  const name = text.trim();
  if (name === '' && !isGiven) return null;
  if (isOfficerName(name)) return name;
  throw new Failure('--officer takes 1 to 80 printable characters.', 'usage');
}

export function checkedUrl(text: string): string {
  const checked = repositoryUrl(text);
  if (checked.ok) return checked.url;
  const why = {
    'not-a-url': 'is no address',
    insecure: 'must begin with https:// (http:// only for this machine itself)',
    credentials: 'holds a name or password, which every rep would learn',
    query: 'must not hold "?" or "#"',
  };
  throw new Failure(`--repository-url ${why[checked.problem]}.`, 'usage');
}

async function checkedCountry(text: string): Promise<string> {
  const { isCountry } = await import('../utils/identifier/phone-number.ts');
  const code = text.toUpperCase();
  if (isCountry(code)) return code;
  throw new Failure('--country takes two letters of ISO 3166, such as NL or GB.', 'usage');
}

async function canonicalDomain(text: string): Promise<string> {
  const { canonicalDomainV1 } = await import('../utils/identifier/domain-v1.ts');
  const canonical = canonicalDomainV1(text);
  if (!canonical.ok) throw new Failure(`--own-domain ${text} is no domain.`, 'usage');
  return canonical.identifier.canonical;
}

async function namesOf(option: string, text: string): Promise<string[]> {
  const { namesIn } = await import('../utils/officer/name-list.ts');
  const names = namesIn(text);
  if (names) return names;
  throw new Failure(`${option} takes a name of up to ${MAX_NAME_LENGTH} letters, without an @.`, 'usage');
}
