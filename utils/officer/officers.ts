import { equalBytes } from '../bytes.ts';
import { pinOf, type RootPin } from '../enrolment/root-pin.ts';
import type { VerifiedRoots } from '../publish/repository.ts';
import type { Register } from '../register/register.ts';
import { sentence } from '../sentence.ts';
import {
  closedOf,
  exchangeKeys,
  type HeldKeys,
  type RotationOutcome,
  type Unpublished,
} from './exchange-keys.ts';
import type { JoinRequest } from './join-request.ts';
import { OfficerFailure } from './officer-failure.ts';
import { type Session, sessionOf } from './session.ts';

/** Somebody who may record and publish, or might before. */
export interface Officer {
  readonly keyId: string;
  /** As they called themselves; null for whoever made the organisation without a name, and for those who left. */
  readonly name: string | null;
  readonly isSelf: boolean;
  readonly isInForce: boolean;
  /** Objects of theirs in the register. */
  readonly objects: number;
}

/** Who may record and publish now, and who might once; oneself first. */
export function officersOf(
  { officer, keys, roots }: Pick<Session, 'officer' | 'keys' | 'roots'>,
  register: Pick<Register, 'heads'>,
): Officer[] {
  const { targets } = roots.set.root.signed.roles;
  return [...roots.officers.keys()]
    .map(keyId => ({
      keyId,
      name: keys.recipients.find(recipient => recipient.keyId === keyId)?.name ?? null,
      isSelf: keyId === officer.signingKey.key.keyId,
      isInForce: targets.keyIds.includes(keyId),
      objects: register.heads.find(({ writer }) => writer === keyId)?.sequence ?? 0,
    }))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ isSelf, isInForce }: Officer): number {
  return isSelf ? 0 : isInForce ? 1 : 2;
}

/**
 * Admits whoever made this request: the next root names their key, and org.age opens to it. That the key is theirs, a
 * person has made sure by the check number.
 * @throws OfficerFailure
 */
export async function admitOfficer(held: HeldKeys, request: JoinRequest): Promise<RotationOutcome> {
  const { key, recipient, name, listId } = request;
  if (listId !== held.workplace.settings.listId) {
    throw new OfficerFailure(
      sentence(
        'told.failure.requestOfAnother',
      )`This request is for another organisation: send them your own invitation, and let them join anew.`,
    );
  }
  return exchangeKeys(held, 'admitting an officer', async ({ roots }) => {
    requireRootKey(roots, held);
    if (!(await isOurRoot(roots, held, request.root))) {
      throw new OfficerFailure(
        sentence(
          'told.failure.requestOtherRoot',
        )`This request was made with an invitation that isn't this organisation's: invite them again, and let them join anew.`,
      );
    }
    if (roots.officers.has(key.keyId)) {
      const isInForce = roots.set.root.signed.roles.targets.keyIds.includes(key.keyId);
      throw new OfficerFailure(
        isInForce
          ? sentence(
              'told.failure.alreadyOfficer',
            )`${name} is an officer already: there is nothing left to do.`
          : sentence(
              'told.failure.revokedKey',
            )`This key of ${name} was revoked: let them join anew, with a new key.`,
      );
    }
    const newcomer = { kind: 'officer', key, recipient, sealed: null, name } as const;
    return { newcomers: [{ newcomer }], leaving: [] };
  });
}

/**
 * Removes an officer: the list is signed anew by who stays, the next root names their key no more, org.age opens to them no
 * more, and their chain ends with the last publication. What they knew they know: replace the seal key.
 * @param decision about what they recorded and nobody published
 * @throws OfficerFailure; UndecidedFailure where there is such and nobody decided
 */
export async function removeOfficer(
  held: HeldKeys,
  keyId: string,
  decision: Unpublished | undefined,
): Promise<RotationOutcome> {
  const { officer } = held;
  if (officer === undefined)
    throw new OfficerFailure(
      sentence(
        'told.officers.keyNeeded',
      )`An officer's key is needed, of one who stays: do this where that is.`,
    );
  if (keyId === officer.signingKey.key.keyId) {
    throw new OfficerFailure(
      sentence('told.officers.self')`Nobody removes themselves: let another officer do it.`,
    );
  }
  return exchangeKeys(held, 'removing an officer', async ({ keys, roots }) => {
    requireRootKey(roots, held);
    const { version, roles } = roots.set.root.signed;
    if (!roles.targets.keyIds.includes(keyId)) {
      throw new OfficerFailure(
        sentence(
          'told.officers.unknown',
        )`Root ${version} names no officer with this key: were they removed meanwhile? The list of officers shows who is one.`,
      );
    }
    const session = await sessionOf(held.workplace, officer, keys, roots);
    return { newcomers: [], leaving: [keyId], closed: await closedOf(session, [keyId], decision) };
  });
}

function requireRootKey({ set }: VerifiedRoots, { rootSigner }: HeldKeys): void {
  if (set.root.signed.roles.root.keyIds.includes(rootSigner.key.keyId)) return;
  throw new OfficerFailure(
    sentence('told.failure.rootKeyReplaced')`This root key was replaced: take the one that replaced it.`,
  );
}

/** Whether a newcomer starts from one of the roots that were verified here. */
async function isOurRoot(
  { set }: VerifiedRoots,
  { workplace, opener }: HeldKeys,
  { version, sha256 }: RootPin,
): Promise<boolean> {
  const first = await pinOf(opener.root);
  if (version === first.version) return equalBytes(first.sha256, sha256);
  if (version < first.version || version > set.root.signed.version) return false;
  const stored = await workplace.repository.get(`metadata/${version}.root.json`);
  return stored !== undefined && equalBytes((await pinOf(stored.bytes)).sha256, sha256);
}
