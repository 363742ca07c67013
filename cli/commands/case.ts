import { Argument, type Command, Option } from 'commander';
import {
  type CaseEvent,
  type CaseEventKind,
  CONTACTS,
  DECISIONS,
  IDENTITY_CHECKS,
  OUTCOMES,
  REQUESTS,
} from '../../utils/register/case-event.ts';
import type { CaseState } from '../../utils/register/case-state.ts';
import { CHANNELS, type Channel } from '../../utils/register/evidence.ts';
import { isOneOf } from '../../utils/register/json-value.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface CaseOptions {
  readonly dir: string;
  readonly channel: Channel;
  readonly at?: string;
  readonly evidence?: string;
  readonly json?: true;
}

const STEPS = [
  'received',
  'extended',
  'identity',
  'erased',
  'recipient-told',
  'letter',
  'outcome',
  'sender-told',
  'incident',
  'appeal',
  'closed',
  'reopened',
] as const satisfies readonly CaseEventKind[];
type Step = (typeof STEPS)[number];

export function addCase(program: Command): void {
  program
    .command('case')
    .description('the open cases; or one of them; or record a step of it')
    .argument('[reference]', "the case's number; never an address")
    .addArgument(new Argument('[step]', 'what happened').choices(STEPS))
    .argument('[value]', 'of the step: see below')
    .addOption(new Option('--channel <channel>', 'by what way').choices(CHANNELS).default('mail'))
    .option('--at <date>', 'the day on which it happened, such as 2026-11-20 (default: now)')
    .option('--evidence <file>', 'the message that shows it: its SHA-256 is recorded, not its content')
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
  incident        ${CONTACTS.join(', ')}
  appeal          ${DECISIONS.join(', ')}
  closed, reopened

Examples:
  lethe case DPO-17 received erasure --at 2026-11-20 --evidence request.eml
  lethe case DPO-17 erased CRM
  lethe case DPO-17 letter offer-1-en
  lethe case DPO-17 outcome accepted
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
  const [{ openFolder }, { requireReference }, { openSession, requireRegister }, { stateOfCase }] =
    await Promise.all([
      import('../folder.ts'),
      import('../refusals.ts'),
      import('../session.ts'),
      import('../../utils/register/case-state.ts'),
    ]);
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
    const at = stateOfCase(checked ?? '', cases.get(checked ?? '') ?? []).receivedAt;
    if (at === null) throw new Failure(`When ${checked} was received isn't recorded: record that first.`);
    return at;
  };
  // Most wrong values are told before the passphrase is asked for.
  const event = step === undefined ? undefined : await eventOf(step, value, options, receivedAt);
  const session = await open();
  if (checked !== undefined && event !== undefined) {
    const { record } = await import('../record.ts');
    const operation = { type: 'case', reference: checked, recordedAt: Date.now(), event } as const;
    await record(session, [operation], 'lethe case');
  }
  const { cases } = await requireRegister(session);
  if (checked !== undefined) {
    const steps = cases.get(checked);
    if (steps === undefined) {
      throw new Failure(`No case ${checked} is recorded. Open it: lethe case ${checked} received …`);
    }
    const state = stateOfCase(checked, steps);
    return options.json ? printJson(state) : print(described(state));
  }
  const openCases = [...cases]
    .map(([each, steps]) => stateOfCase(each, steps))
    .filter(({ isClosed }) => !isClosed)
    .toSorted((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY));
  if (options.json) return printJson(openCases);
  print(openCases.length === 0 ? 'No open cases.' : openCases.map(inOneLine).join('\n'));
}

async function eventOf(
  step: Step,
  value: string | undefined,
  options: CaseOptions,
  receivedAt: () => Promise<number>,
): Promise<CaseEvent> {
  const at = options.at === undefined ? Date.now() : dayOf(options.at);
  const evidence = await evidenceOf(options);
  const { channel } = options;
  const { ANSWER_MONTHS, EXTENSION_MONTHS, monthsAfter } = await import('../../utils/register/due-date.ts');
  switch (step) {
    case 'received':
      return {
        kind: step,
        at,
        request: oneOf(step, REQUESTS, value),
        channel,
        dueAt: monthsAfter(at, ANSWER_MONTHS),
        evidence,
      };
    case 'extended':
      none(step, value);
      return { kind: step, at, dueAt: monthsAfter(await receivedAt(), ANSWER_MONTHS + EXTENSION_MONTHS) };
    case 'identity':
      return { kind: step, at, how: oneOf(step, IDENTITY_CHECKS, value) };
    case 'erased':
      return { kind: step, at, system: nameOf(step, value) };
    case 'recipient-told':
      return { kind: step, at, recipient: nameOf(step, value) };
    case 'letter':
      return { kind: step, at, wording: nameOf(step, value), channel };
    case 'outcome':
      return { kind: step, at, outcome: oneOf(step, OUTCOMES, value), evidence };
    case 'sender-told':
      return { kind: step, at, sender: nameOf(step, value) };
    case 'incident':
      return { kind: step, at, contact: oneOf(step, CONTACTS, value), wasPublished: null };
    case 'appeal':
      return { kind: step, at, decision: oneOf(step, DECISIONS, value) };
    case 'closed':
    case 'reopened':
      none(step, value);
      return { kind: step, at };
  }
}

function oneOf<Word extends string>(step: Step, words: readonly Word[], value: string | undefined): Word {
  if (isOneOf(words, value)) return value;
  throw new Failure(`${step} takes one of: ${words.join(', ')}.`, 'usage');
}

function none(step: Step, value: string | undefined): void {
  if (value !== undefined) throw new Failure(`${step} takes no value.`, 'usage');
}

/** A system's, a recipient's or a sender's name; nothing that could be a person's address. */
function nameOf(step: Step, value: string | undefined): string {
  const name = value?.trim().normalize('NFC') ?? '';
  if (name === '' || name.length > 80)
    throw new Failure(`${step} takes a name of up to 80 letters.`, 'usage');
  if (/[@＠﹫]/u.test(name)) {
    throw new Failure(`${step} must not hold an @: the register tells nobody's address.`, 'usage');
  }
  return name;
}

function dayOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new Failure('--at takes a date such as 2026-11-20.', 'usage');
  // Noon of today may lie ahead.
  if (time > Date.now() + 86_400_000) throw new Failure('--at names a day that is still to come.', 'usage');
  return time;
}

async function evidenceOf({ evidence, channel }: CaseOptions) {
  if (evidence === undefined) return null;
  const { readFile } = await import('node:fs/promises');
  const { createHash } = await import('node:crypto');
  try {
    const sha256 = createHash('sha256')
      .update(await readFile(evidence))
      .digest('hex');
    return { sha256, sentAt: null, channel };
  } catch (error) {
    throw new Failure(
      `--evidence ${evidence} can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function day(time: number | null): string {
  return time === null ? 'not recorded' : new Date(time).toISOString().slice(0, 10);
}

function inOneLine(state: CaseState): string {
  const waits = state.awaitsReply ? '; awaits a reply to the offer' : '';
  return `${state.reference}: ${state.request ?? 'receipt not recorded'}, due ${day(state.dueAt)}${waits}`;
}

function described(state: CaseState): string {
  const list = (names: readonly string[]) => (names.length === 0 ? '–' : names.join(', '));
  const letters = state.letters.map(({ wording, at }) => `${wording} (${day(at)})`);
  const incidents = state.incidents.map(({ contact, at }) => `${contact} (${day(at)})`);
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
