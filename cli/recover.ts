import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hex } from '@scure/base';
import { identityToRecipient } from 'age-encryption';
import type { Head } from '../utils/blocklist/head.ts';
import { importSealKey } from '../utils/blocklist/seal.ts';
import { officersAmong, type RotationOutcome, type Unpublished } from '../utils/officer/exchange-keys.ts';
import { isOfficerName } from '../utils/officer/join-request.ts';
import { OfficerFailure } from '../utils/officer/officer-failure.ts';
import { publishRegister } from '../utils/officer/publication.ts';
import { type Session, sessionOf } from '../utils/officer/session.ts';
import { SETTINGS_FORMAT, type Settings } from '../utils/officer/settings.ts';
import { bringSettingsTogether } from '../utils/officer/settle-settings.ts';
import { isNewcomer, settingsOfNewcomer } from '../utils/officer/shared-settings.ts';
import { settleKeyFiles } from '../utils/officer/unlock.ts';
import type { OrganisationKeys, RecoveryKit } from '../utils/publish/key-files.ts';
import { retire } from '../utils/publish/key-folder.ts';
import { newOfficerKey, newRootKey, newTimestampKey } from '../utils/publish/new-keys.ts';
import { openOrganisation, signersOf } from '../utils/publish/organisation-file.ts';
import type { OrganisationStores } from '../utils/publish/organisation-stores.ts';
import type { PublishResult } from '../utils/publish/publish.ts';
import {
  openPublishedHead,
  type VerifiedRoots,
  verifyMetadata,
  verifyRoots,
} from '../utils/publish/repository.ts';
import { replaceOrganisation } from '../utils/publish/rotation.ts';
import type { StoreSettings } from '../utils/publish/store-settings.ts';
import { importDigestKey } from '../utils/scheme/digest.ts';
import { Failure, warn } from './failure.ts';
import { type Folder, folderAt, openFolder, readBytes, seenIn, storesOf, writeSettings } from './folder.ts';
import { LAYOUT, sharedFolder } from './layout.ts';
import { whileLocked } from './lock.ts';
import { publicPlace } from './next-step.ts';
import { askSealing } from './replacements.ts';
import { closedOrAsk, type HeldInFolder, KIT_PASSPHRASE, newPassphrase, rotate } from './rotation.ts';
import { unlockAnyKeyFile } from './unlock.ts';

export interface Recovery {
  readonly dir: string;
  /** The kit's file. */
  readonly kit: string;
  /** For `lethe.json`, where that is gone too. */
  readonly repository: string | null;
  /** As well; the folder unless said. */
  readonly store?: StoreSettings;
  readonly unpublished?: Unpublished;
  /** The new officer's name, as others see it. */
  readonly officer?: string;
  /** Of scrypt, lower than the default in tests alone. */
  readonly workFactor?: number;
}

export interface RecoveryOutcome extends RotationOutcome {
  readonly folder: Folder;
  /** What came of publishing the register; undefined where the rotation had no officer at hand. */
  readonly published: PublishResult | RegisterUnread | undefined;
  /** Names of the settings that the register gave back; null where `lethe.json` was there, or the register couldn't be read. */
  readonly restored: readonly string[] | null;
}

/**
 * Goes on with the same list by the recovery kit alone: new keys for officer, root and automation, which the kit's root
 * key puts in force. Reps follow as with any other rotation. Needs `public/` as it was last published; `register/`, to
 * publish anything new.
 */
export async function recover(recovery: Recovery): Promise<RecoveryOutcome> {
  if (recovery.officer !== undefined && !isOfficerName(recovery.officer)) {
    throw new Failure('--officer takes 1 to 80 printable characters.', 'usage');
  }
  const path = resolve(recovery.dir);
  const kit = await unlockAnyKeyFile(path, resolve(recovery.kit), 'recovery', KIT_PASSPHRASE);
  const store = (await readBytes(join(path, LAYOUT.settings)))
    ? (await openFolder(path)).settings.store
    : (recovery.store ?? { kind: 'folder' });
  const stores = storesOf(path, store);
  const roots = await rootsOf(stores, publicPlace(path, store), kit);
  await settleKeyFiles({
    ...stores,
    exclusively: (purpose, work) => whileLocked(sharedFolder(path, store), purpose, work),
  });
  await mkdir(join(path, 'keys'), { recursive: true, mode: 0o700 });
  const keys = await whileLocked(sharedFolder(path, store), 'lethe recover', () =>
    organisationKeysOf(stores, kit, roots),
  );
  const head = await headOf(path, stores, kit, keys, roots);
  const { folder, isNew } = await folderOf(path, kit, head, store, recovery.repository);
  const held: HeldInFolder = {
    workplace: folder,
    rootSigner: kit.signingKey,
    opener: kit,
    officer: undefined,
  };
  const outcome = await rotate(held, 'lethe recover', async standing => {
    const own = kit.signingKey.key.keyId;
    const named = Object.values(standing.roots.set.root.signed.roles).flatMap(({ keyIds }) => keyIds);
    const leaving = [...new Set(named)].filter(keyId => keyId !== own);
    const { listId } = kit;
    const officerSealing = await askSealing(newPassphrase("new officer's key (daily work)"), recovery);
    const officer = await newOfficerKey(listId, kit.root, officerSealing);
    const session = await sessionOf(folder, officer.keys, standing.keys, standing.roots);
    const closed = await closedOrAsk(session, officersAmong(standing, leaving), recovery.unpublished);
    const rootRequest = newPassphrase('new root key (kept offline)', 'LETHE_ROOT_PASSPHRASE');
    const timestampRequest = newPassphrase(
      'new timestamp key (for an automation)',
      'LETHE_TIMESTAMP_PASSPHRASE',
    );
    const { passphrase } = officerSealing;
    const name = recovery.officer;
    const newcomers = [
      { ...officer, newcomer: { ...officer.newcomer, ...(name !== undefined && { name }) } },
      await newRootKey(listId, await askSealing(rootRequest, recovery, passphrase)),
      await newTimestampKey(listId, kit.root, await askSealing(timestampRequest, recovery, passphrase)),
    ];
    return { newcomers, leaving, closed, officer: officer.keys };
  });
  const { officer, standing } = outcome;
  if (officer === undefined) return { ...outcome, folder, published: undefined, restored: null };
  const session = await sessionOf(folder, officer, standing.keys, standing.roots);
  const settled = isNew
    ? await settingsFromRegister(session, recovery.repository)
    : { ok: true as const, session, restored: null };
  if (!settled.ok) return { ...outcome, folder, published: settled, restored: null };
  const published = await whileLocked(sharedFolder(path, store), 'lethe recover', () =>
    publishRegister(settled.session),
  );
  return { ...outcome, folder: await openFolder(path), published, restored: settled.restored };
}

interface RegisterUnread {
  readonly ok: false;
  readonly problem: 'register';
  readonly detail: string;
}

/**
 * What officers share, as the register has it: before anything is recorded, since it says to whom that is sealed.
 * @param repository the address that was given for the recovery, which is newer than the register's
 */
async function settingsFromRegister(
  session: Session,
  repository: string | null,
): Promise<
  { readonly ok: true; readonly session: Session; readonly restored: readonly string[] } | RegisterUnread
> {
  try {
    const { session: settled, settled: differences } = await bringSettingsTogether(session);
    const restored = differences.taken.map(({ name }) => name);
    if (repository === null) return { ok: true, session: settled, restored };
    const { workplace, officer, keys, roots } = settled;
    const settings = { ...workplace.settings, repository };
    const moved = await sessionOf({ ...workplace, settings }, officer, keys, roots);
    const { session: last } = await bringSettingsTogether(moved, { keep: ['repository'] });
    return { ok: true, session: last, restored };
  } catch (error) {
    if (!(error instanceof OfficerFailure || error instanceof Failure)) throw error;
    // The keys are in force already. The next command that can read the register brings the settings in.
    return { ok: false, problem: 'register', detail: error.message };
  }
}

async function rootsOf(
  { repository: store }: OrganisationStores,
  place: string,
  kit: RecoveryKit,
): Promise<VerifiedRoots> {
  if ((await store.get('metadata/timestamp.json')) === undefined) {
    throw new Failure(
      `There is no published list in ${place}. If the list is in a bucket, put ${LAYOUT.settings} back, or name the bucket by
--s3-…. Else copy everything that is published (metadata/, targets/, segments/) from the host, or a backup, there. Without it no rep's browser would follow: then make a new organisation by
lethe init, record everybody anew, and enrol every colleague again.`,
    );
  }
  const roots = await verifyRoots({ store, trustedRoot: kit.root });
  if (!roots.ok) throw new Failure(roots.detail);
  const { version, roles } = roots.value.set.root.signed;
  if (!roles.root.keyIds.includes(kit.signingKey.key.keyId)) {
    throw new Failure(
      `This recovery kit was replaced: root ${version} doesn't name its key. Take the newer kit.`,
    );
  }
  return roots.value;
}

/** org.age's, or where that is gone, the kit's own copy, which is then written as org.age. */
async function organisationKeysOf(
  { files }: OrganisationStores,
  kit: RecoveryKit,
  roots: VerifiedRoots,
): Promise<OrganisationKeys> {
  const file = (await files.get(LAYOUT.organisation))?.bytes;
  const opened = file && (await openOrganisation(file, kit.identity, signersOf(roots.set.root.signed)));
  if (opened?.ok && opened.keys.listId === kit.listId) return opened.keys;
  const why = file ? "can't be opened by this kit" : 'is missing';
  warn(`${LAYOUT.organisation} ${why}: going on with the copy that the kit holds.`);
  if (file) await retire(files, 'org', file);
  const { keyId } = kit.signingKey.key;
  const recipient = await identityToRecipient(kit.identity);
  const keys = { ...kit.organisation, recipients: [{ keyId, recipient }], rotation: null };
  await replaceOrganisation(files, keys, kit.signingKey);
  return keys;
}

async function headOf(
  path: string,
  { repository: store }: OrganisationStores,
  kit: RecoveryKit,
  keys: OrganisationKeys,
  roots: VerifiedRoots,
): Promise<Head> {
  const access = {
    store,
    seen: seenIn(path),
    trustedRoot: kit.root,
    listId: new Uint8Array(hex.decode(keys.listId)),
    digestKey: await importDigestKey(keys.digestKey),
    sealKey: await importSealKey(keys.sealKey),
    sealEpoch: keys.sealEpoch,
    earlierSealKeys: await Promise.all(
      keys.earlierSealKeys.map(async ({ epoch, key }) => ({ epoch, key: await importSealKey(key) })),
    ),
  };
  const metadata = await verifyMetadata(access, roots);
  if (!metadata.ok) throw new Failure(metadata.detail);
  if (metadata.value === undefined) throw new Failure('There is no published list.');
  const published = await openPublishedHead(access, metadata.value);
  if (published.ok) return published.value.head;
  throw new Failure(
    `${published.detail} If the seal key was replaced since the kit was made, restore ${LAYOUT.organisation} from a backup: it holds the newer key.`,
  );
}

/**
 * The folder. Where `lethe.json` is gone it is made anew from what reps are told, and says, as a newcomer's does, that the
 * register's word counts.
 */
async function folderOf(
  path: string,
  kit: RecoveryKit,
  head: Head,
  store: StoreSettings,
  repository: string | null,
): Promise<{ readonly folder: Folder; readonly isNew: boolean }> {
  if ((await readBytes(join(path, LAYOUT.settings))) === undefined) {
    const known: Settings = {
      format: SETTINGS_FORMAT,
      listId: kit.listId,
      organisation: head.organisation,
      contact: head.contact,
      country: head.country ?? null,
      store,
      repository,
      ownDomains: [],
      guard: head.guard,
      panelOnly: head.panelOnly,
      refreshing: 'by-hand',
      auditors: [],
      referencePattern: null,
    };
    const { settings, agreed } = settingsOfNewcomer(known);
    const { repository: _, ...others } = agreed;
    await folderAt(path, settings).settingsRecord.saveAgreed(repository === null ? agreed : others);
    await writeSettings(path, settings);
  }
  const folder = await openFolder(path);
  const isNew = isNewcomer(await folder.settingsRecord.loadAgreed());
  if (folder.settings.listId === kit.listId) return { folder, isNew };
  throw new Failure(
    `This recovery kit is of another organisation: its list isn't the one in ${LAYOUT.settings}.`,
  );
}
