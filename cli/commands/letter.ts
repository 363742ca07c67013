import { Argument, type Command, Option } from 'commander';
import { CHOICES, FACT_KINDS, type FactName, type Facts, isFactName } from '../../utils/letters/facts.ts';
import { LANGUAGES, type Language } from '../../utils/letters/language.ts';
import { LETTER_IDS, type LetterId } from '../../utils/letters/letter-ids.ts';
import { calendarDay } from '../calendar-day.ts';
import { Failure, print, printJson } from '../failure.ts';
import { collect, dirOption } from '../options.ts';

interface LetterOptions {
  readonly dir: string;
  readonly language: Language;
  readonly case?: string;
  readonly reference?: string;
  readonly fact: readonly string[];
  readonly json?: true;
}

export function addLetter(program: Command): void {
  program
    .command('letter')
    .description('write a letter to a person: an offer, a confirmation, an answer; nothing of it is kept')
    .addArgument(new Argument('<letter>', 'which letter').choices(LETTER_IDS))
    .addOption(
      new Option('--language <code>', 'language of the letter').choices(LANGUAGES).makeOptionMandatory(),
    )
    .option(
      '--case <reference>',
      'fill in what the register knows of this case: dates, ground, scope, what came of it',
    )
    .option('--reference <reference>', "the case's number, where it isn't given by --case")
    .option(
      '--fact <name=value>',
      'what else the letter says, or says otherwise than --case, such as receivedOn=2026-11-01; may be repeated',
      collect,
      [],
    )
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Organisation, contact and, where it stands there, the authority come from lethe.json. What a letter needs besides is named if it is missing.
With --case the passphrase is asked, for the register is read; which facts came from there stands on stderr. Names and
addresses stand in no register: they are given by --fact, or filled in in the text.

Examples:
  lethe letter confirmation --language nl --case DPO-17
  lethe letter offer --language nl --reference DPO-17 --fact receivedOn=2026-11-01 --fact answerBy=2026-11-22
    --fact reviewOn=2028-11-01 --fact scope=all --fact "authority=Autoriteit Persoonsgegevens"`,
    )
    .action(letter);
}

async function letter(id: LetterId, options: LetterOptions): Promise<void> {
  const [
    { currentLetters },
    { factsOf: lettersFacts, writeLetter },
    { fixedFacts },
    { openFolder },
    { requireReference },
  ] = await Promise.all([
    import('../../utils/letters/letters.ts'),
    import('../../utils/letters/write-letter.ts'),
    import('../../utils/officer/letter-facts.ts'),
    import('../folder.ts'),
    import('../refusals.ts'),
  ]);
  const { settings } = await openFolder(options.dir);
  const checked = (text: string | undefined) =>
    text === undefined ? undefined : requireReference(text, settings.referencePattern);
  const ofCase = checked(options.case);
  const reference = checked(options.reference) ?? ofCase;
  const given = factsIn(options.fact);
  const known = ofCase === undefined ? {} : await factsOf(ofCase, options.dir);
  const facts: Facts = {
    ...known,
    ...fixedFacts(settings, reference),
    ...given,
  };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const written = writeLetter(currentLetters[id], options.language, facts, timeZone);
  if (!written.ok) {
    throw new Failure(
      `The letter needs more: ${written.missing.map(askFor).join(', ')}.${written.missing.includes('contact') ? ' A contact stands in lethe.json for good.' : ''}`,
      'usage',
    );
  }
  const { subject, body, wording } = written;
  const filledIn = lettersFacts(currentLetters[id], options.language).filter(
    name => Object.hasOwn(known, name) && !Object.hasOwn(given, name),
  );
  if (filledIn.length > 0) process.stderr.write(`Filled in from case ${ofCase}: ${filledIn.join(', ')}.\n`);
  if (options.json) return printJson({ subject, body, wording });
  print(`${subject}\n\n${body}\n`);
  process.stderr.write(`Wording: ${wording}. With "lethe add" it is recorded by --wording ${wording}\n`);
}

async function factsOf(reference: string, dir: string): Promise<Facts> {
  const { factsFromRegister } = await import('../case-facts.ts');
  return factsFromRegister(dir, reference);
}

/** How a missing fact is given. */
function askFor(name: FactName): string {
  if (name === 'reference') return '--case or --reference';
  const choices = Object.entries(CHOICES).find(([choice]) => choice === name)?.[1];
  const value = choices?.join('|') ?? (FACT_KINDS[name] === 'date' ? 'YYYY-MM-DD' : '…');
  return `--fact ${name}=${value}`;
}

function factsIn(given: readonly string[]): Facts {
  return Object.assign({}, ...given.map(factOf));
}

function factOf(text: string): Facts {
  const [, name = '', value = ''] = /^(\w+)=(.+)$/su.exec(text) ?? [];
  if (!isFactName(name)) {
    const names = Object.keys(FACT_KINDS).join(', ');
    throw new Failure(`--fact "${text}" is no name=value with one of these names: ${names}.`, 'usage');
  }
  const kind = FACT_KINDS[name];
  if (kind === 'date') return { [name]: dateOf(name, value) };
  if (kind === 'list') return { [name]: value.split(',').map(item => item.trim()) };
  const choices: readonly string[] | undefined = Object.entries(CHOICES).find(
    ([choice]) => choice === name,
  )?.[1];
  if (choices && !choices.includes(value)) {
    throw new Failure(`--fact ${name} takes one of ${choices.join(', ')}.`, 'usage');
  }
  return { [name]: value };
}

/** Noon, which is the same day in every time zone that a company of Europe may work in. */
function dateOf(name: FactName, value: string): number {
  return Date.parse(`${calendarDay(`--fact ${name}`, value, '2026-11-01')}T12:00:00`);
}
