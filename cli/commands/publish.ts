import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { dirOption } from '../options.ts';

interface PublishOptions {
  readonly dir: string;
  readonly confirmRemoval?: true;
  readonly registerLost?: true;
  readonly progress?: true;
  readonly json?: true;
}

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description(
      'sign and write the list that the register makes: into the bucket, or into "public", to be uploaded afterwards',
    )
    .option('--confirm-removal', 'let more than max(64, 1 %) of the entries leave the list')
    .option('--register-lost', 'go on without the records that are gone from the register; see docs/keys.md')
    .addOption(dirOption())
    .option('--progress', 'say on stderr how far it has come, as in a terminal anyway; not with --json')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Where nothing changed, the list is confirmed as it stands, for another fortnight.
Killed at any moment it leaves the old list or the new one: run it again.

Examples:
  lethe publish --dir acme
  LETHE_PASSPHRASE=… lethe publish --dir acme --json`,
    )
    .action(publish);
}

async function publish(options: PublishOptions): Promise<void> {
  if (options.registerLost && !options.confirmRemoval) {
    throw new Failure(
      `--register-lost publishes a list without everybody whose record is gone: they can be contacted again.
First look for the register in every backup. If it is gone for good, add --confirm-removal.`,
      'usage',
    );
  }
  const [{ openSession }, { publishRegister }, { expiryWarnings }, { uploadStep }, { publishProgress }] =
    await Promise.all([
      import('../session.ts'),
      import('../../utils/officer/publication.ts'),
      import('../expiry.ts'),
      import('../next-step.ts'),
      import('../publish-progress.ts'),
    ]);
  const session = await openSession(options.dir);
  const { root } = session.roots.set;
  // The other roles are renewed by publishing.
  const warnings = expiryWarnings(
    { root: root.signed.expires },
    session.workplace.settings.refreshing,
    Date.now(),
  );
  for (const warning of warnings) warn(warning);
  const isTerminal = process.stderr.isTTY === true;
  const showsProgress = !options.json && (isTerminal || options.progress === true);
  const write = (text: string) => void process.stderr.write(text);
  const progress = publishProgress({ write, isTerminal, now: () => performance.now() });
  const decisions = {
    removalConfirmed: options.confirmRemoval === true,
    registerLost: options.registerLost === true,
  };
  const result = await session.workplace
    .exclusively('lethe publish', () =>
      publishRegister(session, decisions, showsProgress ? progress.onProgress : undefined),
    )
    .finally(progress.end);
  if (!result.ok) {
    const hint =
      result.problem === 'removal'
        ? ' If they are to go, add --confirm-removal.'
        : result.problem === 'register'
          ? ''
          : ' The list published before stays in force.';
    const lead = result.problem === 'register' ? "Nothing was published: the register can't be used. " : '';
    throw new Failure(`${lead}${result.detail}${hint}`);
  }
  if (options.json) {
    const { ok: _, ...facts } = result;
    return printJson({ ...facts, warnings });
  }
  const size = `${counted(result.entries, 'entry', 'entries')} and ${counted(result.domains, 'domain')} (decoys and the canary included)`;
  print(
    result.outcome === 'published'
      ? `Published: ${size}; ${result.touched - result.removed} came or changed, ${result.removed} left. ${uploadStep(session.workplace)}`
      : `Nothing new: confirmed as it stands, ${size}. ${uploadStep(session.workplace)}`,
  );
}
