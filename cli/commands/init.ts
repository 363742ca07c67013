import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { GUARD_LEVELS } from '../../utils/blocklist/head.ts';
import type { StoreSettings } from '../../utils/publish/store-settings.ts';
import { print, printJson, warn } from '../failure.ts';
import {
  type InitOptions as Answerable,
  initAnswers,
  KINDS_AND_COSTS,
  REFRESHINGS,
} from '../init-answers.ts';
import { collect } from '../options.ts';
import { type StoreOptions, storeSettingsOf, withStoreOptions } from '../store-options.ts';

interface InitOptions extends StoreOptions, Answerable {
  readonly auditor: string[];
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
    .option('--contact <text>', 'whom reps ask about a match, such as "Privacy office, extension 12"')
    .option('--country <code>', 'where phone numbers are that are written without a country code, such as NL')
    .addOption(
      new Option(
        '--guard <level>',
        'what happens when somebody writes to a listed person (hold unless given)',
      ).choices(GUARD_LEVELS),
    )
    .addOption(
      new Option(
        '--refreshing <way>',
        'how the list is kept fresh: daily by lethe refresh and an automation, or by hand (unless given)',
      ).choices(REFRESHINGS),
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

In a terminal, what isn't given is asked.

${KINDS_AND_COSTS}

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
  const store = storeSettingsOf(options);
  const { askLine, isInteractive } = await import('../passphrase.ts');
  const { officer, sealsForAuditors, ...answers } = await initAnswers(
    basename(path),
    options,
    isInteractive() ? { line: askLine, say: text => process.stderr.write(`${text}\n`) } : null,
  );
  const { organisation, repository, country } = answers;
  const { createFolder } = await import('../create-folder.ts');
  const { fingerprintOf, pinOf } = await import('../../utils/enrolment/root-pin.ts');
  const { folder, rootFile } = await createFolder(
    path,
    {
      ...answers,
      store,
      panelOnly: [],
      auditors: options.auditor,
      referencePattern: null,
    },
    {
      ...(await askPassphrases(sealsForAuditors)),
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
  if (sealsForAuditors)
    print(
      '\nAddresses are kept, sealed to keys/auditor.age: give that file and its passphrase to somebody who is no officer, and\nkeep no copy. Without it nobody can ever read them; with it and an officer, lethe audit open does.',
    );
  if (country === null)
    print('\nPhone numbers without a country code are known to nobody until lethe.json names a "country".');
}

function publishStep({ kind }: StoreSettings, repository: string | null): string {
  if (kind === 's3') return 'lethe publish';
  const upload = 'lethe publish, and upload the folder "public" (nothing else) to';
  return repository === null
    ? `${upload} an https host; put its address into lethe.json as "repository"`
    : `${upload} ${repository}`;
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
