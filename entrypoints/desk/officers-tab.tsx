import { useState } from 'preact/hooks';
import { OfficersView } from '../../components/desk/officers-view.tsx';
import type { Desk } from '../../utils/desk/desk.ts';
import type { DeskInWorker } from '../../utils/desk/desk-in-worker.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import { invitationFile } from '../../utils/officer/invitation.ts';
import { checkNumberOf, type JoinRequest, readJoin } from '../../utils/officer/join-request.ts';
import { begunEarlier, OfficerFailure, repositoryFailure } from '../../utils/officer/officer-failure.ts';
import type { Officer } from '../../utils/officer/officers.ts';
import { type Session, sessionOf } from '../../utils/officer/session.ts';
import type { Standing } from '../../utils/publish/rotation.ts';

interface OfficersTabProps {
  readonly desk: Desk;
  readonly inWorker: DeskInWorker;
  readonly session: Session;
  readonly officers: readonly Officer[];
  /** Keys or settings are others now. */
  readonly onSession: (session: Session) => Promise<void>;
}

/** The desk's officers: over the session that is open. */
export function OfficersTab({ desk, inWorker, session, officers, onSession }: OfficersTabProps) {
  const [request, setRequest] = useState<JoinRequest | null>(null);

  const after = ({ keys, roots }: Standing): Promise<Session> =>
    sessionOf(session.workplace, session.officer, keys, roots);

  return (
    <OfficersView
      officers={officers}
      onInvite={async () => {
        const { session: settled } = await inWorker.bringSettingsTogether(session, { always: true });
        const { settings } = settled.workplace;
        saveFile(
          `${settings.organisation}.invitation.json`,
          invitationFile({ settings, root: session.officer.root }),
        );
        await onSession(settled);
      }}
      onApplicant={async text => {
        const read = await readJoin(text);
        if (!read.ok) throw new OfficerFailure(read.said);
        setRequest(read.request);
        return { name: read.request.name, checkNumber: await checkNumberOf(read.request) };
      }}
      onAdmit={async (rootFile, passphrase) => {
        if (!request) return;
        const rootSigner = await desk.openRootKey(session, rootFile, passphrase);
        const standing = await inWorker.admit(session, rootSigner, request);
        await onSession(await after(standing));
        if (!standing.roots.set.root.signed.roles.targets.keyIds.includes(request.key.keyId)) {
          throw begunEarlier();
        }
      }}
      onRemove={async (keyId, rootFile, passphrase, unpublished) => {
        const rootSigner = await desk.openRootKey(session, rootFile, passphrase);
        const standing = await inWorker.remove(session, rootSigner, keyId, unpublished);
        if (standing === 'undecided') return standing;
        await onSession(await after(standing));
        if (!standing.roots.set.root.signed.roles.targets.keyIds.includes(keyId)) return 'removed';
        throw begunEarlier();
      }}
      onNewSealKey={async () => {
        const { published, standing } = await inWorker.newSealKey(session);
        await onSession(await after(standing));
        if (!published.ok) throw repositoryFailure(published.said);
      }}
    />
  );
}
