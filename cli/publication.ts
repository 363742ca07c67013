import { lifetimes, timestampLifetime } from '../utils/publish/lifetimes.ts';
import { type PublishResult, publish } from '../utils/publish/publish.ts';
import { argon2idNode } from '../utils/scheme/argon2-node.ts';
import { readOwnRegister, rememberHeads, type Session } from './session.ts';

/** Publishes the register of a folder into its `public/`. The folder's lock must be held. */
export function publishFolder(session: Session, removalConfirmed: boolean): Promise<PublishResult> {
  const { organisation, contact, guard, refreshing } = session.folder.settings;
  return publish({
    access: session.repository,
    decoySecret: session.keys.decoySecret,
    description: { organisation, contact, guard },
    signer: session.officer.signingKey,
    lifetimes: { ...lifetimes, timestamp: timestampLifetime(refreshing) },
    argon2id: argon2idNode,
    now: Date.now(),
    readRegister: async (_roots, known) => {
      const read = await readOwnRegister(session, known);
      if (read.ok) await rememberHeads(session, read.register.heads);
      return read;
    },
    removalConfirmed,
  });
}
