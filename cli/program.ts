import { Command, CommanderError } from 'commander';
import { OfficerFailure } from '../utils/officer/officer-failure.ts';
import { StoreFailure } from '../utils/publish/store-failure.ts';
import { addAdd } from './commands/add.ts';
import { addAudit } from './commands/audit.ts';
import { addCase } from './commands/case.ts';
import { addCheck } from './commands/check.ts';
import { addCoverage } from './commands/coverage.ts';
import { addEnrol } from './commands/enrol.ts';
import { addErase } from './commands/erase.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addLetter } from './commands/letter.ts';
import { addLift } from './commands/lift.ts';
import { addList } from './commands/list.ts';
import { addOfficers } from './commands/officers.ts';
import { addProbe } from './commands/probe.ts';
import { addPublish } from './commands/publish.ts';
import { addRecover } from './commands/recover.ts';
import { addRefresh } from './commands/refresh.ts';
import { addRotate } from './commands/rotate.ts';
import { addScreen } from './commands/screen.ts';
import { addServe } from './commands/serve.ts';
import { addSettings } from './commands/settings.ts';
import { addStatus } from './commands/status.ts';
import { diskProblem } from './disk-problem.ts';
import { Failure } from './failure.ts';
import { CREDENTIALS_HINT } from './store-credentials.ts';

/** Runs a command line, without node and script in front, and gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function createProgram(): Command {
  const program = new Command('lethe')
    .description('keeps a list of who must not be contacted, without keeping their addresses')
    .showHelpAfterError('(--help shows the usage)')
    .addHelpText(
      'after',
      `
Commands that work in the organisation's folder take --dir DIR (init takes it as its argument). The passphrase is asked
in the terminal, or read from LETHE_PASSPHRASE. Exit codes: 0 done, 1 failed, 2 wrong usage, and of screen 3 where the
list can't be relied on. For monitoring there are refresh, publish, status, probe and coverage, each with --json; of the first
three it holds the warnings too, which stand on stderr as well.

Example:
  lethe init acme --name "Acme BV" --repository-url https://lists.acme.example/
  lethe add ann@example.org --reference DPO-17 --basis erasure --dir acme
  lethe publish --dir acme
  lethe enrol --dir acme`,
    )
    // An option belongs to the command before it: --dir behind `audit export` to that, and not to `audit`.
    .enablePositionalOptions()
    .exitOverride();
  for (const add of [
    addInit,
    addAdd,
    addImport,
    addPublish,
    addRefresh,
    addCheck,
    addScreen,
    addStatus,
    addList,
    addEnrol,
    addCase,
    addLift,
    addErase,
    addAudit,
    addCoverage,
    addLetter,
    addServe,
    addProbe,
    addOfficers,
    addSettings,
    addRotate,
    addRecover,
  ]) {
    add(program);
  }
  return program;
}

function exitCodeOf(error: unknown): number {
  // Commander has written its message, and ends --help this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const disk = diskProblem(error);
  const message = disk ?? (error instanceof Error ? error.message : String(error));
  process.stderr.write(`Error: ${message}\n`);
  if (error instanceof StoreFailure && error.problem === 'credentials') {
    process.stderr.write(`${CREDENTIALS_HINT}\n`);
  }
  if (error instanceof Failure) return error.exitCode;
  // Anything but a failure is a defect: where it happened helps whoever mends it.
  const expected = error instanceof OfficerFailure || error instanceof StoreFailure || disk !== undefined;
  if (!expected && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
