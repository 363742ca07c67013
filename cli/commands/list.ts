import { type Command, Option } from 'commander';
import type { Basis } from '../../utils/register/basis.ts';
import type { BlockFilter } from '../../utils/register/block-filter.ts';
import type { BlockGroup } from '../../utils/register/block-groups.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import type { WhatIsDue } from '../../utils/register/what-is-due.ts';
import { Failure, print, printJson } from '../failure.ts';
import { basisOption, dirOption } from '../options.ts';

interface Filter {
  readonly since?: string;
  readonly until?: string;
  readonly reviewUntil?: string;
  readonly basis?: Basis;
  readonly reference?: string;
  readonly standing?: true;
  readonly lifted?: true;
}

interface ListOptions extends Filter {
  readonly dir: string;
  readonly due?: true;
  readonly json?: true;
}

export function addList(program: Command): void {
  program
    .command('list')
    .description(
      'the blocks by reference, date, basis and scope; or what is due; no addresses, for none are kept',
    )
    .option('--due', 'what waits for you: cases due within a week, replies, reviews, what is not published')
    .option('--since <date>', 'recorded on that day or later, such as 2026-11-01')
    .option('--until <date>', 'recorded on that day or earlier')
    .option('--review-until <date>', 'to be looked at again on that day or earlier')
    .addOption(basisOption())
    .option('--reference <reference>', 'recorded or lifted under it')
    .addOption(new Option('--standing', 'only what nobody has lifted').conflicts('lifted'))
    .option('--lifted', 'only what was lifted')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON, with the ids of the blocks')
    .addHelpText(
      'after',
      `
Examples:
  lethe list --due
  lethe list --standing --basis objection --since 2026-01-01
  lethe list --reference IMPORT-2026-1 --json`,
    )
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const { due, dir: _, json: __, ...filter } = options;
  if (due && Object.keys(filter).length > 0) {
    throw new Failure('--due lists all that is due: it takes no filter.', 'usage');
  }
  const wanted = await filterOf(filter);
  const [
    { openSession },
    { requireRegister },
    { publishedHead },
    { blockGroups },
    { matchesFilter },
    { blockTable, groupJson },
  ] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/session.ts'),
    import('../../utils/officer/publications.ts'),
    import('../../utils/register/block-groups.ts'),
    import('../../utils/register/block-filter.ts'),
    import('../block-table.ts'),
  ]);
  const session = await openSession(options.dir);
  const published = (await publishedHead(session))?.head.registerHeads ?? [];
  const register = await requireRegister(session, published);
  if (due) {
    const { whatIsDue } = await import('../../utils/register/what-is-due.ts');
    return showDue(whatIsDue(register, published, Date.now()), options.json === true);
  }
  const groups = blockGroups(register, published).filter(group => matchesFilter(group, wanted));
  if (options.json) return printJson(groups.map(groupJson));
  print(groups.length === 0 ? 'No such blocks.' : blockTable(groups));
}

async function filterOf({
  since,
  until,
  reviewUntil,
  basis,
  reference,
  ...only
}: Filter): Promise<BlockFilter> {
  const { calendarDay } = await import('../calendar-day.ts');
  return {
    ...(since !== undefined && { since: calendarDay('--since', since, '2026-11-01') }),
    ...(until !== undefined && { until: calendarDay('--until', until, '2026-11-30') }),
    ...(reviewUntil !== undefined && {
      reviewUntil: calendarDay('--review-until', reviewUntil, '2027-01-31'),
    }),
    ...(basis !== undefined && { basis }),
    ...(reference !== undefined && { reference }),
    ...(only.standing && { state: 'standing' }),
    ...(only.lifted && { state: 'lifted' }),
  };
}

async function showDue(due: WhatIsDue, asJson: boolean): Promise<void> {
  const { blockTable, dayOf, groupJson } = await import('../block-table.ts');
  const { cases, awaitingReply, reviews, unpublished } = due;
  if (asJson) {
    const caseJson = ({ reference, request, dueAt }: CaseState) => ({
      reference,
      request,
      due: dueAt === null ? null : dayOf(dueAt),
    });
    return printJson({
      cases: cases.map(caseJson),
      awaitingReply: awaitingReply.map(caseJson),
      reviews: reviews.map(groupJson),
      unpublished: unpublished.map(groupJson),
    });
  }
  const inOneLine = ({ reference, request, dueAt }: CaseState) =>
    `  ${reference}: ${request ?? 'receipt not recorded'}${dueAt === null ? '' : `, due ${dayOf(dueAt)}${dueAt < Date.now() ? ', late' : ''}`}`;
  const parts = [
    ['To be answered within a week:', cases.map(inOneLine)],
    ['Awaiting a reply to the offer:', awaitingReply.map(inOneLine)],
    ['To be reviewed (a block never ends by itself):', tableOf(reviews, blockTable)],
    ['Not published yet (lethe publish):', tableOf(unpublished, blockTable)],
  ] as const;
  const texts = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [title, ...lines].join('\n'));
  print(texts.length === 0 ? 'Nothing is due.' : texts.join('\n\n'));
}

function tableOf(groups: readonly BlockGroup[], table: (groups: readonly BlockGroup[]) => string): string[] {
  return groups.length === 0
    ? []
    : table(groups)
        .split('\n')
        .map(line => `  ${line}`);
}
