import { identityToRecipient } from 'age-encryption';
import { type Bytes, utf8 } from '../bytes.ts';
import { type Founder, foundOrganisation } from '../officer/found-organisation.ts';
import type { Invitation } from '../officer/invitation.ts';
import { joinOrganisation } from '../officer/join.ts';
import { checkNumberOf, readJoin } from '../officer/join-request.ts';
import { OfficerFailure } from '../officer/officer-failure.ts';
import { openSessionOf } from '../officer/open-session.ts';
import { rootSignerIn } from '../officer/root-signer.ts';
import type { Session } from '../officer/session.ts';
import type { Settings } from '../officer/settings.ts';
import { settingsOfNewcomer } from '../officer/shared-settings.ts';
import { openKeyFile } from '../officer/unlock.ts';
import type { KeyFile } from '../publish/key-files.ts';
import { KEY_FILES, ORGANISATION_FILE, type SingleKeyKind } from '../publish/key-folder.ts';
import { openOrganisation, signersOf } from '../publish/organisation-file.ts';
import type { S3Credentials } from '../publish/s3-location.ts';
import { sentence } from '../sentence.ts';
import type { SigningKey } from '../tuf/signer.ts';
import { type BrowserParts, browserWorkplace, settingsRecordOf } from './browser-workplace.ts';
import { databaseFiles } from './database-files.ts';
import type { Place } from './desk-database.ts';
import { withPassphrasesInWorker } from './passphrases-in-worker.ts';
import { goneFromBrowser, keepStoreKey, storeKeyOf } from './store-key.ts';

/** What a new organisation is made of. */
export interface NewPlace {
  readonly settings: Omit<Settings, 'format' | 'listId'>;
  /** Of the buckets; null where somebody uploads the list by hand. */
  readonly credentials: S3Credentials | null;
  /** Of its keys, and the name of whoever makes it. */
  readonly founder: Founder;
}

/** What somebody sends who joined, and what they read out by phone. */
export interface OwnRequest {
  readonly name: string;
  readonly file: string;
  readonly checkNumber: string;
}

/** The officer's desk in this browser. Its methods fail with an `OfficerFailure` or a `StoreFailure`: sentences for the officer. */
export interface Desk {
  places(): Promise<readonly Place[]>;
  /** Makes an organisation in empty buckets or in this browser, and remembers it here. */
  found(place: NewPlace): Promise<Session>;
  unlock(place: Place, passphrase: string): Promise<Session>;
  /** Makes the keys of an officer who was invited, and remembers the organisation here; they still have to be admitted. */
  join(
    invitation: Invitation,
    name: string,
    passphrase: string,
    credentials: S3Credentials,
  ): Promise<OwnRequest>;
  /** What somebody here sends, until they were admitted and opened the desk. */
  ownRequest(place: Place): Promise<OwnRequest | undefined>;
  /** What signs the roots by which officers come and go, out of a file. */
  openRootKey(session: Session, rootFile: Bytes, passphrase: string): Promise<SigningKey>;
  /** Changes what the organisation is set to, here; what colleagues' browsers learn of it comes with the next publication. */
  changeSettings(session: Session, settings: Settings): Promise<Session>;
  /** A key file under its passphrase; those to be kept offline are undefined once the kit was read back from there. */
  keyFile(place: Place, kind: SingleKeyKind): Promise<Bytes | undefined>;
  /**
   * The rehearsal without which set-up isn't finished: the kit, as it was kept, opens what the organisation has. After it the
   * browser holds neither kit nor root key any more.
   */
  readKitBack(session: Session, kit: Bytes, passphrase: string): Promise<Place>;
  /** As `readKitBack`, of the key that opens sealed addresses: whoever keeps it has it, and this browser no more. */
  readAuditorKeyBack(place: Place, file: Bytes, passphrase: string): Promise<void>;
}

/** Among the files of this browser. */
const OWN_REQUEST = 'own.join.json';

/** @param withPassphrases what opens and closes key files, which takes a thread a second or more */
export function createDesk(parts: BrowserParts, withPassphrases = withPassphrasesInWorker): Desk {
  const { database } = parts;
  const filesOf = (settings: Pick<Settings, 'listId'>) => databaseFiles(database, settings.listId);
  const open = <K extends KeyFile['kind']>(file: Bytes, name: string, kind: K, passphrase: string) =>
    withPassphrases(underPassphrase => openKeyFile(file, name, kind, [passphrase], underPassphrase));

  return {
    places: () => database.getAll('places'),

    async found({ settings, credentials, founder }) {
      const { session } = await withPassphrases(underPassphrase =>
        foundOrganisation(
          settings,
          founder,
          complete => browserWorkplace(parts, complete, credentials),
          async ({ workplace, officer }) => {
            const { listId } = workplace.settings;
            if (credentials)
              await keepStoreKey(databaseFiles(database, listId), credentials, officer.identity);
            await database.put('places', { settings: workplace.settings, kitReadBackAt: null }, listId);
          },
          underPassphrase,
        ),
      );
      return session;
    },

    async unlock({ settings }, passphrase) {
      const files = filesOf(settings);
      const file = await files.get(KEY_FILES.officer);
      if (file === undefined) throw goneFromBrowser();
      const officer = await open(file.bytes, KEY_FILES.officer, 'officer', passphrase);
      const credentials = settings.store.kind === 's3' ? await storeKeyOf(files, officer.identity) : null;
      const workplace = browserWorkplace(parts, settings, credentials);
      const session = await openSessionOf(workplace, officer);
      await files.remove(OWN_REQUEST);
      return session;
    },

    async join(invitation, name, passphrase, credentials) {
      const { settings, agreed } = settingsOfNewcomer(invitation.settings);
      const { listId } = settings;
      if (settings.store.kind !== 's3') {
        throw new OfficerFailure(
          sentence(
            'told.failure.officersByCommand',
          )`This organisation's files are in a folder: join by the command line, with lethe officers join.`,
        );
      }
      const files = filesOf(settings);
      const { officer, file, checkNumber } = await withPassphrases(underPassphrase =>
        joinOrganisation(invitation, name, passphrase, files, underPassphrase),
      );
      await keepStoreKey(files, credentials, officer.identity);
      await files.putNew(OWN_REQUEST, utf8(file));
      await settingsRecordOf(database, listId).saveAgreed(agreed);
      await database.put('places', { settings, kitReadBackAt: Date.now() }, listId);
      return { name, file, checkNumber };
    },

    async ownRequest({ settings }) {
      const stored = await filesOf(settings).get(OWN_REQUEST);
      const file = stored && new TextDecoder().decode(stored.bytes);
      const read = file === undefined ? undefined : await readJoin(file);
      if (file === undefined || !read?.ok) return undefined;
      return { name: read.request.name, file, checkNumber: await checkNumberOf(read.request) };
    },

    openRootKey: ({ workplace }, rootFile, passphrase) =>
      withPassphrases(underPassphrase =>
        rootSignerIn(rootFile, passphrase, workplace.settings.listId, underPassphrase),
      ),

    async changeSettings(session, settings) {
      const { listId } = session.workplace.settings;
      const place = await database.get('places', listId);
      if (place === undefined)
        throw new OfficerFailure(
          sentence(
            'told.failure.organisationGone',
          )`This organisation isn't in this browser any more: load this page again.`,
        );
      await database.put('places', { ...place, settings }, listId);
      return { ...session, workplace: { ...session.workplace, settings } };
    },

    keyFile: async ({ settings }, kind) => (await filesOf(settings).get(KEY_FILES[kind]))?.bytes,

    async readKitBack({ workplace, roots }, kit, passphrase) {
      const { settings, files } = workplace;
      const opened = await open(kit, 'recovery-kit.age', 'recovery', passphrase);
      if (opened.listId !== settings.listId) {
        throw new OfficerFailure(
          sentence('told.failure.otherOrganisation')`This is of another organisation: choose this one's.`,
        );
      }
      const organisation = await files.get(ORGANISATION_FILE);
      const keys =
        organisation &&
        (await openOrganisation(organisation.bytes, opened.identity, signersOf(roots.set.root.signed)));
      if (!keys?.ok)
        throw new OfficerFailure(
          sentence(
            'told.failure.kitDoesNotOpen',
          )`This recovery kit doesn't open what the organisation has: save it from here once more, and choose that file.`,
        );
      const place: Place = { settings, kitReadBackAt: Date.now() };
      await database.put('places', place, settings.listId);
      for (const kind of ['recovery', 'root'] as const) await filesOf(settings).remove(KEY_FILES[kind]);
      return place;
    },

    async readAuditorKeyBack({ settings }, file, passphrase) {
      const opened = await open(file, 'auditor.age', 'auditor', passphrase);
      const recipient = await identityToRecipient(opened.identity);
      if (!settings.addressesSealedTo?.includes(recipient)) {
        throw new OfficerFailure(
          sentence(
            'told.failure.otherAuditorKey',
          )`Addresses aren't sealed to this key: choose the auditor.age that you saved from here.`,
        );
      }
      await filesOf(settings).remove(KEY_FILES.auditor);
    },
  };
}
