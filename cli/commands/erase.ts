import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import type { WhatToErase } from '../../utils/register/what-to-erase.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface EraseOptions {
  readonly dir: string;
  readonly yes?: true;
  readonly json?: true;
}

type Plan = Extract<WhatToErase, { ok: true }>;
type Refused = Extract<WhatToErase, { ok: false }>;

export function addErase(program: Command): void {
  program
    .command('erase')
    .description('take out of the register what nothing justifies any more: lifted blocks, closed cases')
    .argument(
      '[name...]',
      'references of closed cases, or ids of single blocks as lethe list --json prints them',
    )
    .option('--yes', 'do not ask')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Of a reference go the blocks that were recorded or lifted under it, their lifts, and the steps of the case. Blocks must
be lifted, and the lift published; a case must be closed. It can't be undone. Of each line its hash stays, and who
recorded it and erased it, and when: the register's chains still hold.

Without a name it finishes what was interrupted.

Examples:
  lethe erase DPO-40 DPO-17
  lethe erase`,
    )
    .action(erase);
}

async function erase(names: string[], options: EraseOptions): Promise<void> {
  const wanted = names.map(name => name.trim().normalize('NFC'));
  const [{ openSession }, { eraseNamed, planErasure }] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/erase-named.ts'),
  ]);
  const session = await openSession(options.dir);
  const plan = required(await planErasure(session, wanted));
  if (wanted.length > 0 && !(await isConfirmed(plan, options))) throw new Failure('Nothing was erased.');
  const { finished } = required(await eraseNamed(session, wanted, 'lethe erase'));
  const blocks = plan.erasable.blocks.size;
  const cases = [...plan.erasable.cases];
  if (options.json) return printJson({ blocks, cases, finished, leftCases: plan.leftCases });
  if (finished > 0)
    print(
      `${counted(finished, 'line')} of an erasure that was interrupted ${finished === 1 ? 'is' : 'are'} gone now.`,
    );
  if (wanted.length === 0) {
    if (finished === 0) print('No erasure was interrupted.');
    return;
  }
  print(`Erased: ${described(plan)}.
Left: of each line its hash, and who recorded and erased it, and when. Copies that you made of the register before
hold the lines themselves: backups, and what auditors took away.`);
  if (plan.leftCases.length > 0) {
    print(
      `The steps of ${plan.leftCases.join(', ')} are still there: lethe erase ${plan.leftCases.join(' ')}`,
    );
  }
}

function required<Found extends { readonly ok: true }>(found: Found | Refused): Found {
  if (found.ok) return found;
  const { name, count } = found;
  const blocks = counted(count, 'block');
  const why = {
    unknown: `Nothing is recorded under ${name}, or it was erased before.`,
    standing: `${name} has ${blocks} that nobody has lifted. Lift first, publish, and erase after that: lethe lift`,
    unpublished: `${name} has ${blocks} whose lift isn't published: the list may hold what the register no longer says. First: lethe publish`,
    open: `Case ${name} is open. Close it first: lethe case ${name} closed`,
  };
  throw new Failure(`${why[found.problem]}\nNothing was erased.`);
}

async function isConfirmed(plan: Plan, options: EraseOptions): Promise<boolean> {
  if (options.yes) return true;
  const { askLine, isInteractive } = await import('../passphrase.ts');
  if (!isInteractive()) {
    throw new Failure(
      `This would erase ${described(plan)} for good: add --yes.\nNothing was erased.`,
      'usage',
    );
  }
  return /^y(es)?$/i.test(await askLine(`Erase ${described(plan)} for good? [y/N] `));
}

function described({ erasable: { blocks, cases } }: Plan): string {
  const count = counted(blocks.size, 'lifted block');
  const steps = `the steps of ${[...cases].join(', ')}`;
  if (cases.size === 0) return count;
  return blocks.size === 0 ? steps : `${count} and ${steps}`;
}
