import { type Command, Option } from 'commander';
import type { Scope } from '../../utils/lookup/verdict.ts';
import { type Basis, defaultScope } from '../../utils/register/basis.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import type { Named, NamedKind } from '../named-by.ts';
import { basisOption, dirOption, scopeOption } from '../options.ts';
import type { Settings } from '../settings.ts';

interface AddOptions {
  readonly dir: string;
  readonly reference: string;
  readonly basis: Basis;
  readonly scope?: Scope;
  readonly kind?: NamedKind;
  readonly confirmDomain?: true;
  readonly evidence?: string;
  readonly wording?: string;
  readonly review?: string;
  readonly json?: true;
}

export function addAdd(program: Command): void {
  program
    .command('add')
    .description('record that these addresses must not be contacted; reps learn it with the next publish')
    .argument(
      '<address...>',
      'mail addresses, phone numbers, LinkedIn profiles by their links, or whole companies as @acme.example',
    )
    .requiredOption('--reference <reference>', "the case's number; never an address")
    .addOption(basisOption().makeOptionMandatory())
    .addOption(scopeOption())
    .addOption(
      new Option('--kind <kind>', 'what the arguments are').choices(['email', 'domain', 'linkedin', 'phone']),
    )
    .option('--confirm-domain', 'block every address of these companies, subdomains too')
    .option(
      '--evidence <file>',
      'the message that asked for it: its SHA-256 is recorded, and of an .eml its date, not its content',
    )
    .option('--wording <version>', 'version of the letter that was answered')
    .option('--review <date>', 'when to look at it again, such as 2028-01-31')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Examples:
  lethe add ann@example.org --reference DPO-17 --basis erasure
  lethe add ann@example.org a.example@example.net --reference DPO-17 --basis objection --scope all
  lethe add ann@example.org https://www.linkedin.com/in/ann-example --reference DPO-17 --basis objection
  lethe add ann@example.org "+44 7700 900123" --reference DPO-17 --basis objection
  lethe add @acme.example --reference DPO-18 --basis objection --confirm-domain`,
    )
    .action(add);
}

async function add(addresses: string[], options: AddOptions): Promise<void> {
  const [{ calendarDay }, { isFromOneOf, readEvidenceFile, tellMessage }] = await Promise.all([
    import('../calendar-day.ts'),
    import('../evidence-file.ts'),
  ]);
  const reviewAt =
    options.review === undefined ? null : Date.parse(calendarDay('--review', options.review, '2028-01-31'));
  const read = await readEvidenceFile(options.evidence);
  const [{ openSession, requireRegister }, { requireReference }, record] = await Promise.all([
    import('../session.ts'),
    import('../refusals.ts'),
    import('../record.ts'),
  ]);
  const { openFolder } = await import('../folder.ts');
  const { namedBy } = await import('../named-by.ts');
  const { settings } = await openFolder(options.dir);
  const wanted = addresses.map(text => namedBy(text, settings.country, options.kind));
  const reference = requireReference(options.reference, settings.referencePattern);
  await refuseMalformed(wanted, settings, options);
  if (read && !options.json) tellMessage(read);
  const isFromThem = read && (await isFromOneOf(read, wanted));
  if (isFromThem === false) {
    warn('the message came from none of the addresses that are recorded: is it from the same person?');
  }

  const session = await openSession(options.dir);
  const { digestText } = await import('../../utils/register/identify.ts');
  const scope = options.scope ?? defaultScope(options.basis);
  const standing = record.standingDigests(await requireRegister(session));
  const digested = [];
  let already = 0;
  for (const { kind, text } of wanted) {
    const result = await digestText(session.digestKey, kind, text);
    if (!result.ok) continue;
    if (record.isCovered(standing, result.digested, scope)) already += 1;
    else digested.push(result.digested);
    for (const { digest } of result.digested.digests) {
      standing.set(Buffer.from(digest).toString('hex'), scope);
    }
  }
  if (digested.length > 0) {
    const ground = {
      scope,
      basis: options.basis,
      reference,
      recordedAt: Date.now(),
      evidence: read?.evidence ?? null,
      wording: options.wording ?? null,
      reviewAt,
    };
    await record.recordBlocks(session, ground, await record.blockAll(session, digested), 'lethe add');
  }
  if (options.json) {
    return printJson({ added: digested.length, already, scope, reference, ...(read && { isFromThem }) });
  }
  if (already > 0) print(`${already} of ${wanted.length} were blocked already, as widely or more.`);
  print(
    digested.length > 0
      ? `${digested.length} recorded under ${reference}, scope ${scope}. Reps learn it with: lethe publish`
      : 'Nothing new to record.',
  );
}

/** All or nothing: one address that is none, and none is recorded. */
async function refuseMalformed(
  wanted: readonly Named[],
  { ownDomains, country }: Settings,
  options: AddOptions,
): Promise<void> {
  const [{ canonicalForms }, { refusalOfDomain }, { isRoleAddress }, { domainReasonOf, hintOf, reasonOf }] =
    await Promise.all([
      import('../../utils/identifier/versions.ts'),
      import('../../utils/publish/domain-rules.ts'),
      import('../../utils/publish/role-addresses.ts'),
      import('../refusals.ts'),
    ]);
  const problems: string[] = [];
  let domains = 0;
  wanted.forEach(({ kind, text, isUsual }, index) => {
    const what = wanted.length === 1 ? 'The address' : `Address ${index + 1}`;
    const form = canonicalForms(kind, text).at(-1);
    if (!form?.ok) {
      const reason = form?.reason ?? 'empty';
      problems.push(`${what} ${reasonOf(reason)}${hintOf(reason, country)}.`);
      return;
    }
    const { canonical } = form.identifier;
    if (kind === 'linkedin') return;
    if (kind === 'phone') {
      if (!isUsual) warn(`${what.toLowerCase()} isn't as long as numbers of its country are: is it whole?`);
      return;
    }
    if (kind !== 'domain') {
      if (isRoleAddress(canonical)) {
        warn(`${what.toLowerCase()} names a role, not a person: everybody behind it is blocked with it.`);
      }
      return;
    }
    domains += 1;
    const refusal = refusalOfDomain(canonical, ownDomains);
    if (refusal) problems.push(`${canonical} ${domainReasonOf(refusal)}.`);
  });
  if (problems.length > 0) throw new Failure(`${problems.join('\n')}\nNothing was recorded.`);
  if (domains > 0 && !options.confirmDomain && !(await confirmsDomains(domains))) {
    throw new Failure(
      'A domain blocks everybody at that company, subdomains too. If that is what was asked for, add --confirm-domain.\nNothing was recorded.',
    );
  }
}

async function confirmsDomains(count: number): Promise<boolean> {
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (!isInteractive()) return false;
  const answer = await askLine(
    `Block everybody at ${count === 1 ? 'this company' : `these ${count} companies`}? [y/N] `,
  );
  return /^y(es)?$/i.test(answer);
}
