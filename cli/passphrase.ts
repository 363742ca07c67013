import type { ReadLineOptions } from 'node:readline';
import { Failure } from './failure.ts';

export interface PassphraseRequest {
  /** What it opens, for the prompt: "officer's key". */
  readonly what: string;
  /** Environment variables to look in, the most particular first. */
  readonly variables: readonly string[];
}

/** In characters. */
export const SHORT_PASSPHRASE = 12;
export const SHORT_PASSPHRASE_WARNING = `a passphrase of less than ${SHORT_PASSPHRASE} characters can be guessed by whoever copies the file.`;

/** Passphrases to try: those in the environment, else one from the terminal, without echo. */
export async function askPassphrase({ what, variables }: PassphraseRequest): Promise<readonly string[]> {
  const given = fromEnvironment(variables);
  return given.length > 0 ? given : [await readHidden(`Passphrase of the ${what}: `, variables)];
}

/**
 * A new passphrase, typed twice. Where `fallback` is given, Enter takes that.
 */
export async function askNewPassphrase(request: PassphraseRequest, fallback?: string): Promise<string> {
  const [given] = fromEnvironment(request.variables);
  if (given !== undefined) return given;
  const hint = fallback === undefined ? '' : " (Enter: the same as the officer's)";
  const first = await readHidden(`New passphrase for the ${request.what}${hint}: `, request.variables);
  if (first === '' && fallback !== undefined) return fallback;
  if (first === '') throw new Failure('A passphrase must not be empty.');
  const second = await readHidden('The same again: ', request.variables);
  if (first !== second) throw new Failure("The two passphrases aren't the same.");
  return first;
}

/** A line from the terminal, with echo. */
export async function askLine(
  question: string,
  { input, output }: Pick<ReadLineOptions, 'input' | 'output'> = {
    input: process.stdin,
    output: process.stderr,
  },
): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input, ...(output && { output }) });
  try {
    return (await terminal.question(question)).trim();
  } catch (error) {
    // Ctrl-C or Ctrl-D: somebody thought better of it.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    output?.write('\n');
    throw new Failure('Interrupted.');
  } finally {
    terminal.close();
  }
}

export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

function fromEnvironment(variables: readonly string[]): string[] {
  const values = variables.flatMap(name => process.env[name] ?? []).filter(value => value !== '');
  return [...new Set(values)];
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const BACKSPACE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

async function readHidden(prompt: string, variables: readonly string[]): Promise<string> {
  if (!isInteractive()) {
    throw new Failure(`A passphrase is needed: set ${variables.join(' or ')}, or run this in a terminal.`);
  }
  process.stderr.write(prompt);
  process.stdin.setRawMode(true);
  process.stdin.setEncoding('utf8');
  try {
    return await untilEnter();
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.pause();
    process.stderr.write('\n');
  }
}

function untilEnter(): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const onData = (text: string) => {
      for (const character of text) {
        if (character === INTERRUPT || ENTER.has(character)) {
          process.stdin.off('data', onData);
          if (character === INTERRUPT) reject(new Failure('Interrupted.'));
          else resolve(typed.join(''));
          return;
        }
        typed = BACKSPACE.has(character) ? typed.slice(0, -1) : [...typed, character];
      }
    };
    process.stdin.on('data', onData);
    process.stdin.resume();
  });
}
