import { hex } from '@scure/base';
import { verifyRoots } from '../publish/repository.ts';
import { appendOperations } from '../register/append.ts';
import type { BlockedIdentifier, Ground } from '../register/block.ts';
import type { Digested } from '../register/identify.ts';
import { toBlocked } from '../register/identify.ts';
import type { Operation } from '../register/operation.ts';
import { type Register, standingBlocks } from '../register/register.ts';
import { sealAddress } from '../register/sealed-address.ts';
import { OfficerFailure } from './officer-failure.ts';
import { requireRegister, type Session } from './session.ts';
import type { Hashing } from './workplace.ts';

/** Appends one operation for these identifiers; other processes wait meanwhile, and nothing of theirs is lost. */
export async function recordBlocks(
  session: Session,
  ground: Ground,
  identifiers: readonly BlockedIdentifier[],
  purpose: string,
): Promise<void> {
  await record(session, [{ type: 'block', ...ground, identifiers }], purpose);
}

/** How often another machine may have written to the same chain first: the same key rarely works on two at once. */
const ATTEMPTS = 5;

/** Appends operations to the register; other processes wait meanwhile, and nothing of theirs is lost. */
export async function record(
  session: Session,
  operations: readonly Operation[],
  purpose: string,
): Promise<void> {
  await session.workplace.exclusively(purpose, async () => {
    let left = operations;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await requireSameKeys(session);
      const register = await requireRegister(session);
      const { signingKey } = session.officer;
      const appended = await appendOperations(session.register, signingKey, register.heads, left, Date.now());
      if (appended.ok) return session.workplace.seenHeads.save(appended.heads);
      left = appended.left;
    }
    throw new OfficerFailure(
      'Others wrote to the register at the same time, again and again: run this again, what was recorded is kept.',
    );
  });
}

/** What a replaced key records after its revocation would count for nothing, and nobody would notice. */
export async function requireSameKeys({ repository, roots }: Session): Promise<void> {
  const now = await verifyRoots(repository);
  if (!now.ok) throw new OfficerFailure(now.detail);
  if (now.value.set.root.signed.version === roots.set.root.signed.version) return;
  throw new OfficerFailure('Keys were replaced meanwhile, and nothing was recorded: run this again.');
}

/**
 * Tags of many identifiers; and each sealed to the auditors, where the organisation keeps it for them.
 * @param onDone called after each, with how many are done
 */
export async function blockAll(
  session: Session,
  digested: readonly Digested[],
  { argon2id, atOnce }: Hashing = session.workplace.hashing,
  onDone: (count: number) => void = () => undefined,
): Promise<BlockedIdentifier[]> {
  const blocked: BlockedIdentifier[] = [];
  const { addressesSealedTo = [] } = session.workplace.settings;
  const seal =
    addressesSealedTo.length === 0
      ? undefined
      : (canonical: string) => sealAddress(canonical, addressesSealedTo);
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let index = next++; index < digested.length; index = next++) {
      const item = digested[index];
      if (item) blocked[index] = await toBlocked(item, session.repository.listId, argon2id, seal);
      done += 1;
      onDone(done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return blocked;
}

/** What stands in the register already: digest in hex → whether every contact is forbidden. */
export function standingDigests(register: Register): Map<string, 'marketing' | 'all'> {
  const standing = new Map<string, 'marketing' | 'all'>();
  for (const { forms, scope } of standingBlocks(register)) {
    for (const { digest } of forms) {
      const key = hex.encode(digest);
      if (standing.get(key) !== 'all') standing.set(key, scope);
    }
  }
  return standing;
}

/** True where the register forbids at least as much already, under every canonical version. */
export function isCovered(
  standing: ReadonlyMap<string, 'marketing' | 'all'>,
  { digests }: Digested,
  scope: 'marketing' | 'all',
): boolean {
  return digests.every(({ digest }) => {
    const found = standing.get(hex.encode(digest));
    return found === 'all' || found === scope;
  });
}
