import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import type { VerifiedExport } from '../../utils/register/audit/read-export.ts';
import { isOfRoot, summaryOf } from '../../utils/register/audit/summary.ts';
import type { TimelineEntry } from '../../utils/register/audit/timeline.ts';
import { unreadable, unwritable } from '../disk-problem.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface AuditOptions {
  readonly dir: string;
  readonly since?: string;
  readonly reference?: string;
  readonly json?: true;
}

interface ExportOptions {
  readonly dir: string;
  readonly page?: string;
  readonly digests?: true;
  readonly json?: true;
}

interface OpenOptions {
  readonly dir: string;
  readonly key: string;
  readonly reference: string;
  readonly json?: true;
}

interface VerifyOptions {
  readonly fingerprint?: string;
  readonly json?: true;
}

export function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('who recorded and published what, and when; as a signed export; and such an export verified')
    .option('--since <date>', 'from that day on, such as 2026-11-01')
    .option('--reference <reference>', 'of that case or import alone, and what became of its blocks')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Every signature and chain is verified first. An export holds no addresses, and no digests unless --digests asks for
them; docs/audit-format.md says what it proves.

Examples:
  lethe audit --reference DPO-17
  lethe audit export register-2026.jsonl --page register-2026.html
  lethe audit verify register-2026.jsonl --fingerprint "9f2c 01ab …"
  lethe audit open DPO-17 --key /media/usb/auditor.age --reference AUDIT-2026-1`,
    )
    .action(showTimeline);

  audit
    .command('export')
    .description('write the register, verified and signed, as JSON Lines')
    .argument('<file.jsonl>', 'a file that is not there yet')
    .option('--page <file.html>', 'the same as a page to print')
    .option(
      '--digests',
      'with the digests of the blocks: whoever has the digest key could test guesses on them',
    )
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  lethe audit export register-2026.jsonl --page register-2026.html')
    .action(exportRegister);

  audit
    .command('verify')
    .description('check an export by itself: no folder, no passphrase, no network')
    .argument('<file.jsonl>', 'the export')
    .option(
      '--fingerprint <fingerprint>',
      "the organisation's root fingerprint, as an enrolment or lethe status shows it",
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  lethe audit verify register-2026.jsonl --fingerprint "9f2c 01ab …"')
    .action(verify);

  audit
    .command('open')
    .description('show the addresses that are kept sealed: an officer and the auditor together')
    .argument('<name...>', 'references of cases or imports, or ids of blocks')
    .requiredOption('--key <auditor.age>', "the auditor's key")
    .requiredOption('--reference <reference>', 'why they are opened: a number, never an address')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Only where "lethe init --seal-for-auditors" was chosen. Needs the officer's passphrase and the auditor's
(LETHE_AUDITOR_PASSPHRASE). That the addresses were read, of which blocks and why, is recorded before they are shown.

Example:
  lethe audit open DPO-17 --key /media/usb/auditor.age --reference AUDIT-2026-1`,
    )
    .action(openSeals);
}

async function openSeals(names: string[], options: OpenOptions): Promise<void> {
  const [{ resolve }, { openSession }, { unlockKeyFile }, { openAddresses }, { requireReference }] =
    await Promise.all([
      import('node:path'),
      import('../session.ts'),
      import('../unlock.ts'),
      import('../../utils/officer/open-addresses.ts'),
      import('../refusals.ts'),
    ]);
  const session = await openSession(options.dir);
  const { workplace } = session;
  const reference = requireReference(options.reference, workplace.settings.referencePattern);
  const auditor = await unlockKeyFile(workplace, resolve(options.key), 'auditor', {
    what: 'auditor key',
    variables: ['LETHE_AUDITOR_PASSPHRASE', 'LETHE_PASSPHRASE'],
  });
  const wanted = names.map(name => name.trim().normalize('NFC'));
  const opened = await openAddresses(session, auditor, wanted, reference);
  if (options.json) {
    return printJson(opened.map(each => ({ ...each, recordedAt: new Date(each.recordedAt).toISOString() })));
  }
  const [{ plainTable }, { dayText }] = await Promise.all([
    import('../plain-table.ts'),
    import('../../utils/register/audit/timeline-text.ts'),
  ]);
  const rows = opened.map(({ address, kind, reference: ground, recordedAt, isLifted }) => [
    address,
    kind,
    ground,
    dayText(recordedAt),
    isLifted ? 'lifted' : 'stands',
  ]);
  print(plainTable(['ADDRESS', 'KIND', 'REFERENCE', 'RECORDED', 'BLOCK'], rows));
  print(`\nThat these were read is recorded under ${reference}.`);
}

async function showTimeline(options: AuditOptions): Promise<void> {
  const { calendarDay } = await import('../calendar-day.ts');
  const since =
    options.since === undefined ? 0 : Date.parse(calendarDay('--since', options.since, '2026-11-01'));
  const [
    { openSession },
    { makeExport },
    { evidenceOf, referenceOf, timelineOf, writerOf },
    { doneText, momentText },
  ] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/audit-export.ts'),
    import('../../utils/register/audit/timeline.ts'),
    import('../../utils/register/audit/timeline-text.ts'),
  ]);
  const { audit } = await makeExport(await openSession(options.dir), false);
  const reference = options.reference?.trim().normalize('NFC');
  const entries = timelineOf(audit).filter(
    ({ at, about }) => at >= since && (reference === undefined || about.includes(reference)),
  );
  if (options.json) return printJson(entries.map(entry => entryJson(entry, writerOf(audit, entry).name)));
  const rows = entries.map(entry => {
    const { key, name } = writerOf(audit, entry);
    const evidence = evidenceOf(entry);
    const done = doneText(entry.done) + (evidence === null ? '' : `; evidence SHA-256 ${evidence}`);
    return [momentText(entry.at), key, name ?? '', referenceOf(entry) ?? '', done];
  });
  const { plainTable } = await import('../plain-table.ts');
  print(
    rows.length === 0
      ? 'Nothing was recorded.'
      : plainTable(['RECORDED', 'KEY', 'OFFICER', 'REFERENCE', 'WHAT'], rows),
  );
  print(`\n${summaryText(audit)}`);
}

function entryJson({ at, writer, done }: TimelineEntry, officer: string | null) {
  const { type } = done;
  const common = { at: new Date(at).toISOString(), writer, officer };
  if (type === 'blocks') return { ...common, ...done, kinds: Object.fromEntries(done.kinds) };
  return { ...common, ...done };
}

async function exportRegister(file: string, options: ExportOptions): Promise<void> {
  const [{ openSession }, { makeExport }, { writeFile }] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/audit-export.ts'),
    import('node:fs/promises'),
  ]);
  if (options.page !== undefined && options.page === file) {
    throw new Failure('--page names the same file as the export.', 'usage');
  }
  const { file: content, audit } = await makeExport(await openSession(options.dir), options.digests === true);
  const write = async (path: string, bytes: Uint8Array | string) => {
    try {
      // References and dates are nobody else's business.
      await writeFile(path, bytes, { flag: 'wx', mode: 0o600, flush: true });
    } catch (error) {
      throw unwritable(path, error);
    }
  };
  await write(file, content);
  if (options.page !== undefined) {
    const [{ auditPage }, { toldExport }] = await Promise.all([
      import('../../utils/register/audit/page.ts'),
      import('../../utils/register/audit/told-export.ts'),
    ]);
    await write(options.page, auditPage(toldExport(audit)));
  }
  if (options.json) return printJson(summaryJson(audit));
  print(`${summaryText(audit)}\nIt can be checked by itself: lethe audit verify ${file}`);
}

async function verify(file: string, options: VerifyOptions): Promise<void> {
  const [{ readFile }, { readExport }] = await Promise.all([
    import('node:fs/promises'),
    import('../../utils/register/audit/read-export.ts'),
  ]);
  let content: Uint8Array<ArrayBuffer>;
  try {
    content = new Uint8Array(await readFile(file));
  } catch (error) {
    throw unreadable(file, error);
  }
  const read = await readExport(content);
  if (!read.ok) {
    throw new Failure(
      `${file} proves nothing. ${read.detail} Ask for the file as it was written: an editor, or a mail program that shows it as text, may have changed it.`,
    );
  }
  const { value: audit } = read;
  if (options.fingerprint !== undefined && !/^[\da-f]{64}$/i.test(options.fingerprint.replace(/\s/g, ''))) {
    throw new Failure(
      '--fingerprint takes the whole of it, 64 hex digits, as lethe status shows it.',
      'usage',
    );
  }
  if (options.fingerprint !== undefined && !isOfRoot(audit, options.fingerprint)) {
    const own = audit.roots.map(({ version, fingerprint }) => `${fingerprint} (root ${version})`).join(', ');
    throw new Failure(
      `${file} is whole, but of another organisation, or of another time. Its own fingerprints: ${own}.`,
    );
  }
  if (options.json) return printJson(summaryJson(audit));
  print(summaryText(audit));
  if (options.fingerprint === undefined) {
    print(
      'Compare the fingerprint with one that you have from elsewhere: anybody can make an export of their own.',
    );
  }
}

function summaryJson(audit: VerifiedExport) {
  const facts = summaryOf(audit);
  return { ...facts, exportedAt: new Date(facts.exportedAt).toISOString() };
}

function summaryText(audit: VerifiedExport): string {
  const facts = summaryJson(audit);
  const lines = [
    `Verified: ${facts.organisation} (list ${facts.listId}), as of ${facts.exportedAt}`,
    `Signed by:        officer's key ${facts.signer}`,
    `Root fingerprint: ${facts.rootFingerprint} (root ${facts.root})`,
    `SHA-256:          ${facts.sha256}`,
    `Register:         ${counted(facts.objects, 'object')} by ${counted(facts.chains.length, 'key')}, ${counted(facts.erasedLines, 'line')} erased by an officer's word`,
    `Publications:     ${facts.publications} recorded, the last is ${facts.lastPublication ?? 'none'}`,
  ];
  if (facts.publicationsMissing) lines.push('                  records of earlier ones are missing');
  if (beforeLossText(facts.publicationsBeforeLoss)) lines.push(beforeLossText(facts.publicationsBeforeLoss));
  return lines.join('\n');
}

function beforeLossText(numbers: readonly number[]): string {
  return numbers.length === 0
    ? ''
    : `                  ${numbers.join(', ')} took in records that the register no longer has`;
}
