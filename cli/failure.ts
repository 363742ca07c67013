import { OfficerFailure } from '../utils/officer/officer-failure.ts';

/** Ends a command with a message for the user on stderr and exit code 1; `usage` with code 2. */
export class Failure extends OfficerFailure {
  readonly exitCode: 1 | 2;

  constructor(message: string, kind: 'failure' | 'usage' = 'failure') {
    super(message);
    this.exitCode = kind === 'usage' ? 2 : 1;
  }
}

/** A message on stderr that doesn't end the command. */
export function warn(message: string): void {
  process.stderr.write(`Warning: ${message}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}
