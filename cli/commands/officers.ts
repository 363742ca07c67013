import { type Command, Option } from 'commander';
import type { Unpublished } from '../../utils/officer/exchange-keys.ts';
import { unreadable, unwritable } from '../disk-problem.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface OfficersOptions {
  readonly dir: string;
  readonly json?: true;
}

interface RootKeyed extends OfficersOptions {
  readonly rootKey?: string;
  readonly kit?: string;
}

export function addOfficers(program: Command): void {
  const officers = program
    .command('officers')
    .description('who may record and publish; invite another, admit them, remove one')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
An officer invites, the other joins on their own machine, and is admitted with a root key. Two files go to and fro, by any
way, since no secret is in them; and one number is read out by phone. docs/keys.md has all of it.
Passphrases are asked in the terminal, or read from LETHE_PASSPHRASE and, where set, LETHE_ROOT_PASSPHRASE and
LETHE_RECOVERY_PASSPHRASE.

Example:
  lethe officers invite acme.invitation.json --dir acme                          the officer
  lethe officers join acme.invitation.json my-acme --name "Ben"                  the other one
  lethe officers admit ben.join.json --dir acme --root-key /media/usb/root.age   the officer`,
    )
    .action(list);

  officers
    .command('invite')
    .description('write an invitation for somebody who is to become an officer; no secret is in it')
    .argument('<file.json>', 'a file that is not there yet')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .action(invite);

  officers
    .command('join')
    .description('make keys of your own by an invitation, and the file that asks to be admitted')
    .argument('<invitation.json>', 'the invitation')
    .argument('<dir>', 'a folder for your keys: empty, or one that does not exist yet')
    .requiredOption('--name <name>', 'your name, as the other officers see it')
    .option(
      '--folder <dir>',
      "the organisation's folder, where its list is in no bucket: you work in the same, one after another",
    )
    .option('--json', 'print the result as JSON')
    .action(join);

  withRootKey(officers.command('admit'))
    .description('let somebody who joined record and publish: compares a number, and needs a root key')
    .argument('<name.join.json>', 'what they sent')
    .option('--check-number <number>', 'the number that they read to you; asked where it is not given')
    .action(admit);

  withRootKey(officers.command('remove'))
    .description('an officer signs nothing and opens nothing from then on; what they recorded stays')
    .argument('<officer>', 'their name, or the beginning of their key, as lethe officers shows it')
    .addOption(
      new Option(
        '--unpublished <decision>',
        'what they recorded and no publication took in: take it in, or leave it out for good',
      ).choices(['take', 'leave']),
    )
    .action(remove);
}

function withRootKey(command: Command): Command {
  return command
    .option('--root-key <file>', 'the root key, if it is not keys/root.age')
    .option('--kit <file>', 'the recovery kit, in place of a root key')
    .addOption(dirOption())
    .option('--json', 'print {"outcome", "root"}');
}

/** As many digits of a key as tell officers apart. */
const KEY_LETTERS = 12;

async function list({ dir, json }: OfficersOptions): Promise<void> {
  const [{ openSession }, { publishedHeads, requireRegister }, { officersOf }, { plainTable }] =
    await Promise.all([
      import('../session.ts'),
      import('../../utils/officer/session.ts'),
      import('../../utils/officer/officers.ts'),
      import('../plain-table.ts'),
    ]);
  const session = await openSession(dir);
  const officers = officersOf(session, await requireRegister(session, await publishedHeads(session)));
  if (json) return printJson(officers);
  const rows = officers.map(({ keyId, name, isSelf, isInForce, objects }) => [
    keyId.slice(0, KEY_LETTERS),
    isSelf ? `${name ?? ''} (you)`.trim() : (name ?? ''),
    isInForce ? 'yes' : 'no more',
    String(objects),
  ]);
  print(plainTable(['KEY', 'NAME', 'MAY PUBLISH', 'RECORDS'], rows));
  if (officers.filter(({ isInForce }) => isInForce).length === 1) {
    print('\nOnly one person can publish. Invite a second: lethe officers invite FILE');
  }
}

async function invite(file: string, { dir, json }: OfficersOptions): Promise<void> {
  const [{ openSession }, { bringSettingsTogether }, { invitationFile }, { pinOf, fingerprintOf }] =
    await Promise.all([
      import('../session.ts'),
      import('../../utils/officer/settle-settings.ts'),
      import('../../utils/officer/invitation.ts'),
      import('../../utils/enrolment/root-pin.ts'),
    ]);
  // Whoever comes starts from the settings that the register has.
  const { session } = await bringSettingsTogether(await openSession(dir), { always: true });
  const { settings } = session.workplace;
  await writeNew(file, invitationFile({ settings, root: session.officer.root }));
  const rootFingerprint = fingerprintOf(await pinOf(session.officer.root));
  if (json) return printJson({ file, rootFingerprint });
  const access =
    settings.store.kind === 's3'
      ? "\nGive them an access key of the store of their own, so that it can be withdrawn by itself. It isn't in the file."
      : '';
  print(`${file} is the invitation: send it to them by any way.${access}
They run:  lethe officers join ${file} DIR --name NAME
and send you the file that it writes. Then:  lethe officers admit NAME.join.json --dir ${dir}`);
}

interface JoinOptions {
  readonly name: string;
  readonly folder?: string;
  readonly json?: true;
}

async function join(file: string, dir: string, options: JoinOptions): Promise<void> {
  const [{ readInvitation }, { joinFolder }] = await Promise.all([
    import('../../utils/officer/invitation.ts'),
    import('../join-folder.ts'),
  ]);
  const read = await readInvitation(await textOf(file));
  if (!read.ok) throw new Failure(`${file}: ${read.said.english}`);
  const { path, requestFile, checkNumber } = await joinFolder(dir, read.invitation, options);
  if (options.json) return printJson({ path, requestFile, checkNumber });
  print(`Your keys are in ${path}. They never leave it.

Send ${requestFile} to the officer who invited you, by any way. Then call them, and read them this number:

  ${checkNumber}

When they have admitted you:  lethe status --dir ${dir}`);
}

async function admit(file: string, options: RootKeyed & { readonly checkNumber?: string }): Promise<void> {
  const [{ readJoin, checkNumberOf }, { admitOfficer }, { holdKeys }] = await Promise.all([
    import('../../utils/officer/join-request.ts'),
    import('../../utils/officer/officers.ts'),
    import('../rotation.ts'),
  ]);
  const read = await readJoin(await textOf(file));
  if (!read.ok) throw new Failure(`${file}: ${read.said.english}`);
  const { request } = read;
  await compare(request.name, await checkNumberOf(request), options.checkNumber);
  const { outcome, standing } = await admitOfficer(await holdKeys(options, true), request);
  const { version, roles } = standing.roots.set.root.signed;
  if (!roles.targets.keyIds.includes(request.key.keyId)) {
    throw new Failure('What an earlier run had begun is finished, and nobody was admitted: run this again.');
  }
  if (options.json) return printJson({ outcome, root: version });
  print(`${request.name} can record and publish. ${await uploadIn(options.dir)}`);
}

/** A file can be changed on its way; what two people say to each other by phone can't. */
async function compare(name: string, number: string, given: string | undefined): Promise<void> {
  const digits = (text: string) => text.replace(/\D/gu, '');
  if (given !== undefined) {
    if (digits(given) === digits(number)) return;
    throw new Failure(
      `The file's number is ${number}, and not the one that ${name} read to you: it was changed on its way. Nobody was admitted.`,
    );
  }
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (!isInteractive()) {
    throw new Failure(
      `Call ${name}, let them read you the number that they see, and give it by --check-number.`,
      'usage',
    );
  }
  process.stderr.write(
    `Call ${name} on a number that you know. They see, and read to you:\n\n  ${number}\n\n`,
  );
  if (/^y(es)?$/iu.test(await askLine('Is it the same? [y/N] '))) return;
  throw new Failure('Nobody was admitted. Ask them to send the file again.');
}

async function remove(
  named: string,
  options: RootKeyed & { readonly unpublished?: Unpublished },
): Promise<void> {
  const [{ removeOfficer }, { UndecidedFailure, standingOf }, { holdKeys, undecided }] = await Promise.all([
    import('../../utils/officer/officers.ts'),
    import('../../utils/officer/exchange-keys.ts'),
    import('../rotation.ts'),
  ]);
  const held = await holdKeys(options, true);
  const { keys, roots } = await standingOf(held);
  const { keyIds } = roots.set.root.signed.roles.targets;
  const nameOf = (keyId: string) => keys.recipients.find(recipient => recipient.keyId === keyId)?.name;
  const isKey = /^[0-9a-f]{6,64}$/u.test(named);
  const found = keyIds.filter(keyId => nameOf(keyId) === named || (isKey && keyId.startsWith(named)));
  const [keyId] = found;
  if (keyId === undefined || found.length > 1) {
    const why = keyId === undefined ? 'No officer is' : `${found.length} officers are`;
    throw new Failure(`${why} called ${named}: lethe officers shows their keys.`);
  }
  const { outcome, standing } = await removeOfficer(held, keyId, options.unpublished).catch(
    (error: unknown) => {
      throw error instanceof UndecidedFailure ? undecided(error) : error;
    },
  );
  const { version, roles } = standing.roots.set.root.signed;
  if (roles.targets.keyIds.includes(keyId)) {
    throw new Failure('What an earlier run had begun is finished, and nobody was removed: run this again.');
  }
  if (options.json) return printJson({ outcome, root: version });
  print(`${nameOf(keyId) ?? keyId.slice(0, KEY_LETTERS)} signs nothing and opens nothing from now on. ${await uploadIn(options.dir)}
Now:
  1. Withdraw their access to the store, or to the folder. With it they could still delete files.
  2. They know the list's key so far: lethe rotate seal --dir ${options.dir}, and enrol colleagues again.
  3. If they had the root key, the recovery kit or the automation's key, replace that too: docs/keys.md.`);
}

async function uploadIn(dir: string): Promise<string> {
  const [{ openFolder }, { uploadStep }] = await Promise.all([
    import('../folder.ts'),
    import('../next-step.ts'),
  ]);
  return uploadStep(await openFolder(dir));
}

async function textOf(file: string): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(file, text, { flag: 'wx', flush: true });
  } catch (error) {
    throw unwritable(file, error);
  }
}
