import { type Command, Option } from 'commander';
import type { Unpublished } from '../../utils/officer/exchange-keys.ts';
import { print, printJson, warn } from '../failure.ts';
import { checkedUrl } from '../init-answers.ts';
import { dirOption } from '../options.ts';
import { type StoreOptions, storeSettingsOf, withStoreOptions } from '../store-options.ts';

interface RecoverOptions extends StoreOptions {
  readonly dir: string;
  readonly kit: string;
  readonly repositoryUrl?: string;
  readonly unpublished?: Unpublished;
  readonly officer?: string;
  readonly json?: true;
}

export function addRecover(program: Command): void {
  withStoreOptions(program.command('recover'))
    .description('go on with the same list by the recovery kit alone, when every officer key is gone')
    .requiredOption('--kit <file>', 'the recovery kit')
    .option('--repository-url <url>', 'where reps read the list, if lethe.json is gone too')
    .option('--officer <name>', 'your own name, as other officers and the audit show it')
    .addOption(
      new Option(
        '--unpublished <decision>',
        'what former officers recorded and no publication took in: take it in, or leave it out for good',
      ).choices(['take', 'leave']),
    )
    .addOption(dirOption())
    .option('--json', 'print {"outcome", "root", "rootExpires", "published", "restored"}')
    .addHelpText(
      'after',
      `
Put into the folder what is left: "public" as it stands on the host, "register" and org.age from a backup, and
lethe.json if there is one. Where all that is in a bucket, lethe.json is enough, or if that is gone, --s3-…; what
officers share of it comes back out of the register. New keys for officer, root and automation take the place of all that were before; the kit
stays as it is. Colleagues' browsers follow by themselves.
Passphrases are asked in the terminal, or read from LETHE_RECOVERY_PASSPHRASE, LETHE_NEW_PASSPHRASE, LETHE_PASSPHRASE.
Killed at any moment: run it again.

Example:
  lethe recover --kit /media/usb/recovery-kit.age --dir acme`,
    )
    .action(recoverCommand);
}

async function recoverCommand(options: RecoverOptions): Promise<void> {
  const repository = options.repositoryUrl === undefined ? null : checkedUrl(options.repositoryUrl);
  const { recover } = await import('../recover.ts');
  const [{ uploadStep }, store] = [await import('../next-step.ts'), storeSettingsOf(options)];
  const { outcome, standing, published, restored, folder } = await recover({ ...options, repository, store });
  const { version, expires } = standing.roots.set.root.signed;
  const rootExpires = new Date(expires).toISOString();
  if (published?.ok === false) {
    warn(
      `nothing new could be published. ${published.detail}
The list that reps have goes on protecting, and is confirmed as it stands. Restore "register" from a backup, then:
lethe publish. If it is gone for good: docs/keys.md.`,
    );
  }
  if (options.json) {
    return printJson({ outcome, root: version, rootExpires, published: published?.ok ?? false, restored });
  }
  if (restored !== null) {
    print(
      restored.length === 0
        ? 'lethe.json was made anew: the register says of the settings what reps are told.'
        : `lethe.json was made anew; out of the register came back: ${restored.join(', ')}.`,
    );
  }
  if (outcome === 'finished') print('Finished what an earlier run had begun.');
  print(`The list goes on. Root ${version} is in force until ${rootExpires}; no former key counts any more.
Now:
  1. ${uploadStep(folder)}
  2. Move keys/root.age offline, and put the recovery kit back where it was.
  3. If former keys may be in somebody else's hands: lethe rotate seal.`);
}
