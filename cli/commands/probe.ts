import type { Command } from 'commander';
import { inEnglish } from '../../utils/sentence.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface ProbeOptions {
  readonly dir: string;
  readonly json?: true;
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
  const [{ openFolder }, { probePlace }] = await Promise.all([
    import('../folder.ts'),
    import('../../utils/officer/probe-place.ts'),
  ]);
  const folder = await openFolder(options.dir);
  const { store, repository } = folder.settings;
  const probed = await probePlace(folder, (address, init) => fetch(address, init), 'chosen');
  const { findings } = probed;
  const publishers =
    store.kind === 'folder'
      ? 'one machine'
      : probed.takesManyPublishers
        ? 'several machines at once (the store compares before it writes)'
        : 'one machine alone, since the store writes over what another wrote at the same moment';
  const settings = probed.settings.map(({ host, where, text }) => ({
    host: inEnglish(host),
    where: inEnglish(where),
    text,
  }));
  const broken = findings.some(({ breaks }) => breaks);
  if (options.json) {
    const found = findings.map(({ problem, breaks, said }) => ({ problem, breaks, detail: said.english }));
    printJson({ publishers, findings: found, settings });
  } else {
    print(`Publishing: ${publishers}.`);
    for (const { breaks, said } of findings) {
      print(`${breaks ? 'MUST' : 'Should'} be mended: ${said.english}`);
    }
    for (const { host, where, text } of settings) print(`\nFor ${host} (${where}):\n${text}`);
    if (!broken) print(`Reps can read the list from ${repository}`);
  }
  if (repository === null) {
    throw new Failure(
      'Name the address as "repository" in lethe.json, such as "https://lists.acme.example/", and probe again.',
    );
  }
  if (broken) throw new Failure("Something must be set first: it's said above.");
}
