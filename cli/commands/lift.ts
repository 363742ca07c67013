import { type Command, Option } from 'commander';
import type { Session } from '../../utils/officer/session.ts';
import type { Block } from '../../utils/register/block.ts';
import type { LiftReason } from '../../utils/register/operation.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface LiftOptions {
  readonly dir: string;
  readonly reference: string;
  readonly reason: Exclude<LiftReason, 'change'>;
  readonly case?: string;
  readonly json?: true;
}

export function addLift(program: Command): void {
  program
    .command('lift')
    .description('end blocks; reps learn it with the next publish')
    .argument(
      '[address...]',
      'as they were added: addresses, numbers, profiles, or companies as @acme.example',
    )
    .requiredOption(
      '--reference <reference>',
      'number of the case in which it was asked for; never an address',
    )
    .addOption(
      new Option('--reason <reason>', 'the person asked for it, or it should never have been recorded')
        .choices(['request', 'mistake'])
        .makeOptionMandatory(),
    )
    .option('--case <reference>', 'all blocks that were recorded under this case or import')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Nothing is changed or deleted in the register: the lift is recorded beside the block.

Examples:
  lethe lift ann@example.org --reference DPO-40 --reason request
  lethe lift --case IMPORT-2026-1 --reference DPO-41 --reason mistake`,
    )
    .action(lift);
}

async function lift(addresses: string[], options: LiftOptions): Promise<void> {
  if ((addresses.length === 0) === (options.case === undefined)) {
    throw new Failure('Name addresses, or a case by --case, and not both.', 'usage');
  }
  const [{ openFolder }, { requireReference }, { openSession }, { requireRegister }, { standingBlocks }] =
    await Promise.all([
      import('../folder.ts'),
      import('../refusals.ts'),
      import('../session.ts'),
      import('../../utils/officer/session.ts'),
      import('../../utils/register/register.ts'),
    ]);
  const { settings } = await openFolder(options.dir);
  const reference = requireReference(options.reference, settings.referencePattern);
  const session = await openSession(options.dir);
  const standing = standingBlocks(await requireRegister(session));
  const found =
    options.case === undefined
      ? await blocksOfAddresses(session, standing, addresses)
      : standing.filter(block => block.reference === options.case?.trim().normalize('NFC'));
  if (found.length === 0) throw new Failure(`No block stands under ${options.case}.`);
  const blocks = [...new Set(found.map(({ id }) => id))];
  const { record } = await import('../../utils/officer/record.ts');
  const operation = {
    type: 'lift',
    reference,
    recordedAt: Date.now(),
    reason: options.reason,
    blocks,
  } as const;
  await record(session, [operation], 'lethe lift');
  if (options.json) return printJson({ lifted: blocks.length, reference });
  print(`${blocks.length} lifted under ${reference}. Reps learn it with: lethe publish`);
}

/** The blocks of these and of no other; one address without any, and nothing is lifted. */
async function blocksOfAddresses(
  session: Session,
  standing: readonly Block[],
  addresses: readonly string[],
): Promise<Block[]> {
  const [{ namedBy }, { digestText }, { blocksWithDigest }, { hintOf, reasonOf }] = await Promise.all([
    import('../../utils/officer/named-by.ts'),
    import('../../utils/register/identify.ts'),
    import('../../utils/register/blocks-with-digest.ts'),
    import('../refusals.ts'),
  ]);
  const { country } = session.workplace.settings;
  const found: Block[] = [];
  const problems: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const what = addresses.length === 1 ? 'The address' : `Address ${index + 1}`;
    const { kind, text } = namedBy(address, country);
    const result = await digestText(session.digestKey, kind, text);
    if (!result.ok) {
      problems.push(`${what} ${reasonOf(result.reason)}${hintOf(result.reason, country)}.`);
      continue;
    }
    const blocks = blocksWithDigest(
      standing,
      result.digested.digests.map(({ digest }) => digest),
    );
    if (blocks.length === 0) {
      const hint = kind === 'email' ? ' (a block of its whole company is lifted as @acme.example)' : '';
      problems.push(`${what} has no block of its own${hint}.`);
    }
    found.push(...blocks);
  }
  if (problems.length > 0) throw new Failure(`${problems.join('\n')}\nNothing was lifted.`);
  return found;
}
