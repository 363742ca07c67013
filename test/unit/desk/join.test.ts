import 'fake-indexeddb/auto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeEach, expect, it } from 'vitest';
import { createDesk, type Desk } from '../../../utils/desk/desk.ts';
import { type OpenDeskDatabase, openDeskDatabase } from '../../../utils/desk/desk-database.ts';
import type { Invitation } from '../../../utils/officer/invitation.ts';
import { SETTINGS_FORMAT } from '../../../utils/officer/settings.ts';
import { openKeyFile } from '../../../utils/officer/unlock.ts';
import { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import { encodeKeyFile } from '../../../utils/publish/key-files.ts';
import { passphraseFiles, sealUnderPassphrase } from '../../../utils/publish/passphrase-file.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';

const PASSPHRASE = 'correct horse battery staple';
const CREDENTIALS = { accessKeyId: 'KEY', secretAccessKey: 'of the store' };
const { organisation, rootFile, root, officer } = await createOrganisation(Date.now());
const auditor = await generateIdentity();
const INVITATION: Invitation = {
  root: rootFile,
  settings: {
    format: SETTINGS_FORMAT,
    listId: organisation.listId,
    organisation: 'Acme',
    contact: '',
    country: null,
    store: {
      kind: 's3',
      endpoint: 'https://s3.example',
      region: 'auto',
      bucket: 'lists',
      prefix: '',
      privateBucket: 'register',
      privatePrefix: '',
    },
    repository: null,
    ownDomains: [],
    guard: 'hold',
    panelOnly: [],
    refreshing: 'by-hand',
    auditors: [],
    addressesSealedTo: [await identityToRecipient(auditor)],
    referencePattern: null,
  },
};

let database: OpenDeskDatabase;
let desk: Desk;

beforeEach(async () => {
  database = await openDeskDatabase();
  for (const name of database.objectStoreNames) await database.clear(name);
  const hashing = { argon2id: argon2idNode, atOnce: 1 };
  // Node has no workers of a browser.
  desk = createDesk({ database, hashing, warn: () => undefined }, work => work(passphraseFiles()));
});

it('an officer who joins has keys under their passphrase, and what they send until they are admitted', async () => {
  const joined = await desk.join(INVITATION, 'Ben', PASSPHRASE, CREDENTIALS);
  const [place] = await desk.places();
  // To whom addresses are sealed comes out of the register, and not out of a file that was sent.
  const { addressesSealedTo: _, ...invited } = INVITATION.settings;
  expect(place?.settings).toEqual(invited);
  if (!place) throw new Error('no place');
  expect(await desk.ownRequest(place)).toEqual(joined);
  const file = await desk.keyFile(place, 'officer');
  if (!file) throw new Error('no key');
  const key = await openKeyFile(file, 'officer.age', 'officer', [PASSPHRASE]);
  expect(joined.file).toContain(key.signingKey.key.publicValue);
  await expect(openKeyFile(file, 'officer.age', 'officer', ['another'])).rejects.toThrow("doesn't open");
  const stored = JSON.stringify([
    await database.getAll('places'),
    (await database.getAll('files')).map(bytes => new TextDecoder('latin1').decode(bytes)),
  ]);
  expect(stored).not.toMatch(/AGE-SECRET-KEY|of the store/);
});

it('joins no organisation whose files are in a folder', async () => {
  const settings = { ...INVITATION.settings, store: { kind: 'folder' as const } };
  await expect(desk.join({ ...INVITATION, settings }, 'Ben', PASSPHRASE, CREDENTIALS)).rejects.toThrow(
    'join by the command line',
  );
  expect(await desk.places()).toEqual([]);
});

it('forgets the auditor’s key once it was read back, and no sooner', async () => {
  const { listId } = organisation;
  const place = { settings: INVITATION.settings, kitReadBackAt: 0 };
  const sealed = async (identity: string) =>
    sealUnderPassphrase(await encodeKeyFile({ kind: 'auditor', listId, identity }), 'theirs');
  const file = await sealed(auditor);
  await database.put('files', file, [listId, 'keys/auditor.age']);
  const other = await sealed(await generateIdentity());
  await expect(desk.readAuditorKeyBack(place, other, 'theirs')).rejects.toThrow("aren't sealed to this key");
  await expect(desk.readAuditorKeyBack(place, file, 'wrong')).rejects.toThrow("doesn't open");
  expect(await desk.keyFile(place, 'auditor')).toBeDefined();
  await desk.readAuditorKeyBack(place, file, 'theirs');
  expect(await desk.keyFile(place, 'auditor')).toBeUndefined();
});

it('takes root.age or a recovery kit of this organisation to decide who may publish, and nothing else', async () => {
  const { rootSignerIn } = await import('../../../utils/officer/root-signer.ts');
  const { listId } = organisation;
  const file = await sealUnderPassphrase(await encodeKeyFile(root), PASSPHRASE);
  const signer = await rootSignerIn(file, PASSPHRASE, listId);
  expect(signer.key).toEqual(root.signingKey.key);
  await expect(rootSignerIn(file, 'wrong', listId)).rejects.toThrow("doesn't open");
  await expect(rootSignerIn(file, PASSPHRASE, 'f'.repeat(32))).rejects.toThrow('another organisation');
  const own = await sealUnderPassphrase(await encodeKeyFile(officer), PASSPHRASE);
  await expect(rootSignerIn(own, PASSPHRASE, listId)).rejects.toThrow('another kind of key file');
  await expect(rootSignerIn(new Uint8Array(9), PASSPHRASE, listId)).rejects.toThrow('no key file');
});
