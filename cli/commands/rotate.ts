import { type Command, Option } from 'commander';
import type { RotationOutcome, Unpublished } from '../../utils/officer/exchange-keys.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { dirOption } from '../options.ts';

interface RotateOptions {
  readonly dir: string;
  readonly rootKey?: string;
  readonly kit?: string;
  readonly json?: true;
}

export function addRotate(program: Command): void {
  const rotate = program
    .command('rotate')
    .description('replace a key: reps who are enrolled follow by themselves, but for a seal key')
    .addHelpText(
      'after',
      `
root, kit, officer and timestamp need a root key: keys/root.age, --root-key FILE, or the recovery kit by --kit FILE.
Passphrases are asked in the terminal, or read from LETHE_PASSPHRASE and, where set, LETHE_ROOT_PASSPHRASE,
LETHE_RECOVERY_PASSPHRASE, LETHE_TIMESTAMP_PASSPHRASE; a new key's from LETHE_NEW_PASSPHRASE.
Killed at any moment it leaves a list that can be published to. Run the same command again: it finishes.
What is replaced goes to keys/retired. Upload "public" afterwards, where the list is in no bucket. docs/keys.md says which command serves which case.

Examples:
  lethe rotate officer --dir acme --root-key /media/usb/root.age
  lethe rotate officer --dir acme --kit /media/usb/recovery-kit.age
  lethe rotate seal --dir acme`,
    );

  withRootKey(rotate.command('root'))
    .description("a new root key, for another two years; the recovery kit's stays")
    .action(async (options: RotateOptions) => {
      const { replaceRootKey } = await import('../replacements.ts');
      const outcome = await replaceRootKey(options);
      await report(options, outcome, 'Move keys/root.age offline, and destroy every copy of the old one.');
    });

  withRootKey(rotate.command('kit'))
    .description('a new recovery kit: the old one is worth nothing from then on')
    .action(async (options: RotateOptions) => {
      const { replaceKit } = await import('../replacements.ts');
      const outcome = await replaceKit(options);
      await report(
        options,
        outcome,
        `Move keys/recovery-kit.age offline, its passphrase on paper, and destroy every copy of the old one.
If the old one may have been stolen: lethe rotate seal. What it told of keys that never change stays known: docs/keys.md`,
      );
    });

  withRootKey(rotate.command('officer'))
    .description("a new officer's key: the old one signs nothing and opens nothing from then on")
    .addOption(
      new Option(
        '--unpublished <decision>',
        'what the old key recorded and no publication took in: take it in, or leave it out for good',
      ).choices(['take', 'leave']),
    )
    .action(async (options: RotateOptions & { readonly unpublished?: Unpublished }) => {
      const { replaceOfficerKey } = await import('../replacements.ts');
      const outcome = await replaceOfficerKey(options);
      await report(
        options,
        outcome,
        `keys/officer.age opens by its new passphrase.
If the old one may be in somebody else's hands, replace the seal key too, which it opened: lethe rotate seal`,
      );
    });

  withRootKey(rotate.command('timestamp'))
    .description(
      "a new key for the automation that runs lethe refresh: the old one can't confirm the list any more",
    )
    .action(async (options: RotateOptions) => {
      const { replaceTimestampKey } = await import('../replacements.ts');
      const outcome = await replaceTimestampKey(options);
      await report(
        options,
        outcome,
        'Take keys/timestamp.age, and public/ where the list is in no bucket, to the machine that runs lethe refresh.',
      );
    });

  rotate
    .command('seal')
    .description('a new seal key: whoever is not enrolled again, or by policy, reads no later list')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .action(seal);
}

function withRootKey(command: Command): Command {
  return command
    .option('--root-key <file>', 'the root key, if it is not keys/root.age')
    .option('--kit <file>', 'the recovery kit, in place of a root key')
    .addOption(dirOption())
    .option('--json', 'print {"outcome", "root", "rootExpires"}');
}

/** Says what was done and what is left to do. */
export async function report(
  { dir, json }: Pick<RotateOptions, 'dir' | 'json'>,
  { outcome, standing }: RotationOutcome,
  next: string,
): Promise<void> {
  const { version, expires } = standing.roots.set.root.signed;
  const rootExpires = new Date(expires).toISOString();
  if (json) return printJson({ outcome, root: version, rootExpires });
  const [{ openFolder }, { uploadStep }] = await Promise.all([
    import('../folder.ts'),
    import('../next-step.ts'),
  ]);
  if (outcome === 'finished') print('Finished what an earlier run had begun, and replaced nothing else.');
  print(`Root ${version} is in force until ${rootExpires}. ${uploadStep(await openFolder(dir))}\n${next}`);
}

async function seal({ dir, json }: Pick<RotateOptions, 'dir' | 'json'>): Promise<void> {
  const { replaceSealKey } = await import('../replacements.ts');
  const { sealEpoch, fresh, published } = await replaceSealKey(dir);
  if (!published.ok) {
    throw new Failure(
      `Key ${sealEpoch} is made, and the list is still sealed with the one before. ${published.detail} When that is mended: lethe publish`,
    );
  }
  if (json) return printJson({ outcome: fresh ? 'rotated' : 'finished', sealEpoch });
  const [{ openFolder }, { uploadStep }] = await Promise.all([
    import('../folder.ts'),
    import('../next-step.ts'),
  ]);
  if (!fresh) warn('an earlier run had made this key already.');
  print(`The list is sealed with key ${sealEpoch}. ${uploadStep(await openFolder(dir))}
Colleagues keep the list that they have, and their browsers ask for a new enrolment: give each who is to go on the new
code (lethe enrol --dir ${dir}), or roll it out by policy. Who doesn't get it learns of nobody who is added from now on.`);
}
