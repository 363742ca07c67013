import { useEffect, useMemo, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { AuditView } from '../../components/desk/audit-view.tsx';
import { AuditorKey } from '../../components/desk/auditor-key.tsx';
import { AutomationSection } from '../../components/desk/automation-section.tsx';
import { ColleaguesView } from '../../components/desk/colleagues-view.tsx';
import { type DeskTab, DeskView } from '../../components/desk/desk-view.tsx';
import { FolderSection } from '../../components/desk/folder-section.tsx';
import { ForItSection } from '../../components/desk/for-it-section.tsx';
import { ImportTab } from '../../components/desk/import-tab.tsx';
import { JoinForm } from '../../components/desk/join-form.tsx';
import { KitRehearsal } from '../../components/desk/kit-rehearsal.tsx';
import { LookUpView } from '../../components/desk/look-up-view.tsx';
import { Overview } from '../../components/desk/overview.tsx';
import { OwnRequest } from '../../components/desk/own-request.tsx';
import { PublishView } from '../../components/desk/publish-view.tsx';
import { ServedSection } from '../../components/desk/served-section.tsx';
import { SetUp } from '../../components/desk/set-up.tsx';
import { SettingsView } from '../../components/desk/settings-view.tsx';
import { UnlockForm } from '../../components/desk/unlock-form.tsx';
import { useAction } from '../../components/desk/use-action.ts';
import { sentenceText } from '../../components/sentence-text.ts';
import { createDesk, type NewPlace, type OwnRequest as Request } from '../../utils/desk/desk.ts';
import type { OpenDeskDatabase, Place } from '../../utils/desk/desk-database.ts';
import { createDeskInWorker } from '../../utils/desk/desk-in-worker.ts';
import type { DeskState } from '../../utils/desk/desk-state.ts';
import { archiveOf, filesToUpload, organisationFolder } from '../../utils/desk/folder-archive.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import { shownProgress } from '../../utils/desk/shown-progress.ts';
import { encodeEnrolment } from '../../utils/enrolment/code.ts';
import { enrolmentFile } from '../../utils/enrolment/enrolment-file.ts';
import { fingerprintOf } from '../../utils/enrolment/root-pin.ts';
import { askedBy } from '../../utils/officer/asked-by.ts';
import { enrolmentOf } from '../../utils/officer/enrolment-of.ts';
import { type Invitation, readInvitation } from '../../utils/officer/invitation.ts';
import { OfficerFailure } from '../../utils/officer/officer-failure.ts';
import { probePlace } from '../../utils/officer/probe-place.ts';
import type { Session } from '../../utils/officer/session.ts';
import { settingRemarks } from '../../utils/officer/settle-settings.ts';
import type { Hashing } from '../../utils/officer/workplace.ts';
import { bucketStores } from '../../utils/publish/organisation-stores.ts';
import { EXTENSION_IDS, storeUrls } from '../../utils/rollout/extension-ids.ts';
import { policyFiles } from '../../utils/rollout/policy-files.ts';
import type { Settings as PolicySettings } from '../../utils/rollout/roll-out.ts';
import type { Sentence } from '../../utils/sentence.ts';
import { DEFAULT_INTERVAL_MS } from '../../utils/sync/next-poll.ts';
import { OfficersTab } from './officers-tab.tsx';
import { CasesTab } from './tabs/cases-tab.tsx';
import { ListTab } from './tabs/list-tab.tsx';
import { RecordTab } from './tabs/record-tab.tsx';

/** Firefox asks without an origin where the extension may read the host. */
const PROBE_ORIGIN = import.meta.env.FIREFOX ? 'own-or-none' : 'own';

interface DeskPageProps {
  readonly database: OpenDeskDatabase;
  readonly hashing: Hashing;
}

/** Keys are open as long as this page is. */
export function DeskPage({ database, hashing }: DeskPageProps) {
  const [places, setPlaces] = useState<readonly Place[] | null>(null);
  const [session, setSession] = useState<Session | null>(null);
  const [state, setState] = useState<DeskState | null>(null);
  const [tab, setTab] = useState<DeskTab>('overview');
  const [chosenCase, setChosenCase] = useState<string | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [request, setRequest] = useState<Request | null>(null);
  const [hasAuditorKey, setAuditorKey] = useState(false);
  const warn = (warning: Sentence) => {
    const text = sentenceText(warning);
    setWarnings(before => [...before.filter(each => each !== text), text]);
  };
  const reading = useAction();
  const desk = useMemo(
    () =>
      createDesk({
        database,
        hashing,
        warn,
      }),
    [],
  );
  const inWorker = useMemo(createDeskInWorker, []);
  useEffect(() => void desk.places().then(setPlaces), []);
  useEffect(() => {
    const [first] = places ?? [];
    if (!first) return;
    void desk.ownRequest(first).then(own => setRequest(own ?? null));
    void desk.keyFile(first, 'auditor').then(file => setAuditorKey(file !== undefined));
  }, [places]);

  async function refresh(of: Session): Promise<void> {
    setState(await inWorker.readState(of, Date.now()));
  }
  async function enter(of: Session): Promise<void> {
    setSession(of);
    setPlaces(await desk.places());
    const { session: settled, settled: differences } = await inWorker.bringSettingsTogether(of);
    settingRemarks(differences).forEach(warn);
    await renew(settled);
  }
  async function renew(of: Session): Promise<void> {
    setSession(of);
    setPlaces(await desk.places());
    await refresh(of);
  }

  if (places === null) return null;
  const [place] = places;
  const organisation = place?.settings.organisation ?? null;
  const frame = { organisation, warnings, onTab: setTab };

  if (!place) {
    return (
      <DeskView {...frame} tab={null}>
        <SetUp
          onProbe={async place => {
            await allowStore(place);
            const stores = storesOf(place);
            return probePlace(
              { ...stores, settings: place.settings },
              (url, init) => fetch(url, init),
              PROBE_ORIGIN,
            );
          }}
          onFound={async place => {
            await allowStore(place);
            await enter(await desk.found(place));
          }}
        />
        <JoinForm
          onInvitation={async text => {
            const read = await readInvitation(text);
            if (!read.ok) throw new OfficerFailure(read.said);
            setInvitation(read.invitation);
            const { organisation, store } = read.invitation.settings;
            return { organisation, place: store.kind === 's3' ? store.endpoint : '' };
          }}
          onJoin={async ({ name, passphrase, ...credentials }) => {
            if (!invitation) return;
            await allowStore(invitation);
            await desk.join(invitation, name, passphrase, credentials);
            setPlaces(await desk.places());
          }}
        />
      </DeskView>
    );
  }
  if (!session) {
    return (
      <DeskView {...frame} tab={null}>
        {request && (
          <OwnRequest
            organisation={place.settings.organisation}
            checkNumber={request.checkNumber}
            onSave={() => saveFile(`${request.name}.join.json`, request.file)}
          />
        )}
        <UnlockForm
          organisation={place.settings.organisation}
          onUnlock={async passphrase => {
            const opened = await desk.unlock(place, passphrase);
            setSession(opened);
            // What goes wrong from here on is said where the form was.
            reading.run(() => enter(opened));
          }}
        />
      </DeskView>
    );
  }
  if (place.kitReadBackAt === null) {
    return (
      <DeskView {...frame} tab={null}>
        <KitRehearsal
          organisation={place.settings.organisation}
          onSave={async kind => {
            const bytes = await desk.keyFile(place, kind);
            if (bytes) saveFile(kind === 'root' ? 'root.age' : 'recovery-kit.age', bytes);
          }}
          onReadBack={async (kit, passphrase) => {
            await desk.readKitBack(session, kit, passphrase);
            setPlaces(await desk.places());
          }}
        />
      </DeskView>
    );
  }
  if (hasAuditorKey) {
    return (
      <DeskView {...frame} tab={null}>
        <AuditorKey
          onSave={async () => {
            const bytes = await desk.keyFile(place, 'auditor');
            if (bytes) saveFile('auditor.age', bytes);
          }}
          onReadBack={async (file, passphrase) => {
            await desk.readAuditorKeyBack(place, file, passphrase);
            setPlaces(await desk.places());
          }}
        />
      </DeskView>
    );
  }
  if (!state) {
    return (
      <DeskView {...frame} tab={null}>
        <p class="soft" role="status">
          {reading.isBusy && i18n.t('desk.unlock.opening')}
        </p>
        <p class="problem" role="alert">
          {reading.problem}
        </p>
        {!reading.isBusy && (
          <div class="row">
            <button type="button" onClick={() => reading.run(() => enter(session))}>
              {i18n.t('desk.again')}
            </button>
          </div>
        )}
      </DeskView>
    );
  }
  const { settings } = session.workplace;
  const work = { inWorker, session, state, refresh: () => refresh(session) };
  const openCase = (reference: string) => {
    setChosenCase(reference);
    setTab('cases');
  };
  return (
    <DeskView {...frame} tab={tab}>
      {tab === 'overview' && (
        <>
          <Overview
            state={state}
            now={Date.now()}
            onOpen={setTab}
            onOpenCase={openCase}
            onFinishErasure={async () => {
              await inWorker.erase(session, []);
              await refresh(session);
            }}
          />
          {settings.store.kind === 'folder' && (
            <FolderSection
              onSave={async () => {
                const { files } = session.workplace;
                saveFile(
                  `${settings.organisation}.zip`,
                  await archiveOf(organisationFolder(files, settings)),
                );
              }}
            />
          )}
          <AutomationSection
            onSave={async file => {
              if (file === 'settings') {
                saveFile('lethe.json', `${JSON.stringify(settings, null, 2)}\n`);
                return;
              }
              const bytes = await desk.keyFile(place, file);
              if (bytes) saveFile(`${file}.age`, bytes);
            }}
          />
        </>
      )}
      {tab === 'record' && <RecordTab {...work} onPublish={() => setTab('publish')} />}
      <ImportTab
        inWorker={inWorker}
        session={session}
        isShown={tab === 'import'}
        onRecorded={() => refresh(session)}
        onPublish={() => setTab('publish')}
      />
      {tab === 'lookUp' && (
        <LookUpView
          referencePattern={settings.referencePattern}
          onLookUp={async text => {
            const read = askedBy(text, settings.country);
            if (!read.ok) throw new Error(i18n.t('desk.lookUp.notAnAddress'));
            return inWorker.lookUp(session, read.asked);
          }}
          onLift={async (blocks, reference, reason) => {
            await inWorker.lift(session, {
              type: 'lift',
              reference,
              recordedAt: Date.now(),
              reason,
              blocks: blocks.map(({ id }) => id),
            });
            await refresh(session);
          }}
        />
      )}
      {tab === 'cases' && <CasesTab {...work} chosen={chosenCase} onChoose={setChosenCase} />}
      {tab === 'list' && <ListTab {...work} onOpenCase={openCase} />}
      {tab === 'audit' && (
        <AuditView
          onExport={digests => inWorker.exportRegister(session, digests)}
          onVerify={inWorker.verifyExport}
        />
      )}
      {tab === 'settings' && (
        <SettingsView
          settings={settings}
          onChange={async changed => enter(await desk.changeSettings(session, changed))}
          onPublish={() => setTab('publish')}
        />
      )}
      {tab === 'publish' && (
        <>
          <PublishView
            state={state}
            pollMs={DEFAULT_INTERVAL_MS}
            onPublish={async (removalConfirmed, onProgress) => {
              const decisions = { removalConfirmed };
              const result = await inWorker.publish(session, decisions, shownProgress(onProgress));
              await refresh(session);
              return result;
            }}
          />
          <ServedSection
            freshness={state.freshness}
            now={Date.now()}
            repository={settings.repository}
            onProbe={() => probePlace(session.workplace, (url, init) => fetch(url, init), PROBE_ORIGIN)}
            onSaveUpload={
              settings.store.kind === 'folder'
                ? async () =>
                    saveFile('public.zip', await archiveOf(filesToUpload(session.workplace.repository)))
                : null
            }
          />
        </>
      )}
      {tab === 'officers' && (
        <OfficersTab
          desk={desk}
          inWorker={inWorker}
          session={session}
          officers={state.officers}
          onSession={renew}
        />
      )}
      {tab === 'colleagues' && (
        <>
          <ColleaguesView
            organisation={settings.organisation}
            onCode={async () => {
              const enrolment = await enrolmentOf(session, settings.repository ?? '');
              return {
                code: encodeEnrolment(enrolment),
                fingerprint: fingerprintOf(enrolment.root),
                repository: enrolment.repository,
              };
            }}
            onFile={async () => {
              const enrolment = await enrolmentOf(session, settings.repository ?? '');
              saveFile(`${settings.organisation}.lethe`, enrolmentFile(enrolment, sentenceText));
            }}
          />
          <ForItSection
            files={policyFilesOf(settings.organisation, {})}
            onSave={async (name, wishes) => {
              const enrolment = encodeEnrolment(await enrolmentOf(session, settings.repository ?? ''));
              const files = policyFilesOf(settings.organisation, { enrolment, ...wishes });
              const file = files.find(each => each.name === name);
              if (file) saveFile(file.name, file.content);
            }}
          />
        </>
      )}
    </DeskView>
  );
}

/**
 * Asks for the store's host, once; without it every answer has to allow extensions to read it, which the store may. Whatever the
 * officer says, the store is tried.
 */
async function allowStore({ settings: { store } }: Pick<NewPlace, 'settings'>): Promise<void> {
  if (store.kind !== 's3') return;
  const { protocol, hostname } = new URL(store.endpoint);
  await browser.permissions.request({ origins: [`${protocol}//${hostname}/*`] }).catch(() => false);
}

function storesOf({ settings: { store }, credentials }: NewPlace) {
  if (store.kind !== 's3' || !credentials) throw new Error('only buckets are tried before there is a list');
  const none = async () => {
    throw new Error('a probe reads no key file');
  };
  const noFiles = { get: none, putNew: none, replaceIf: none, list: none, remove: none };
  return bucketStores(store, credentials, noFiles);
}

/** For the extension of the browsers' stores; the command line takes other ids. */
function policyFilesOf(organisation: string, settings: PolicySettings) {
  return policyFiles({ organisation, ids: EXTENSION_IDS, urls: storeUrls(EXTENSION_IDS), settings });
}
