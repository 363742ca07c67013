import type { Facts } from '../utils/letters/facts.ts';
import { factsOfCase } from '../utils/officer/letter-facts.ts';
import { requireRegister } from '../utils/officer/session.ts';
import { blockGroups } from '../utils/register/block-groups.ts';
import { stateOfCase } from '../utils/register/case-state.ts';
import { Failure } from './failure.ts';
import { openSession } from './session.ts';

/** What the register knows of what letters of this case say, as the desk fills them in; a case that it doesn't know ends the command. */
export async function factsFromRegister(dir: string, reference: string): Promise<Facts> {
  const register = await requireRegister(await openSession(dir));
  const steps = register.cases.get(reference);
  // A letter doesn't say whether something is published.
  const groups = blockGroups(register, []);
  const isBlocks = groups.some(group => group.reference === reference || group.lift?.reference === reference);
  if (steps === undefined && !isBlocks) {
    throw new Failure(
      `Nothing is recorded under ${reference}: lethe case shows the open cases, lethe list the blocks.`,
    );
  }
  return factsOfCase(stateOfCase(reference, steps ?? []), groups);
}
