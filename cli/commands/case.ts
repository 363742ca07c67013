import { Argument, type Command, Option } from 'commander';
import { CONTACTS, DECISIONS, IDENTITY_CHECKS, OUTCOMES, REQUESTS } from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { CHANNELS } from '../../utils/register/evidence.ts';
import { eventOf, STEPS, type Step, type StepOptions } from '../case-step.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface CaseOptions extends StepOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addCase(program: Command): void {
  program
    .command('case')
    .description('the open cases; or one of them; or record a step of it')
    .argument('[reference]', "the case's number; never an address")
    .addArgument(new Argument('[step]', 'what happened').choices(STEPS))
    .argument('[value]', 'of the step: see below')
    .addOption(new Option('--channel <channel>', 'by what way').choices(CHANNELS).default('mail'))
    .option('--at <date>', 'the day on which it happened, such as 2026-11-20 (default: now)')
    .option(
      '--evidence <file>',
      'the message that shows it (received, outcome): its SHA-256 is recorded, and of an .eml its date, not its content',
    )
    .option(
      '--address <address>',
      'of whoever was contacted (incident): tells whether the list had it that day; not recorded',
    )
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Steps and their values:
  received        ${REQUESTS.join(', ')}
  extended        (by two months, which the person was told of within the first)
  identity        ${IDENTITY_CHECKS.join(', ')}
  erased          the system that they are gone from
  recipient-told  to whom their data had been disclosed, and who was told of the erasure
  letter          its wording, as lethe letter prints it
  outcome         ${OUTCOMES.join(', ')}
  sender-told     who else sends for the organisation, and has them on an opt-out list of their own
  incident        ${CONTACTS.join(', ')}; whether the list held them that day is recorded with it, by the blocks of
                  this case or of --address
  appeal          ${DECISIONS.join(', ')}
  closed, reopened

Examples:
  lethe case DPO-17 received erasure --at 2026-11-20 --evidence request.eml
  lethe case DPO-17 erased CRM
  lethe case DPO-17 letter offer-1-en
  lethe case DPO-17 outcome accepted
  lethe case DPO-17 incident mail --at 2027-02-01
  lethe case DPO-17
  lethe case`,
    )
    .action(showOrRecord);
}

async function showOrRecord(
  reference: string | undefined,
  step: Step | undefined,
  value: string | undefined,
  options: CaseOptions,
): Promise<void> {
  const [
    { openFolder },
    { requireReference },
    { openSession },
    { requireRegister },
    { stateOfCase },
    { blockGroups },
    { isBlockedAllTheSame, unwantedBy },
    { warnOfUnwanted },
  ] = await Promise.all([
    import('../folder.ts'),
    import('../refusals.ts'),
    import('../session.ts'),
    import('../../utils/officer/session.ts'),
    import('../../utils/register/case-state.ts'),
    import('../../utils/register/block-groups.ts'),
    import('../../utils/officer/blocked-all-the-same.ts'),
    import('../unwanted.ts'),
  ]);
  if (
    step === undefined &&
    [options.at, options.evidence, options.address].some(given => given !== undefined)
  ) {
    throw new Failure('--at, --evidence and --address belong to a step: see lethe case --help.', 'usage');
  }
  const { settings } = await openFolder(options.dir);
  const checked =
    reference === undefined ? undefined : requireReference(reference, settings.referencePattern);
  let opened: ReturnType<typeof openSession> | undefined;
  const open = () => {
    opened ??= openSession(options.dir);
    return opened;
  };
  const receivedAt = async () => {
    const { cases } = await requireRegister(await open());
    return stateOfCase(checked ?? '', cases.get(checked ?? '') ?? []).receivedAt;
  };
  const asked =
    options.address === undefined
      ? undefined
      : (await import('../asked.ts')).askedBy(options.address, settings.country);
  const wasPublished = async (at: number) =>
    (await import('../../utils/officer/was-published.ts')).wasPublished(
      await open(),
      asked ?? checked ?? '',
      at,
    );
  // Most wrong values are told before the passphrase is asked for.
  const event =
    step === undefined ? undefined : await eventOf(step, value, options, { receivedAt, wasPublished });
  const session = await open();
  if (checked !== undefined && event !== undefined) {
    const { record } = await import('../../utils/officer/record.ts');
    const operation = { type: 'case', reference: checked, recordedAt: Date.now(), event } as const;
    await record(session, [operation], 'lethe case');
  }
  const register = await requireRegister(session);
  const { cases } = register;
  if (checked !== undefined) {
    const steps = cases.get(checked);
    if (steps === undefined) {
      throw new Failure(`No case ${checked} is recorded. Open it: lethe case ${checked} received …`);
    }
    const state = stateOfCase(checked, steps);
    const unwanted = unwantedBy(state);
    if (unwanted !== null && isBlockedAllTheSame(state, blockGroups(register, []))) {
      warnOfUnwanted(checked, unwanted);
    }
    return options.json ? printJson(state) : print(described(state));
  }
  const openCases = [...cases]
    .map(([each, steps]) => stateOfCase(each, steps))
    .filter(({ isClosed }) => !isClosed)
    .toSorted((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY));
  if (options.json) return printJson(openCases);
  print(openCases.length === 0 ? 'No open cases.' : openCases.map(inOneLine).join('\n'));
}

function day(time: number | null): string {
  return time === null ? 'not recorded' : new Date(time).toISOString().slice(0, 10);
}

function inOneLine(state: CaseState): string {
  const waits = state.awaitsReply ? '; awaits a reply to the offer' : '';
  return `${state.reference}: ${state.request ?? 'receipt not recorded'}, due ${day(state.dueAt)}${waits}`;
}

const PUBLISHED: ReadonlyMap<boolean | null, string> = new Map([
  [true, '; the list held them'],
  [false, "; the list didn't hold them"],
  [null, '; whether the list held them is unknown'],
]);

function described(state: CaseState): string {
  const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '));
  const letters = state.letters.map(({ wording, at }) => `${wording} (${day(at)})`);
  const incidents = state.incidents.map(
    ({ contact, at, wasPublished }) => `${contact} (${day(at)}${PUBLISHED.get(wasPublished)})`,
  );
  const appeals = state.appeals.map(({ decision, at }) => `${decision} (${day(at)})`);
  return `${state.reference}, ${state.isClosed ? 'closed' : 'open'}
Asked for:        ${state.request ?? 'not recorded'}, received ${day(state.receivedAt)}, due ${day(state.dueAt)}
Identity checked: ${state.identity ?? '–'}
Erased from:      ${list(state.erased)}
Recipients told:  ${list(state.recipientsTold)}
Letters:          ${list(letters)}
Outcome:          ${state.outcome ?? (state.awaitsReply ? 'awaits a reply' : '–')}
Senders told:     ${list(state.sendersTold)}
Incidents:        ${list(incidents)}
Appeals:          ${list(appeals)}`;
}
