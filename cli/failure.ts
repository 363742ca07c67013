const EXIT_CODES = { failure: 1, usage: 2, list: 3 } as const;

/**
 * Ends a command with a message for the user on stderr and exit code 1; `usage` with code 2; `list`, where the published
 * list can't be relied on, with code 3.
 */
export class Failure extends Error {
  readonly exitCode: 1 | 2 | 3;

  constructor(message: string, kind: keyof typeof EXIT_CODES = 'failure') {
    super(message);
    this.exitCode = EXIT_CODES[kind];
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
