import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity } from 'age-encryption';
import { folderAt } from '../../../cli/folder.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { pinOf } from '../../../utils/enrolment/root-pin.ts';
import { publishRegister } from '../../../utils/officer/publication.ts';
import { sessionOf } from '../../../utils/officer/session.ts';
import { SETTINGS_FORMAT, type Settings } from '../../../utils/officer/settings.ts';
import { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import { encodeKeyFile, type OfficerKeys } from '../../../utils/publish/key-files.ts';
import { lifetimes } from '../../../utils/publish/lifetimes.ts';
import { verifyRoots } from '../../../utils/publish/repository.ts';
import type { StoreSettings } from '../../../utils/publish/store-settings.ts';
import { buildRoot, generateSigningKey, signMetadata } from '../../../utils/tuf/signer.ts';

/** An organisation of several officers, whose list holds nobody yet. */
export interface ManyOfficers {
  /** Where each publisher works: a folder for each machine, or one for all. */
  readonly places: readonly string[];
  enrolmentAt(repository: string): Promise<Enrolment>;
}

/**
 * Key files are written without a passphrase: publisher.ts reads them.
 * @param places a folder for each publisher; where they are the same, the same machine
 * @param officers how many keys there are: publishers take turns, so two may have the same
 */
export async function organisationOf(
  places: readonly string[],
  officers: number,
  store: StoreSettings,
): Promise<ManyOfficers> {
  const created = await createOrganisation(Date.now());
  const { listId } = created.organisation;
  const settings: Settings = {
    format: SETTINGS_FORMAT,
    listId,
    organisation: 'Acme',
    contact: '',
    country: null,
    store,
    repository: null,
    ownDomains: [],
    guard: 'hold',
    panelOnly: [],
    refreshing: 'by-hand',
    auditors: [],
    referencePattern: null,
  };
  const keys: OfficerKeys[] = [created.officer];
  while (keys.length < officers) {
    const [signingKey, identity] = await Promise.all([generateSigningKey(), generateIdentity()]);
    keys.push({ ...created.officer, signingKey, identity });
  }
  for (const [index, place] of places.entries()) {
    await mkdir(place, { recursive: true });
    const officer = keys[index % officers] ?? created.officer;
    await writeFile(join(place, `officer-${index}.json`), await encodeKeyFile(officer));
    await writeFile(join(place, 'organisation.json'), await encodeKeyFile(created.organisation));
    await writeFile(join(place, 'lethe.json'), JSON.stringify(settings));
  }
  const all = { keys: keys.map(({ signingKey }) => signingKey.key), threshold: 1 };
  const rootKeys = [created.root.signingKey, created.recovery.signingKey];
  const second = await signMetadata(
    buildRoot(
      { version: 2, expires: Date.now() + lifetimes.root },
      {
        root: { keys: rootKeys.map(({ key }) => key), threshold: 1 },
        targets: all,
        snapshot: all,
        timestamp: all,
      },
    ),
    rootKeys,
  );
  const [place = ''] = places;
  const workplace = folderAt(place, settings);
  await workplace.repository.putNew('metadata/1.root.json', created.rootFile);
  await workplace.repository.putNew('metadata/2.root.json', second);
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: created.rootFile });
  if (!roots.ok) throw new Error(roots.detail);
  const session = await sessionOf(workplace, created.officer, created.organisation, roots.value);
  const published = await workplace.exclusively('beginning', () => publishRegister(session));
  if (!published.ok) throw new Error(published.detail);
  return {
    places,
    enrolmentAt: async repository => ({
      organisation: 'Acme',
      repository,
      listId: session.repository.listId,
      digestKey: created.organisation.digestKey,
      sealKey: created.organisation.sealKey,
      sealEpoch: 1,
      root: await pinOf(created.rootFile),
    }),
  };
}
