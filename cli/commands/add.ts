import { type Command, Option } from 'commander';
import { dayOf } from '../../utils/calendar-day.ts';
import type { Scope } from '../../utils/lookup/verdict.ts';
import type { Named, NamedKind } from '../../utils/officer/named-by.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import { type Basis, defaultScope } from '../../utils/register/basis.ts';
import { Failure, print, printJson, warn } from '../failure.ts';
import { basisOption, dirOption, scopeOption } from '../options.ts';

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
  const [{ calendarDay }, { readEvidenceFile, tellMessage }, { isFromOneOf }] = await Promise.all([
    import('../calendar-day.ts'),
    import('../evidence-file.ts'),
    import('../../utils/officer/is-from-one-of.ts'),
  ]);
  const reviewAt =
    options.review === undefined ? null : reviewOn(calendarDay('--review', options.review, '2028-01-31'));
  const read = await readEvidenceFile(options.evidence);
  const wording = options.wording === undefined ? null : await checkedWording(options.wording);
  const [{ openSession }, { requireReference }, { blockIdentifiers }, { openFolder }, { namedBy }] =
    await Promise.all([
      import('../session.ts'),
      import('../refusals.ts'),
      import('../../utils/officer/block-identifiers.ts'),
      import('../folder.ts'),
      import('../../utils/officer/named-by.ts'),
    ]);
  const { settings } = await openFolder(options.dir);
  const wanted = addresses.map(text => namedBy(text, settings.country, options.kind));
  const reference = requireReference(options.reference, settings.referencePattern);
  await refuseMalformed(wanted, settings, options);
  if (read && !options.json) tellMessage(read);
  const isFromThem = read && isFromOneOf(read, wanted);
  if (isFromThem === false) {
    warn('the message came from none of the addresses that are recorded: is it from the same person?');
  }

  const scope = options.scope ?? defaultScope(options.basis);
  const { added, already, unwanted } = await blockIdentifiers(
    await openSession(options.dir),
    wanted,
    {
      scope,
      basis: options.basis,
      reference,
      recordedAt: Date.now(),
      evidence: read?.evidence ?? null,
      wording,
      reviewAt,
    },
    'lethe add',
  );
  if (unwanted !== null) (await import('../unwanted.ts')).warnOfUnwanted(reference, unwanted);
  if (options.json) return printJson({ added, already, scope, reference, ...(read && { isFromThem }) });
  if (already > 0) print(`Blocked already, as widely or more: ${already} of ${wanted.length}.`);
  print(
    added > 0
      ? `${added} recorded under ${reference}, scope ${scope}. Reps learn it with: lethe publish`
      : 'Nothing new to record.',
  );
}

function reviewOn(day: string): number {
  if (day >= dayOf(Date.now())) return Date.parse(day);
  throw new Failure(`--review ${day} is past: name a day that is still to come, or leave it out.`, 'usage');
}

async function checkedWording(text: string): Promise<string> {
  const { checkName } = await import('../../utils/register/case-step.ts');
  const checked = checkName(text);
  if (checked.ok) return checked.name;
  throw new Failure(
    checked.problem === 'holds-at'
      ? "--wording must not hold an @: the register tells nobody's address."
      : '--wording takes what stands below the letter, such as offer-1-en.',
    'usage',
  );
}

/** All or nothing: one address that is none, and none is recorded. */
async function refuseMalformed(
  wanted: readonly Named[],
  settings: Settings,
  options: AddOptions,
): Promise<void> {
  const [{ remarkOn }, { domainReasonOf, hintOf, reasonOf }] = await Promise.all([
    import('../../utils/officer/wanted-identifiers.ts'),
    import('../refusals.ts'),
  ]);
  const problems: string[] = [];
  let domains = 0;
  wanted.forEach((named, index) => {
    const what = wanted.length === 1 ? 'The address' : `Address ${index + 1}`;
    const remark = remarkOn(named, settings);
    switch (remark?.kind) {
      case 'malformed':
        problems.push(`${what} ${reasonOf(remark.reason)}${hintOf(remark.reason, settings.country)}.`);
        break;
      case 'domain':
        problems.push(`${remark.host} ${domainReasonOf(remark.refusal)}.`);
        break;
      case 'whole-company':
        domains += 1;
        break;
      case 'role':
        warn(`${what.toLowerCase()} names a role, not a person: everybody behind it is blocked with it.`);
        break;
      case 'unusual-number':
        warn(`${what.toLowerCase()} isn't as long as numbers of its country are: is it whole?`);
        break;
      case undefined:
        // A name inside a company's own network may have none; most often the rest was lost in copying.
        if (named.kind === 'email' && !/@.*[.。．｡]/u.test(named.text)) {
          warn(`${what.toLowerCase()} has no dot behind its @: is it whole?`);
        }
    }
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
    `Block everybody at ${count === 1 ? 'this company' : `all of these (${count})`}? [y/N] `,
  );
  return /^y(es)?$/i.test(answer);
}
