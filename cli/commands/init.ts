import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { GUARD_LEVELS, type GuardLevel } from '../../utils/blocklist/head.ts';
import { repositoryUrl } from '../../utils/enrolment/repository-url.ts';
import type { StoreSettings } from '../../utils/publish/store-settings.ts';
import { MAX_NAME_LENGTH } from '../../utils/register/case-step.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { collect } from '../options.ts';
import { type StoreOptions, storeSettingsOf, withStoreOptions } from '../store-options.ts';

interface InitOptions extends StoreOptions {
  readonly name?: string;
  readonly officer?: string;
  readonly repositoryUrl?: string;
  readonly ownDomain: string[];
  readonly contact: string;
  readonly country?: string;
  readonly guard: GuardLevel;
  readonly sender: string[];
  readonly system: string[];
  readonly auditor: string[];
  readonly sealForAuditors?: true;
  readonly json?: true;
}

export function addInit(program: Command): void {
  withStoreOptions(program.command('init'))
    .description("make an organisation's folder: keys, register, and a first signed list that holds nobody")
    .argument('<dir>', 'an empty folder, or one that does not exist yet')
    .option('--name <name>', "the organisation's name as reps see it (the folder's name unless given)")
    .option('--officer <name>', 'your own name, as other officers and the audit show it')
    .option('--repository-url <url>', 'https address from which reps will read the list')
    .option(
      '--own-domain <domain>',
      'a domain of the organisation itself, never blocked; may be repeated',
      collect,
      [],
    )
    .option('--contact <text>', 'whom reps ask about a match, such as "Privacy office, extension 12"', '')
    .option('--country <code>', 'where phone numbers are that are written without a country code, such as NL')
    .addOption(
      new Option('--guard <level>', 'what happens when somebody writes to a listed person')
        .choices(GUARD_LEVELS)
        .default('hold'),
    )
    .option(
      '--sender <name>',
      'who else sends for you, such as "Newsletter", and keeps a list of their own; may be repeated',
      collect,
      [],
    )
    .option(
      '--system <name>',
      'a system that an erasure must reach, such as "CRM"; may be repeated',
      collect,
      [],
    )
    .option(
      '--auditor <age1…>',
      'age recipient who can read the register besides officers; may be repeated',
      collect,
      [],
    )
    .option(
      '--seal-for-auditors',
      'keep the addresses themselves as well, sealed to a key for somebody who is no officer; docs/privacy-officer-guide.md says what that means',
    )
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Passphrases are asked in the terminal, or read from LETHE_PASSPHRASE (all of them) and, where set,
LETHE_ROOT_PASSPHRASE, LETHE_TIMESTAMP_PASSPHRASE, LETHE_RECOVERY_PASSPHRASE, LETHE_AUDITOR_PASSPHRASE.
Without --s3-… the list is written into the folder, and somebody uploads it. With a bucket, its key is read from
AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; keys/ stays in the folder. docs/publishing.md compares the ways.

What can be recorded, and what each kind costs:
  e-mail    found on any page, also in another spelling; the list is built for it
  company   every address at its domain, of people too who never asked; lethe add asks for --confirm-domain
  LinkedIn  by the profile's link; one person has several, so record each that you know
  phone     every number of a country can be tried by whoever has a colleague's copy of the list; an address can't

A guard of "warn" warns before it is sent, "hold" holds it until a reason is given, "block" until the person is removed.
Senders and systems come back as ticks in each case.

Examples:
  lethe init acme --name "Acme BV" --officer "Ann Example" --own-domain acme.example --country NL \\
    --sender Newsletter --system CRM --system "Support desk" --repository-url https://lists.acme.example/
  LETHE_PASSPHRASE=… lethe init /srv/lethe/acme --json
  lethe init acme --s3-endpoint https://ACCOUNT.r2.cloudflarestorage.com --s3-bucket acme-lists \\
    --s3-private-bucket acme-register --repository-url https://lists.acme.example/`,
    )
    .action(init);
}

async function init(dir: string, options: InitOptions): Promise<void> {
  const path = resolve(dir);
  const organisation = (options.name ?? basename(path)).trim();
  const { isOrganisationName } = await import('../../utils/enrolment/code.ts');
  if (!isOrganisationName(organisation)) {
    throw new Failure('--name takes 1 to 200 printable characters.', 'usage');
  }
  const repository = options.repositoryUrl === undefined ? null : checkedUrl(options.repositoryUrl);
  const ownDomains = await Promise.all(options.ownDomain.map(canonicalDomain));
  const country = options.country === undefined ? null : await checkedCountry(options.country);
  const store = storeSettingsOf(options);
  const officer = await officerName(options.officer);
  const senders = await nameList('--sender', options.sender, 'Who else sends for you, such as newsletter');
  const systems = await nameList(
    '--system',
    options.system,
    'Systems that an erasure must reach, such as CRM',
  );
  const { createFolder } = await import('../create-folder.ts');
  const { fingerprintOf, pinOf } = await import('../../utils/enrolment/root-pin.ts');
  const { folder, rootFile } = await createFolder(
    path,
    {
      organisation,
      contact: options.contact,
      country,
      store,
      repository,
      ownDomains,
      guard: options.guard,
      panelOnly: [],
      refreshing: 'by-hand',
      auditors: options.auditor,
      referencePattern: null,
      senders,
      systems,
    },
    {
      ...(await askPassphrases(options.sealForAuditors === true)),
      ...(officer !== null && { name: officer }),
    },
  );
  const fingerprint = fingerprintOf(await pinOf(rootFile));
  const { listId } = folder.settings;
  if (options.json)
    return printJson({ path, organisation, listId, repository, rootFingerprint: fingerprint });
  print(`${organisation}: made in ${path}, with a first list that holds nobody.

Root fingerprint: ${fingerprint}

Now:
  1. Move keys/root.age and keys/recovery-kit.age to two places offline, each with its passphrase on paper.
     Whoever holds the recovery kit and its passphrase can do everything; without it a lost officer's key
     ends the list.
  2. Record whom not to contact: lethe add ADDRESS --reference R --basis B, or lethe import FILE.csv
  3. ${publishStep(store, repository)}
  4. lethe probe tries the address that reps read, and says what IT must set there.
  5. lethe enrol prints the code for your colleagues' browsers.`);
  if (options.sealForAuditors)
    print(
      '\nAddresses are kept, sealed to keys/auditor.age: give that file and its passphrase to somebody who is no officer, and\nkeep no copy. Without it nobody can ever read them; with it and an officer, lethe audit open does.',
    );
  if (country === null)
    print('\nPhone numbers without a country code are known to nobody until lethe.json names a "country".');
}

function publishStep({ kind }: StoreSettings, repository: string | null): string {
  if (kind === 's3') return 'lethe publish';
  return `lethe publish, and upload the folder "public" (nothing else) to ${repository ?? 'an https host'}`;
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
  const { isCountry } = await import('../../utils/identifier/phone-number.ts');
  const code = text.toUpperCase();
  if (isCountry(code)) return code;
  throw new Failure('--country takes two letters of ISO 3166, such as NL or GB.', 'usage');
}

async function canonicalDomain(text: string): Promise<string> {
  const { canonicalDomainV1 } = await import('../../utils/identifier/domain-v1.ts');
  const canonical = canonicalDomainV1(text);
  if (!canonical.ok) throw new Failure(`--own-domain ${text} is no domain.`, 'usage');
  return canonical.identifier.canonical;
}

/** Asked in a terminal; who gives none goes without. */
async function officerName(given: string | undefined): Promise<string | null> {
  const [{ askLine, isInteractive }, { isOfficerName }] = await Promise.all([
    import('../passphrase.ts'),
    import('../../utils/officer/join-request.ts'),
  ]);
  const asked = () => askLine('Your name, as other officers and the audit show it (Enter: none): ');
  const name = (given ?? (isInteractive() ? await asked() : '')).trim();
  if (name === '' && given === undefined) return null;
  if (isOfficerName(name)) return name;
  throw new Failure('--officer takes 1 to 80 printable characters.', 'usage');
}

/** Asked in a terminal where none is given. */
async function nameList(option: string, given: readonly string[], question: string): Promise<string[]> {
  const [{ askLine, isInteractive }, { namesIn }] = await Promise.all([
    import('../passphrase.ts'),
    import('../../utils/officer/name-list.ts'),
  ]);
  const asked = async () => (await askLine(`${question} (commas between; Enter: none): `)).split(',');
  const names = namesIn((given.length === 0 && isInteractive() ? await asked() : given).join('\n'));
  if (names) return names;
  throw new Failure(`${option} takes a name of up to ${MAX_NAME_LENGTH} letters, without an @.`, 'usage');
}

async function askPassphrases(sealsForAuditors: boolean) {
  const { askNewPassphrase, SHORT_PASSPHRASE, SHORT_PASSPHRASE_WARNING } = await import('../passphrase.ts');
  const ask = (what: string, variable: string, fallback?: string) =>
    askNewPassphrase({ what, variables: [variable, 'LETHE_PASSPHRASE'] }, fallback);
  const officer = await ask("officer's key (daily work)", 'LETHE_PASSPHRASE');
  const root = await ask('root key (kept offline)', 'LETHE_ROOT_PASSPHRASE', officer);
  const recovery = await ask('recovery kit (kept offline)', 'LETHE_RECOVERY_PASSPHRASE', officer);
  const timestamp = await ask('timestamp key (for an automation)', 'LETHE_TIMESTAMP_PASSPHRASE', officer);
  const auditor = sealsForAuditors
    ? await ask('auditor key (opens sealed addresses)', 'LETHE_AUDITOR_PASSPHRASE')
    : undefined;
  if ([root, recovery, timestamp, auditor].includes(officer)) {
    warn("some keys share the officer's passphrase: whoever learns it and finds the files has them all.");
  }
  const all = [officer, root, recovery, timestamp, auditor ?? officer];
  if (all.some(({ length }) => length < SHORT_PASSPHRASE)) {
    warn(SHORT_PASSPHRASE_WARNING);
  }
  return { officer, root, recovery, timestamp, ...(auditor !== undefined && { auditor }) };
}
