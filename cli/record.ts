import { hex } from '@scure/base';
import { verifyRoots } from '../utils/publish/repository.ts';
import { appendOperations } from '../utils/register/append.ts';
import type { BlockedIdentifier, Ground } from '../utils/register/block.ts';
import type { Digested } from '../utils/register/identify.ts';
import { toBlocked } from '../utils/register/identify.ts';
import type { Operation } from '../utils/register/operation.ts';
import { type Register, standingBlocks } from '../utils/register/register.ts';
import { argon2idNode } from '../utils/scheme/argon2-node.ts';
import type { Argon2Threads } from '../utils/scheme/argon2-threads-node.ts';
import { Failure } from './failure.ts';
import { whileLocked } from './lock.ts';
import { rememberHeads, requireRegister, type Session } from './session.ts';

/** Appends one operation for these identifiers; other processes wait meanwhile, and nothing of theirs is lost. */
export async function recordBlocks(
  session: Session,
  ground: Ground,
  identifiers: readonly BlockedIdentifier[],
  purpose: string,
): Promise<void> {
  await record(session, [{ type: 'block', ...ground, identifiers }], purpose);
}

/** Appends operations to the register; other processes wait meanwhile, and nothing of theirs is lost. */
export async function record(
  session: Session,
  operations: readonly Operation[],
  purpose: string,
): Promise<void> {
  await whileLocked(session.folder.path, purpose, async () => {
    await requireSameKeys(session);
    const register = await requireRegister(session);
    const appended = await appendOperations(
      session.register,
      session.officer.signingKey,
      register.heads,
      operations,
      Date.now(),
    );
    if (!appended.ok) throw new Failure('Another process wrote to the register at the same time: try again.');
    await rememberHeads(session, appended.heads);
  });
}

/** What a replaced key records after its revocation would count for nothing, and nobody would notice. */
async function requireSameKeys({ repository, roots }: Session): Promise<void> {
  const now = await verifyRoots(repository);
  if (!now.ok) throw new Failure(now.detail);
  if (now.value.set.root.signed.version === roots.set.root.signed.version) return;
  throw new Failure('Keys were replaced meanwhile, and nothing was recorded: run this again.');
}

/** What computes Argon2id, and how many at the same time keep it busy. */
export type Hashing = Pick<Argon2Threads, 'argon2id' | 'atOnce'>;

/** By the library's own threads, which are enough for what an officer types. */
const A_FEW: Hashing = { argon2id: argon2idNode, atOnce: 4 };

/**
 * Tags of many identifiers.
 * @param onDone called after each, with how many are done
 */
export async function blockAll(
  session: Session,
  digested: readonly Digested[],
  { argon2id, atOnce }: Hashing = A_FEW,
  onDone: (count: number) => void = () => undefined,
): Promise<BlockedIdentifier[]> {
  const blocked: BlockedIdentifier[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let index = next++; index < digested.length; index = next++) {
      const item = digested[index];
      if (item) blocked[index] = await toBlocked(item, session.repository.listId, argon2id);
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
