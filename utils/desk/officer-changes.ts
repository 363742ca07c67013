import { type HeldKeys, UndecidedFailure, type Unpublished } from '../officer/exchange-keys.ts';
import type { JoinRequest } from '../officer/join-request.ts';
import { admitOfficer, removeOfficer } from '../officer/officers.ts';
import { replaceSealKey } from '../officer/replace-seal-key.ts';
import type { Session } from '../officer/session.ts';
import type { PublishResult } from '../publish/publish.ts';
import type { Standing } from '../publish/rotation.ts';
import type { SigningKey } from '../tuf/signer.ts';

/** As `admitOfficer`, in the session's name. */
export async function admit(
  session: Session,
  rootSigner: SigningKey,
  request: JoinRequest,
): Promise<Standing> {
  return (await admitOfficer(heldBy(session, rootSigner), request)).standing;
}

/** As `removeOfficer`, in the session's name; `undecided` where somebody has to decide first. */
export async function remove(
  session: Session,
  rootSigner: SigningKey,
  keyId: string,
  decision: Unpublished | undefined,
): Promise<Standing | 'undecided'> {
  try {
    return (await removeOfficer(heldBy(session, rootSigner), keyId, decision)).standing;
  } catch (error) {
    if (error instanceof UndecidedFailure) return 'undecided';
    throw error;
  }
}

/** As `replaceSealKey`: the keys that are in force now, and what came of publishing with them. */
export async function newSealKey(
  session: Session,
): Promise<{ readonly standing: Standing; readonly published: PublishResult }> {
  const { session: sealed, published } = await replaceSealKey(session);
  return { standing: { keys: sealed.keys, roots: sealed.roots }, published };
}

function heldBy({ workplace, officer }: Session, rootSigner: SigningKey): HeldKeys {
  return { workplace, rootSigner, opener: officer, officer };
}
