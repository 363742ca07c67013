import type { Command } from 'commander';
import type { BucketSettings } from '../../utils/publish/store-settings.ts';
import { Failure, print, printJson } from '../failure.ts';
import type { Folder } from '../folder.ts';
import { dirOption } from '../options.ts';

interface ProbeOptions {
  readonly dir: string;
  readonly json?: true;
}

/** What is to be said of one thing that was looked at. */
interface Finding {
  readonly problem: string;
  /** Reps can't read the list, or what is private isn't. */
  readonly breaks: boolean;
  readonly detail: string;
}

export function addProbe(program: Command): void {
  program
    .command('probe')
    .description(
      'try the store and the address that reps read, and say what IT must set there; needs no passphrase',
    )
    .addOption(dirOption())
    .option('--json', 'print {"publishers", "findings", "settings"}')
    .addHelpText(
      'after',
      `
A bucket is written to, read and tidied up again; register and org.age are asked for as a stranger would. The address is
read as a browser's extension reads it. Exit code 0: reps can read, and nobody else can read what is private. Exit code
1: something must be set first; it is printed ready to copy.

Example:
  lethe probe --dir acme`,
    )
    .action(probe);
}

async function probe(options: ProbeOptions): Promise<void> {
  const [{ openFolder }, { probePublicAddress }] = await Promise.all([
    import('../folder.ts'),
    import('../../utils/publish/probe-public-address.ts'),
  ]);
  const folder = await openFolder(options.dir);
  const { store, repository } = folder.settings;
  const { publishers, findings: found } =
    store.kind === 's3' ? await probeBuckets(folder, store) : { publishers: 'one machine', findings: [] };
  const findings = [...found];
  let settings: readonly { readonly host: string; readonly where: string; readonly text: string }[] = [];
  if (repository === null) {
    const detail =
      'lethe.json names no "repository", the address from which reps read: it wasn\'t looked at.';
    findings.push({ problem: 'no-address', breaks: true, detail });
  } else {
    const url = repository.endsWith('/') ? repository : `${repository}/`;
    const probed = await probePublicAddress({
      url,
      store: folder.repository,
      atOnce: store.kind === 's3',
      fetch: (address, init) => fetch(address, init),
    });
    findings.push(...probed.findings);
    settings = probed.settings.map(({ host, where, text }) => ({ host, where, text }));
  }
  const broken = findings.some(({ breaks }) => breaks);
  if (options.json) printJson({ publishers, findings, settings });
  else {
    print(`Publishing: ${publishers}.`);
    for (const { breaks, detail } of findings) print(`${breaks ? 'MUST' : 'Should'} be mended: ${detail}`);
    for (const { host, where, text } of settings) print(`\nFor ${host} (${where}):\n${text}`);
    if (!broken) print(`Reps can read the list from ${repository}`);
  }
  if (broken) throw new Failure("Something must be set first: it's said above.");
}

async function probeBuckets(
  { repository, register, settings }: Folder,
  store: BucketSettings,
): Promise<{ readonly publishers: string; readonly findings: readonly Finding[] }> {
  const [{ probeStore, takesManyPublishers }, { publicAddressesOf }, { privateLocation }, { anonymousUrl }] =
    await Promise.all([
      import('../../utils/publish/probe-store.ts'),
      import('../../utils/publish/probe-private-store.ts'),
      import('../../utils/publish/store-settings.ts'),
      import('../../utils/publish/s3-location.ts'),
    ]);
  const probes = [await probeStore(repository), await probeStore(register)];
  const findings: Finding[] = [];
  if (!probes.every(({ consistent }) => consistent)) {
    const detail =
      "the store doesn't show at once what was written to it, so a publication could undo another: take another store.";
    findings.push({ problem: 'inconsistent', breaks: true, detail });
  }
  const kept = privateLocation(store);
  const open = await publicAddressesOf(
    register,
    path => [
      anonymousUrl(kept, path),
      ...(settings.repository === null ? [] : [new URL(`/${kept.prefix}${path}`, settings.repository).href]),
    ],
    (address, init) => fetch(address, init),
  );
  for (const address of open) {
    const detail = `anybody can read what is private, such as ${address}: bucket ${kept.bucket} holds register and org.age. Withdraw public access from it.`;
    findings.push({ problem: 'private-readable', breaks: true, detail });
  }
  const publishers = probes.every(takesManyPublishers)
    ? 'several machines at once (the store compares before it writes)'
    : 'one machine alone, since the store writes over what another wrote at the same moment';
  return { publishers, findings };
}
