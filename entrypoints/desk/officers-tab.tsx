import { useEffect, useState } from 'preact/hooks';
import { OfficersView } from '../../components/desk/officers-view.tsx';
import type { Desk } from '../../utils/desk/desk.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import { UndecidedFailure } from '../../utils/officer/exchange-keys.ts';
import { invitationFile } from '../../utils/officer/invitation.ts';
import { checkNumberOf, type JoinRequest, readJoin } from '../../utils/officer/join-request.ts';
import { OfficerFailure } from '../../utils/officer/officer-failure.ts';
import { admitOfficer, type Officer, officersOf, removeOfficer } from '../../utils/officer/officers.ts';
import { replaceSealKey } from '../../utils/officer/replace-seal-key.ts';
import { publishedHeads, requireRegister, type Session, sessionOf } from '../../utils/officer/session.ts';
import { bringSettingsTogether } from '../../utils/officer/settle-settings.ts';
import type { Standing } from '../../utils/publish/rotation.ts';

interface OfficersTabProps {
  readonly desk: Desk;
  readonly session: Session;
  /** Keys or settings are others now. */
  readonly onSession: (session: Session) => Promise<void>;
}

/** The desk's officers: over the session that is open. */
export function OfficersTab({ desk, session, onSession }: OfficersTabProps) {
  const [officers, setOfficers] = useState<readonly Officer[]>([]);
  const [request, setRequest] = useState<JoinRequest | null>(null);
  useEffect(() => {
    void publishedHeads(session)
      .then(published => requireRegister(session, published))
      .then(register => setOfficers(officersOf(session, register)));
  }, [session]);

  const after = ({ keys, roots }: Standing): Promise<Session> =>
    sessionOf(session.workplace, session.officer, keys, roots);

  return (
    <OfficersView
      officers={officers}
      onInvite={async () => {
        const { session: settled } = await bringSettingsTogether(session, { always: true });
        const { settings } = settled.workplace;
        saveFile(
          `${settings.organisation}.invitation.json`,
          invitationFile({ settings, root: session.officer.root }),
        );
        await onSession(settled);
      }}
      onApplicant={async text => {
        const read = await readJoin(text);
        if (!read.ok) throw new OfficerFailure(`This file ${read.problem}.`, read.code);
        setRequest(read.request);
        return { name: read.request.name, checkNumber: await checkNumberOf(read.request) };
      }}
      onAdmit={async (rootFile, passphrase) => {
        if (!request) return;
        const held = await desk.holdKeys(session, rootFile, passphrase);
        const { standing } = await admitOfficer(held, request);
        await onSession(await after(standing));
        if (!standing.roots.set.root.signed.roles.targets.keyIds.includes(request.key.keyId)) {
          throw new OfficerFailure(
            'What was begun earlier is finished now: admit them once more.',
            'begun-earlier',
          );
        }
      }}
      onRemove={async (keyId, rootFile, passphrase, unpublished) => {
        const held = await desk.holdKeys(session, rootFile, passphrase);
        try {
          const { standing } = await removeOfficer(held, keyId, unpublished);
          await onSession(await after(standing));
          if (!standing.roots.set.root.signed.roles.targets.keyIds.includes(keyId)) return 'removed';
          throw new OfficerFailure(
            'What was begun earlier is finished now: remove them once more.',
            'begun-earlier',
          );
        } catch (error) {
          if (error instanceof UndecidedFailure) return 'undecided';
          throw error;
        }
      }}
      onNewSealKey={async () => {
        const { published, session: sealed } = await replaceSealKey(session);
        await onSession(sealed);
        if (!published.ok) throw new OfficerFailure(published.detail, 'repository', [published.said]);
      }}
    />
  );
}
