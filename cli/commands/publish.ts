import type { Command } from 'commander';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface PublishOptions {
  readonly dir: string;
  readonly confirmRemoval?: true;
  readonly json?: true;
}

export function addPublish(program: Command): void {
  program
    .command('publish')
    .description(
      'sign and write the list that the register makes into "public"; upload that folder afterwards',
    )
    .option('--confirm-removal', 'let more than max(64, 1 %) of the entries leave the list')
    .addOption(dirOption())
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
  const [{ openSession }, { whileLocked }, { publishFolder }] = await Promise.all([
    import('../session.ts'),
    import('../lock.ts'),
    import('../publication.ts'),
  ]);
  const session = await openSession(options.dir);
  const result = await whileLocked(session.folder.path, 'lethe publish', () =>
    publishFolder(session, options.confirmRemoval === true),
  );
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
    return printJson(facts);
  }
  const size = `${result.entries} entries and ${result.domains} domains (decoys and the canary included)`;
  print(
    result.outcome === 'published'
      ? `Published: ${size}; ${result.touched - result.removed} came or changed, ${result.removed} left. Upload ${session.folder.path}/public.`
      : `Nothing new: confirmed as it stands, ${size}. Upload ${session.folder.path}/public.`,
  );
}
