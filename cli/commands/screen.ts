import { type Command, Option } from 'commander';
import { counted } from '../../utils/counted.ts';
import type { Scope } from '../../utils/lookup/verdict.ts';
import { SCOPES } from '../../utils/register/basis.ts';
import type { LookUp } from '../../utils/screen/finding.ts';
import type { ScreenedList, ScreenReport } from '../../utils/screen/report.ts';
import type { ScreenCounts, ScreenRow } from '../../utils/screen/screen.ts';
import { Failure, printJson, warn } from '../failure.ts';
import { collect, dirOption } from '../options.ts';
import type { ScreenInput } from '../screen-input.ts';
import type { Output } from '../screened-output.ts';
import type { OpenedList } from '../screening-list.ts';

interface ScreenOptions {
  readonly dir: string;
  readonly enrolment?: string;
  readonly state?: string;
  readonly out?: string;
  readonly column: readonly string[];
  readonly idColumn?: string;
  readonly scope: Scope;
  readonly report?: string;
  readonly allowStale?: true;
  readonly json?: true;
}

export function addScreen(program: Command): void {
  program
    .command('screen')
    .description('leave out of a file every row that names somebody on the published list')
    .argument(
      '<file>',
      'CSV in any usual encoding; JSON Lines if its name ends in .jsonl, or as - from standard input',
    )
    .option('--out <file>', 'where the other rows go (default: standard output)')
    .option(
      '--column <name>',
      'heading or number of a column, key of a JSON record, that people are named in; may be repeated (default: all that hold addresses, phone numbers or LinkedIn profiles)',
      collect,
      [],
    )
    .option(
      '--id-column <name>',
      'write in place of the rows the ids of those that are listed, one a line: from this column or key',
    )
    .addOption(
      new Option(
        '--scope <scope>',
        'what the file is for: marketing, and everybody who is listed is left out; all, and only who must not be contacted at all',
      )
        .choices(SCOPES)
        .default('marketing'),
    )
    .option('--report <file>', 'write what was counted as JSON; it holds no address')
    .addOption(dirOption())
    .option(
      '--enrolment <file>',
      'in place of --dir: fetch the list as a browser does, by this enrolment file or code',
    )
    .option(
      '--state <file>',
      'with --enrolment: keep here what was fetched, so that an older list is refused',
    )
    .option('--allow-stale', 'go on with a list that nobody confirms any more')
    .option('--json', 'print the report as JSON; needs --out')
    .addHelpText(
      'after',
      `
Kept rows go out byte for byte as they came in: quotation marks, separators, line ends, encoding and byte-order mark. A row
is left out if any of its columns names somebody listed. Rows that hold nothing readable are kept, and counted as not
checked. Whoever is kept isn't on this list, which says nothing of other grounds.

What was counted stands on standard error; no address does, in neither place. The file that is read is never written to,
and --out appears whole or not at all.

On standard output rows come as they are looked up: they are all there when the exit code is 0.

Exit codes: 0 done, whether rows were left out or not; 1 failed; 2 wrong usage; 3 the list can't be relied on (expired, not
to be had, or without its canary), and nothing was written.

Examples:
  lethe screen contacts.csv --out contacts-screened.csv --dir acme
  lethe screen contacts.csv --enrolment acme.lethe --state screen.state --out screened.csv --report screened.json
  lethe screen contacts.csv --id-column "Record ID" --out listed-ids.txt --dir acme
  lethe screen - --column email --id-column id --dir acme < contacts.jsonl`,
    )
    .action(screenFile);
}

async function screenFile(file: string, options: ScreenOptions): Promise<void> {
  const input = file === '-' ? undefined : file;
  await refuseWrongUse(input, options);
  const opened = await openList(options);
  requireFresh(opened, options);
  const [{ startHashingThreads }, { listLookUp }] = await Promise.all([
    import('../hashing.ts'),
    import('../../utils/screen/list-lookup.ts'),
  ]);
  const threads = startHashingThreads();
  try {
    const lookUp = await listLookUp(
      opened.list,
      threads,
      () => new Promise(resolve => setImmediate(resolve)),
    );
    if (lookUp === undefined) {
      throw new Failure("The list doesn't know its canary: it would call everybody clear.", 'list');
    }
    await screenWith(lookUp, opened.facts, file, options);
  } finally {
    await threads.end();
  }
}

async function screenWith(
  lookUp: LookUp,
  list: ScreenedList,
  file: string,
  options: ScreenOptions,
): Promise<void> {
  const [
    { screen },
    { fileOutput, standardOutput },
    { encodeText },
    { explained, openScreenInput },
    { screenWords },
  ] = await Promise.all([
    import('../../utils/screen/screen.ts'),
    import('../screened-output.ts'),
    import('../../utils/register/suppression-file/encoding.ts'),
    import('../screen-input.ts'),
    import('../screen-words.ts'),
  ]);
  const input = file === '-' ? undefined : file;
  const source = await openScreenInput(file, { columns: options.column, idColumn: options.idColumn ?? null });
  const screening = screen(source.rows, { lookUp, scope: options.scope });
  const output = options.out === undefined ? standardOutput() : await fileOutput(options.out, input);
  try {
    await writeScreened(output, source, screening.batches, options, text =>
      encodeText(text, source.encoding),
    );
    const report = reportOf(source, screening.counts(), list, options);
    // First, so that no file goes out whose report couldn't be written.
    if (options.report !== undefined) await writeReport(options.report, report);
    await output.finish();
    if (options.json) printJson(report);
    else process.stderr.write(`${screenWords(file, report, options.idColumn !== undefined)}\n`);
  } catch (error) {
    await output.discard();
    throw await explained(file, error);
  }
}

async function refuseWrongUse(input: string | undefined, options: ScreenOptions): Promise<void> {
  if (options.json && options.out === undefined) {
    throw new Failure(
      '--json prints the report where the rows would go: add --out, or take --report.',
      'usage',
    );
  }
  if (options.state !== undefined && options.enrolment === undefined) {
    throw new Failure('--state belongs to --enrolment.', 'usage');
  }
  const { refuseSameFiles } = await import('../screened-output.ts');
  const { requireReadable, requireWritable } = await import('../disk-problem.ts');
  const given = (paths: readonly (string | undefined)[]) => paths.filter(path => path !== undefined);
  await refuseSameFiles(
    given([input, options.enrolment]),
    given([options.out, options.report, options.state]),
  );
  if (options.report !== undefined) await requireWritable(options.report);
  if (input === undefined) return;
  await requireReadable(input);
}

async function openList(options: ScreenOptions): Promise<OpenedList> {
  const { listOfEnrolment, listOfFolder } = await import('../screening-list.ts');
  return options.enrolment === undefined
    ? listOfFolder(options.dir)
    : listOfEnrolment(options.enrolment, options.state);
}

function requireFresh({ staleness, facts }: OpenedList, options: ScreenOptions): void {
  if (staleness === null) return;
  const what = `The list of ${facts.organisation} was last confirmed on ${facts.confirmedAt}, and ${staleness}`;
  if (options.allowStale) {
    warn(`${what}. Whoever was added since isn't known.`);
    return;
  }
  throw new Failure(
    `${what}. Nothing was screened. By --allow-stale it can be all the same, without whoever was added since.`,
    'list',
  );
}

async function writeScreened(
  output: Output,
  source: ScreenInput,
  batches: AsyncIterable<readonly { readonly row: ScreenRow; readonly isLeftOut: boolean }[]>,
  options: ScreenOptions,
  encode: (text: string) => Uint8Array,
): Promise<void> {
  const showsProgress = process.stderr.isTTY === true && options.json !== true;
  const wantsIds = options.idColumn !== undefined;
  if (!wantsIds && source.heading !== '') await output.write(encode(source.heading));
  let done = 0;
  for await (const batch of batches) {
    const text = batch
      .filter(({ isLeftOut }) => isLeftOut === wantsIds)
      .map(({ row }) => (wantsIds ? idOf(row) : row.raw))
      .join('');
    if (text !== '') await output.write(wantsIds ? new TextEncoder().encode(text) : encode(text));
    done += batch.length;
    if (showsProgress) process.stderr.write(`\r${counted(done, 'row')}`);
  }
  if (showsProgress) process.stderr.write('\r');
}

function idOf({ id, line }: ScreenRow): string {
  if (id === null || id === '' || /[\r\n]/.test(id)) {
    throw new Failure(`Line ${line} names somebody listed and has no id that fits on a line.`);
  }
  if (/[@＠﹫]/u.test(id)) {
    throw new Failure(
      `Line ${line} has an address for its id: --id-column is for ids that tell nobody who is listed.`,
    );
  }
  return `${id}\n`;
}

function reportOf(
  { columns, encoding, sha256 }: ScreenInput,
  counts: ScreenCounts,
  list: ScreenedList,
  { scope }: ScreenOptions,
): ScreenReport {
  const screenedAt = new Date().toISOString();
  return { format: 1, screenedAt, scope, sha256: sha256(), columns, encoding, ...counts, list };
}

async function writeReport(path: string, report: ScreenReport): Promise<void> {
  const { replaceFile } = await import('../folder.ts');
  await replaceFile(path, `${JSON.stringify(report, null, 2)}\n`);
}
