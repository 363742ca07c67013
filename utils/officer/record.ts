import { hex } from '@scure/base';
import type { ChainHead } from '../blocklist/head.ts';
import { verifyRoots } from '../publish/repository.ts';
import { appendOperations } from '../register/append.ts';
import type { BlockedIdentifier, Ground } from '../register/block.ts';
import type { Digested } from '../register/identify.ts';
import { toBlocked } from '../register/identify.ts';
import type { Operation } from '../register/operation.ts';
import { type Register, standingBlocks } from '../register/register.ts';
import { sealAddress } from '../register/sealed-address.ts';
import { createDigestSet, type DigestSet } from '../scheme/digest-set.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure, othersWrite, repositoryFailure } from './officer-failure.ts';
import { requireRegister, type Session } from './session.ts';
import type { Hashing } from './workplace.ts';

/**
 * Appends one operation for these identifiers; other processes wait meanwhile, and nothing of theirs is lost.
 * @param known heads of the register, where it was read a moment ago
 */
export async function recordBlocks(
  session: Session,
  ground: Ground,
  identifiers: readonly BlockedIdentifier[],
  purpose: string,
  known?: readonly ChainHead[],
): Promise<void> {
  await recorderOf(session, known)([{ type: 'block', ...ground, identifiers }], purpose);
}

/** How often another machine may have written to the same chain first: the same key rarely works on two at once. */
const ATTEMPTS = 5;

/** Appends operations to the register; other processes wait meanwhile, and nothing of theirs is lost. */
export async function record(
  session: Session,
  operations: readonly Operation[],
  purpose: string,
): Promise<void> {
  await recorderOf(session)(operations, purpose);
}

/**
 * For who records many times: as `record`, but the register is read once, and again only where somebody else wrote to the
 * same chain. Read for each of hundreds of writings, a register of a million would be fetched hundreds of times.
 * @param known heads of the register as it was read a moment ago
 */
export function recorderOf(
  session: Session,
  known?: readonly ChainHead[],
): (operations: readonly Operation[], purpose: string) => Promise<void> {
  let heads = known;
  return (operations, purpose) =>
    session.workplace.exclusively(purpose, async () => {
      let left = operations;
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        await requireSameKeys(session);
        const before = heads ?? (await requireRegister(session)).heads;
        // Until it is known how far the chain goes: a write that failed may have been made.
        heads = undefined;
        const { signingKey } = session.officer;
        const appended = await appendOperations(session.register, signingKey, before, left, Date.now());
        if (appended.ok) {
          heads = appended.heads;
          return saveSeen(session, appended.heads);
        }
        left = appended.left;
      }
      throw othersWrite();
    });
}

/** What is remembered never goes back: another process may have seen more of the others' chains meanwhile. */
async function saveSeen({ workplace: { seenHeads } }: Session, heads: readonly ChainHead[]): Promise<void> {
  const seen = new Map(heads.map(head => [head.writer, head]));
  for (const head of await seenHeads.load()) {
    if (head.sequence > (seen.get(head.writer)?.sequence ?? 0)) seen.set(head.writer, head);
  }
  await seenHeads.save([...seen.values()]);
}

/** What a replaced key records after its revocation would count for nothing, and nobody would notice. */
export async function requireSameKeys({ repository, roots }: Session): Promise<void> {
  const now = await verifyRoots(repository);
  if (!now.ok) throw repositoryFailure(now.said);
  if (now.value.set.root.signed.version === roots.set.root.signed.version) return;
  throw new OfficerFailure(
    sentence(
      'told.failure.keysReplaced',
    )`Keys were replaced meanwhile, and nothing was recorded: do this again, at the desk once its page is loaded anew.`,
  );
}

/**
 * Tags of many identifiers; and each sealed to the auditors, where the organisation keeps it for them.
 * @param onDone called after each, with how many are done
 * @param goesOn asked before each; once it says no, none is begun any more
 * @returns as many of the first as were begun
 */
export async function blockAll(
  session: Session,
  digested: readonly Digested[],
  { argon2id, atOnce }: Hashing = session.workplace.hashing,
  onDone: (count: number) => void = () => undefined,
  goesOn: () => boolean = () => true,
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
    while (next < digested.length && goesOn()) {
      const index = next++;
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

/** As `standingDigests`, for who asks for one scope and a million times: what forbids at least as much. */
export function coveringDigests(register: Register, scope: 'marketing' | 'all'): DigestSet {
  const covering = createDigestSet();
  for (const block of standingBlocks(register)) {
    if (block.scope !== 'all' && block.scope !== scope) continue;
    for (const { digest } of block.forms) covering.add(digest);
  }
  return covering;
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
