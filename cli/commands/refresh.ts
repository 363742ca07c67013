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
keys/timestamp.age, state/ and public/; where the list is in a bucket, a key of the store that may read, write and list
there in place of public/. An officer must publish at least every 35 days.

Everything is verified as a client would, and never below what was seen before. Exit code 0: confirmed, with what
falls due soon on stderr and among "warnings". Exit code 1: not confirmed, and why; reps see the list as stale when
the last confirmation runs out.

Example:
  LETHE_TIMESTAMP_PASSPHRASE=… lethe refresh --dir acme
  LETHE_TIMESTAMP_PASSPHRASE=… lethe refresh --dir acme --json`,
    )
    .action(refresh);
}

async function refresh(options: RefreshOptions): Promise<void> {
  const [
    { unlockKeyFile },
    { settleKeyFiles },
    { openFolder },
    { LAYOUT },
    { refresh: confirm },
    { lifetimes, timestampLifetime },
    { expiryWarnings },
    { hex },
    { uploadStep },
  ] = await Promise.all([
    import('../unlock.ts'),
    import('../../utils/officer/unlock.ts'),
    import('../folder.ts'),
    import('../layout.ts'),
    import('../../utils/publish/refresh.ts'),
    import('../../utils/publish/lifetimes.ts'),
    import('../expiry.ts'),
    import('@scure/base'),
    import('../next-step.ts'),
  ]);
  const folder = await openFolder(options.dir);
  await settleKeyFiles(folder);
  const keys = await unlockKeyFile(folder, LAYOUT.timestamp, 'timestamp', {
    what: 'timestamp key',
    variables: ['LETHE_TIMESTAMP_PASSPHRASE', 'LETHE_PASSPHRASE'],
  });
  const { refreshing, listId } = folder.settings;
  const now = Date.now();
  const result = await folder.exclusively('lethe refresh', () =>
    confirm({
      access: {
        store: folder.repository,
        seen: folder.seen,
        trustedRoot: keys.root,
        listId: new Uint8Array(hex.decode(listId)),
      },
      signer: keys.signingKey,
      lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
      now,
    }),
  );
  if (!result.ok) throw new Failure(`Not confirmed. ${result.detail}`);
  const { timestamp, ...others } = result.expires;
  const warnings = expiryWarnings(others, refreshing, now);
  for (const warning of warnings) warn(warning);
  const confirmedUntil = new Date(timestamp).toISOString();
  if (options.json) {
    return printJson({
      confirmedUntil,
      officerDue: new Date(Math.min(others.targets, others.snapshot)).toISOString(),
      rootExpires: new Date(others.root).toISOString(),
      versions: result.versions,
      warnings,
    });
  }
  print(`Confirmed until ${confirmedUntil}. ${uploadStep(folder, 'public/metadata/timestamp.json')}`);
}
