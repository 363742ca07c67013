import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { Session } from '../../utils/officer/session.ts';
import { BASES, type Basis, defaultScope, isBasis } from '../../utils/register/basis.ts';
import type { Digested } from '../../utils/register/identify.ts';
import type { SuppressionFile } from '../../utils/register/suppression-file/suppression-file.ts';
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
Rows without a valid address are named by line on stderr; all others are recorded. Interrupted, it can be run
again: what was recorded is skipped.

Examples:
  lethe import unsubscribed.csv --reference IMPORT-2026-1 --basis objection
  lethe import old-crm.csv --column "E-mail 2" --reference IMPORT-2026-2 --basis erasure --dry-run`,
    )
    .action(importFile);
}

interface Preview {
  readonly fresh: readonly Digested[];
  readonly already: number;
  readonly duplicates: number;
  readonly invalid: number;
  /** The first of the invalid rows. */
  readonly named: readonly InvalidRow[];
  readonly roles: number;
}

interface InvalidRow {
  readonly line: number;
  readonly reason: string;
}

/**
 * How many are hashed before they are written: what an interruption costs at most, some seconds at first and a minute
 * on two cores later. To write means to read the whole register, so a large import writes seldom.
 */
const FIRST_CHUNK = 250;
const LARGEST_CHUNK = 8000;
const NAMED_LINES = 20;
/** `--json` names more: enough to mend a file by, and no more than fits into a page of a log. */
const NAMED_LINES_JSON = 1000;

async function importFile(file: string, options: ImportOptions): Promise<void> {
  await access(file).catch(() => {
    throw new Failure(`${file} can't be read: is it there?`);
  });
  const [{ openSuppressionFile }, { requireReference }, { openFolder }] = await Promise.all([
    import('../../utils/register/suppression-file/suppression-file.ts'),
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
  const hash = createHash('sha256');
  const opened = await openSuppressionFile(bytesOf(file, hash), options.column);
  if (!opened.ok) throw new Failure(columnProblem(file, opened));

  const { openSession } = await import('../session.ts');
  const session = await openSession(options.dir);
  const preview = await previewOf(session, opened, scope);
  const evidenceSha256 = hash.digest('hex');
  tell(file, opened, preview, options);
  if (options.strict && preview.invalid > 0) {
    throw new Failure(`${preview.invalid} rows hold no valid address; by --strict nothing was recorded.`);
  }
  const record = options.dryRun !== true && (await confirms(preview, options));
  if (record) {
    const ground = {
      scope,
      basis,
      reference,
      recordedAt: Date.now(),
      evidence: { sha256: evidenceSha256, sentAt: null, channel: null },
      wording: null,
      reviewAt: null,
    };
    await recordAll(session, preview.fresh, ground, options);
  }
  const added = record ? preview.fresh.length : 0;
  if (options.json) {
    const { already, duplicates, invalid, named } = preview;
    const counts = { added, new: preview.fresh.length, already, duplicates, invalid, invalidRows: named };
    return printJson({
      ...counts,
      column: opened.column,
      encoding: opened.encoding,
      sha256: evidenceSha256,
      scope,
    });
  }
  if (!record) return print('Nothing was recorded.');
  print(`${added} recorded under ${reference}, scope ${scope}. Reps learn it with: lethe publish
Now delete this file, wherever copies of it lie: ${file}
Only its SHA-256 is kept, ${evidenceSha256}.`);
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

/** The file's bytes from the start at each call; the first full reading also gives its hash. */
function bytesOf(file: string, hash: import('node:crypto').Hash): () => AsyncIterable<Uint8Array> {
  let readings = 0;
  return async function* () {
    const first = readings++ === 0;
    for await (const chunk of createReadStream(file)) {
      const bytes: Uint8Array = chunk;
      if (first) hash.update(bytes);
      yield bytes;
    }
  };
}

function columnProblem(file: string, found: Extract<SuppressionFile, { ok: false }>): string {
  const choices = found.choices.map(choice => `"${choice}"`).join(', ');
  switch (found.problem) {
    case 'empty':
      return `${file} is empty.`;
    case 'no-addresses':
      return `No column of ${file} holds mail addresses (columns: ${choices}). Is it the right file?`;
    case 'ambiguous':
      return `Several columns of ${file} hold mail addresses: ${choices}. Name one by --column.`;
    case 'no-such-column':
      return `${file} has no such column. It has: ${choices}.`;
  }
}

async function previewOf(
  session: Session,
  opened: Extract<SuppressionFile, { ok: true }>,
  scope: Scope,
): Promise<Preview> {
  const [
    { requireRegister },
    { isCovered, standingDigests },
    { digestText },
    { reasonOf },
    { isRoleAddress },
  ] = await Promise.all([
    import('../../utils/officer/session.ts'),
    import('../../utils/officer/record.ts'),
    import('../../utils/register/identify.ts'),
    import('../refusals.ts'),
    import('../../utils/publish/role-addresses.ts'),
  ]);
  const standing = standingDigests(await requireRegister(session));
  const inFile = new Set<string>();
  const fresh: Digested[] = [];
  const named: InvalidRow[] = [];
  let [already, duplicates, roles, invalid] = [0, 0, 0, 0];
  const refuse = (row: InvalidRow) => {
    invalid += 1;
    if (named.length < NAMED_LINES_JSON) named.push(row);
  };
  for await (const { line, texts } of opened.rows) {
    if (texts.length === 0) refuse({ line, reason: 'has nothing in the column of addresses' });
    for (const text of texts) {
      const result = await digestText(session.digestKey, 'email', text);
      if (!result.ok) {
        refuse({ line, reason: domainHint(text) ?? reasonOf(result.reason) });
      } else if (inFile.has(result.digested.canonical)) {
        duplicates += 1;
      } else {
        inFile.add(result.digested.canonical);
        if (isRoleAddress(result.digested.canonical)) roles += 1;
        if (isCovered(standing, result.digested, scope)) already += 1;
        else fresh.push(result.digested);
      }
    }
  }
  return { fresh, already, duplicates, invalid, named, roles };
}

function domainHint(text: string): string | undefined {
  return text.startsWith('@') ? 'names a whole company: record it by "lethe add @…"' : undefined;
}

function tell(
  file: string,
  { column, encoding }: Extract<SuppressionFile, { ok: true }>,
  { fresh, already, duplicates, invalid, named, roles }: Preview,
  options: ImportOptions,
): void {
  const where = column.heading === null ? `column ${column.index + 1}` : `column "${column.heading}"`;
  for (const { line, reason } of named.slice(0, options.json ? 0 : NAMED_LINES)) {
    process.stderr.write(`${file}, line ${line}: ${reason}; not recorded.\n`);
  }
  if (!options.json && invalid > NAMED_LINES) {
    process.stderr.write(
      `… and ${invalid - NAMED_LINES} rows more; --json names the first ${NAMED_LINES_JSON}.\n`,
    );
  }
  if (invalid > fresh.length + already + duplicates) {
    warn(
      `more rows without a valid address than with one: is ${where} the right one? Else name it by --column.`,
    );
  }
  if (roles > 0) warn(`${roles} addresses name a role (info@, sales@), not a person.`);
  if (options.json) return;
  print(
    `${file} (${encoding}, ${where}): ${fresh.length} new, ${already} already listed, ${invalid} invalid, ${duplicates} duplicate.`,
  );
}

async function confirms({ fresh }: Preview, options: ImportOptions): Promise<boolean> {
  if (fresh.length === 0) return false;
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (options.yes || options.json || !isInteractive()) return true;
  return /^y(es)?$/i.test(await askLine(`Record these ${fresh.length}? [y/N] `));
}

async function recordAll(
  session: Session,
  fresh: readonly Digested[],
  ground: Parameters<typeof import('../../utils/officer/record.ts').recordBlocks>[1],
  options: ImportOptions,
): Promise<void> {
  const [{ blockAll, recordBlocks }, { startArgon2Threads }] = await Promise.all([
    import('../../utils/officer/record.ts'),
    import('../../utils/scheme/argon2-threads-node.ts'),
  ]);
  const showsProgress = process.stderr.isTTY === true && options.json !== true;
  const threads = startArgon2Threads();
  let recording: Promise<void> = Promise.resolve();
  try {
    for (let start = 0, size = FIRST_CHUNK; start < fresh.length; start += size, size = nextSize(size)) {
      const chunk = fresh.slice(start, start + size);
      const blocked = await blockAll(session, chunk, threads, done => {
        if (showsProgress) process.stderr.write(`\r${start + done} of ${fresh.length}`);
      });
      await recording;
      // Written while the next are hashed.
      recording = recordBlocks(session, ground, blocked, 'lethe import');
      recording.catch(() => undefined);
    }
    await recording;
  } finally {
    await threads.end();
  }
  if (showsProgress) process.stderr.write('\n');
}

function nextSize(size: number): number {
  return Math.min(LARGEST_CHUNK, 2 * size);
}
