import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { OpenedImport, OpenImport } from '../../utils/officer/import-file.ts';
import type { ImportPreview } from '../../utils/officer/import-preview.ts';
import type { Session } from '../../utils/officer/session.ts';
import { BASES, type Basis, defaultScope, isBasis } from '../../utils/register/basis.ts';
import { columnChoices } from '../column-choices.ts';
import { requireReadable } from '../disk-problem.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { basisOption, dirOption, scopeOption } from '../options.ts';

interface ImportOptions {
  readonly dir: string;
  readonly reference?: string;
  readonly basis?: Basis;
  readonly scope?: Scope;
  readonly column?: string;
  readonly dryRun?: true;
  readonly strict?: true;
  readonly yes?: true;
  readonly json?: true;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('record every address of a suppression list that another system exported; only adds')
    .argument('<file.csv>', 'CSV in any usual encoding, or one address a line')
    .option('--reference <reference>', 'a number for this import; never an address')
    .addOption(basisOption())
    .addOption(scopeOption())
    .option('--column <heading>', 'heading or number of the column that holds the addresses')
    .option('--dry-run', 'show what would be recorded, and record nothing')
    .option('--strict', 'record nothing if any row holds no valid address')
    .option('--yes', 'do not ask after the preview')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Rows without a valid address are named by line on stderr; all others are recorded, and the exit code is 0. By --strict
it is 1 then, and nothing is recorded. Interrupted, it can be run again: what was recorded is skipped.

Examples:
  lethe import unsubscribed.csv --reference IMPORT-2026-1 --basis objection
  lethe import old-crm.csv --column "E-mail 2" --reference IMPORT-2026-2 --basis erasure --dry-run`,
    )
    .action(importFile);
}

const NAMED_LINES = 20;
/** `--json` names more: enough to mend a file by, and no more than fits into a page of a log. */
const NAMED_LINES_JSON = 1000;

async function importFile(file: string, options: ImportOptions): Promise<void> {
  await requireReadable(file);
  const [{ openImportFile }, { requireReference }, { openFolder }] = await Promise.all([
    import('../../utils/officer/import-file.ts'),
    import('../refusals.ts'),
    import('../folder.ts'),
  ]);
  const { settings } = await openFolder(options.dir);
  const reference = requireReference(
    options.reference ?? (await ask('Reference of this import: ', '--reference')),
    settings.referencePattern,
  );
  const basis = options.basis ?? basisOf(await ask(`Basis (${BASES.join(', ')}): `, '--basis'));
  const scope = options.scope ?? defaultScope(basis);
  const open = () => createReadStream(file);
  const opened = await openImportFile(open, options.column);
  if (!opened.ok) throw new Failure(columnProblem(file, opened));

  const [{ openSession }, { previewImport }] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/import-preview.ts'),
  ]);
  const session = await openSession(options.dir);
  const preview = await previewImport(session, opened, scope);
  await tell(file, preview, options);
  if (options.strict && preview.invalid.count > 0) {
    throw new Failure(
      `${counted(preview.invalid.count, 'row holds', 'rows hold')} no valid address; by --strict nothing was recorded.`,
    );
  }
  const record = options.dryRun !== true && (await confirms(preview, options));
  const added = record ? await recordAll(session, preview, { reference, basis }, open, options) : 0;
  if (options.json) {
    const { fresh, already, duplicates, invalid, column, otherColumns, encoding, sha256 } = preview;
    const invalidRows = await namedRows(preview, NAMED_LINES_JSON);
    const counts = { added, new: fresh, already, duplicates, invalid: invalid.count, invalidRows };
    return printJson({ ...counts, column, otherColumns, encoding, sha256, scope });
  }
  if (!record) return print('Nothing was recorded.');
  print(`${added} recorded under ${reference}, scope ${scope}. Reps learn it with: lethe publish
Now delete this file, wherever copies of it lie: ${file}
Only its SHA-256 is kept, ${preview.sha256}.`);
}

async function ask(question: string, option: string): Promise<string> {
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (!isInteractive())
    throw new Failure(
      `${option} is missing, and there is no terminal to ask in: see lethe import --help.`,
      'usage',
    );
  return askLine(question);
}

function basisOf(text: string): Basis {
  if (isBasis(text)) return text;
  throw new Failure(`"${text}" is no basis: take one of ${BASES.join(', ')}.`, 'usage');
}

function columnProblem(file: string, found: Extract<OpenedImport, { ok: false }>): string {
  if (found.problem === 'spreadsheet') {
    return `${file} is no CSV but a spreadsheet or another archive: save it as CSV, and import that.`;
  }
  const choices = columnChoices(found.choices);
  switch (found.problem) {
    case 'empty':
      return `${file} is empty.`;
    case 'no-addresses':
      return `No column of ${file} holds mail addresses (columns: ${choices}). Is it the right file? Telephone numbers and profiles are recorded by lethe add.`;
    case 'ambiguous':
      return `Several columns of ${file} hold mail addresses: ${choices}. Name one by --column.`;
    case 'no-such-column':
      return `${file} has no such column. It has: ${choices}.`;
  }
}

/** The first of the rows that aren't recorded, each with what is wrong in words. */
async function namedRows({ invalid }: ImportPreview, most: number) {
  const { reasonOfRow } = await import('../refusals.ts');
  return [...invalid.named(most)].map(({ line, reason }) => ({ line, reason: reasonOfRow(reason) }));
}

async function tell(file: string, preview: ImportPreview, options: ImportOptions): Promise<void> {
  const { column, otherColumns, encoding, fresh, already, duplicates, invalid, roles } = preview;
  const where = column.heading === null ? `column ${column.index + 1}` : `column "${column.heading}"`;
  for (const { line, reason } of await namedRows(preview, options.json ? 0 : NAMED_LINES)) {
    process.stderr.write(`${file}, line ${line}: ${reason}; not recorded.\n`);
  }
  if (!options.json && invalid.count > NAMED_LINES) {
    process.stderr.write(
      `… and ${counted(invalid.count - NAMED_LINES, 'row')} more; --json names the first ${NAMED_LINES_JSON}.\n`,
    );
  }
  if (invalid.count > fresh + already + duplicates) {
    warn(
      `more rows without a valid address than with one: is ${where} the right one? Else name it by --column.`,
    );
  }
  if (otherColumns.length > 0) {
    const others = columnChoices(otherColumns);
    warn(
      `there are addresses in ${others}, too, which were left alone. Where they are the same people's, import the file once more with --column.`,
    );
  }
  if (roles > 0)
    warn(`${counted(roles, 'address names', 'addresses name')} a role (info@, sales@), not a person.`);
  if (options.json) return;
  print(
    `${file} (${encoding}, ${where}): ${fresh} new, ${already} already listed, ${invalid.count} invalid, ${counted(duplicates, 'duplicate')}.`,
  );
}

async function confirms({ fresh }: ImportPreview, options: ImportOptions): Promise<boolean> {
  if (fresh === 0) return false;
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (options.yes || options.json || !isInteractive()) return true;
  return /^y(es)?$/i.test(await askLine(`Record these ${fresh}? [y/N] `));
}

/** @returns how many were recorded */
async function recordAll(
  session: Session,
  preview: ImportPreview,
  { reference, basis }: { readonly reference: string; readonly basis: Basis },
  open: OpenImport,
  options: ImportOptions,
): Promise<number> {
  const [{ runImport }, { startHashingThreads }] = await Promise.all([
    import('../../utils/officer/run-import.ts'),
    import('../hashing.ts'),
  ]);
  const showsProgress = process.stderr.isTTY === true && options.json !== true;
  const threads = startHashingThreads();
  try {
    const { recorded } = await runImport(session, {
      open,
      wanted: options.column,
      preview,
      ground: { basis, reference, recordedAt: Date.now(), wording: null, reviewAt: null },
      purpose: 'lethe import',
      hashing: threads,
      onHashed: count => {
        if (showsProgress) process.stderr.write(`\r${count} of ${preview.fresh}`);
      },
    });
    if (showsProgress) process.stderr.write('\n');
    return recorded;
  } finally {
    await threads.end();
  }
}
