import type { Command } from 'commander';
import { unwritable } from '../disk-problem.ts';
import { print, printJson, warn } from '../failure.ts';
import { checkedUrl } from '../init-answers.ts';
import { dirOption } from '../options.ts';
import { addPolicyOptions, type PolicyOptions } from '../policy-options.ts';
import { DEFAULT_PORT } from './serve.ts';

interface EnrolOptions extends PolicyOptions {
  readonly dir: string;
  readonly repositoryUrl?: string;
  readonly file?: string;
  readonly policies?: string;
  readonly json?: true;
}

export function addEnrol(program: Command): void {
  const command = program
    .command('enrol')
    .description("print the code that enrols a colleague's browser; to be treated as a password")
    .option(
      '--repository-url <url>',
      `address from which the list is read, in place of the one in lethe.json`,
    )
    .option('--file <file>', 'write an enrolment file in place of printing the code')
    .option(
      '--policies <dir>',
      'write ready-made policies for Chrome, Edge and Firefox in place of printing the code: see docs/rollout.md',
    )
    .addOption(dirOption())
    .option(
      '--json',
      'print {"code", "rootFingerprint", "repository", "organisation"}, or "file" and "policies" in place of the code',
    )
    .addHelpText(
      'after',
      `
Examples:
  lethe enrol --dir acme
  lethe enrol --dir acme --file acme.lethe
  lethe enrol --dir acme --policies acme-policies --lock-options --hide-desk
  lethe enrol --dir acme --repository-url http://127.0.0.1:${DEFAULT_PORT}/`,
    )
    .action(enrol);
  addPolicyOptions(command);
}

async function enrol(options: EnrolOptions): Promise<void> {
  const given = options.repositoryUrl === undefined ? undefined : checkedUrl(options.repositoryUrl);
  const [{ openSession }, { enrolmentOf }, { encodeEnrolment }, { enrolmentFile }, { fingerprintOf }] =
    await Promise.all([
      import('../session.ts'),
      import('../../utils/officer/enrolment-of.ts'),
      import('../../utils/enrolment/code.ts'),
      import('../../utils/enrolment/enrolment-file.ts'),
      import('../../utils/enrolment/root-pin.ts'),
    ]);
  const session = await openSession(options.dir);
  const { organisation } = session.workplace.settings;
  const repository = given ?? configured(session.workplace.settings.repository) ?? tryOut();
  const enrolment = await enrolmentOf(session, repository);
  const fingerprint = fingerprintOf(enrolment.root);
  const code = encodeEnrolment(enrolment);
  const { file, policies } = options;
  if (file !== undefined) await writeSecret(file, enrolmentFile(enrolment));
  if (policies !== undefined) {
    const { writePolicies } = await import('../policies.ts');
    await writePolicies(policies, organisation, code, options);
  }
  const written = [file, policies].filter(path => path !== undefined);
  if (options.json) {
    const where = written.length === 0 ? { code } : { ...(file && { file }), ...(policies && { policies }) };
    return printJson({ ...where, organisation, repository, rootFingerprint: fingerprint });
  }
  if (written.length === 0) print(code);
  process.stderr.write(
    `${written.length === 0 ? 'Treat this code' : `Written to ${written.join(' and ')}. Treat it`} as a password: whoever holds it can test guesses against the list.
Your colleague is shown this before accepting:
  Organisation:     ${organisation}
  Root fingerprint: ${fingerprint}
`,
  );
}

/** As an officer may have written it into lethe.json, without its last slash. */
function configured(repository: string | null): string | undefined {
  return repository === null ? undefined : checkedUrl(repository);
}

function tryOut(): string {
  const url = `http://127.0.0.1:${DEFAULT_PORT}/`;
  warn(
    `lethe.json names no "repository" yet: this code reads the list from "lethe serve" on this machine, ${url}`,
  );
  return url;
}

async function writeSecret(file: string, text: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw unwritable(file, error, 'Delete it where its code is replaced, or name another.');
  }
}
