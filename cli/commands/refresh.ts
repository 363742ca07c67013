import type { Command } from 'commander';
import { Failure, print, printJson, warn } from '../failure.ts';
import { dirOption } from '../options.ts';

interface RefreshOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addRefresh(program: Command): void {
  program
    .command('refresh')
    .description(
      'confirm the published list as it stands, with the timestamp key alone: for a daily cron job',
    )
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The passphrase is read from LETHE_TIMESTAMP_PASSPHRASE or LETHE_PASSPHRASE. The machine needs only lethe.json,
keys/timestamp.age, public/ and state/. An officer must publish at least every 35 days.

Example:
  LETHE_TIMESTAMP_PASSPHRASE=… lethe refresh --dir acme`,
    )
    .action(refresh);
}

async function refresh(options: RefreshOptions): Promise<void> {
  const [
    session,
    { LAYOUT, openFolder, repositoryStoreOf, seenIn },
    { whileLocked },
    repository,
    commit,
    times,
  ] = await Promise.all([
    import('../session.ts'),
    import('../folder.ts'),
    import('../lock.ts'),
    import('../../utils/publish/repository.ts'),
    import('../../utils/publish/commit.ts'),
    import('../../utils/publish/lifetimes.ts'),
  ]);
  const folder = await openFolder(options.dir);
  const keys = await session.unlockKeyFile(folder, LAYOUT.timestamp, 'timestamp', {
    what: 'timestamp key',
    variables: ['LETHE_TIMESTAMP_PASSPHRASE', 'LETHE_PASSPHRASE'],
  });
  const access = { store: repositoryStoreOf(folder.path), seen: seenIn(folder.path), trustedRoot: keys.root };
  const now = Date.now();
  const lifetimes = { ...times.lifetimes, timestamp: times.timestampLifetime(folder.settings.refreshing) };
  const set = await whileLocked(folder.path, 'lethe refresh', async () => {
    const roots = await repository.verifyRoots(access);
    if (!roots.ok) throw new Failure(roots.detail);
    if (!roots.value.set.root.signed.roles.timestamp.keyIds.includes(keys.signingKey.key.keyId)) {
      throw new Failure(`${LAYOUT.timestamp} may not sign timestamps any more: the root doesn't name it.`);
    }
    const metadata = await repository.verifyMetadata(access, roots.value);
    if (!metadata.ok) throw new Failure(metadata.detail);
    if (!metadata.value) throw new Failure('Nothing was published yet: lethe publish');
    const signer = keys.signingKey;
    const renewed = await commit.renewTimestamp({ access, metadata: metadata.value, signer, lifetimes, now });
    if (renewed === 'conflict') throw new Failure('Somebody else published at the same time: try again.');
    return metadata.value.set;
  });
  const until = new Date(now + lifetimes.timestamp).toISOString();
  const officerDue = Math.min(set.targets.signed.expires, set.snapshot.signed.expires);
  if (times.isDue(officerDue, lifetimes.targets, now)) {
    warn(
      `an officer must publish before ${new Date(officerDue).toISOString()}, or reps see the list as stale.`,
    );
  }
  if (options.json)
    return printJson({ confirmedUntil: until, officerDue: new Date(officerDue).toISOString() });
  print(`Confirmed until ${until}. Upload ${folder.path}/public/metadata/timestamp.json.`);
}
