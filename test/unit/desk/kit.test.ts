import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { createDesk } from '../../../utils/desk/desk.ts';
import { openDeskDatabase } from '../../../utils/desk/desk-database.ts';
import type { Session } from '../../../utils/officer/session.ts';
import { KEY_FILES } from '../../../utils/publish/key-folder.ts';
import { passphraseFiles } from '../../../utils/publish/passphrase-file.ts';
import { memoryOrganisation } from '../officer/memory-organisation.ts';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

async function kitOf({ workplace }: Session) {
  const kit = await workplace.files.get(KEY_FILES.recovery);
  if (!kit) throw new Error('there is no kit');
  return kit.bytes;
}

it('the desk takes no recovery kit but its own, under its passphrase, and then counts it as read back', async () => {
  const [{ session }, { session: other }] = [await memoryOrganisation(), await memoryOrganisation()];
  const { hashing } = session.workplace;
  const database = await openDeskDatabase();
  // Node has no workers of a browser.
  const desk = createDesk({ database, hashing, warn: () => undefined }, work => work(passphraseFiles()));
  await expect(desk.readKitBack(session, await kitOf(other), 'recovery')).rejects.toThrow(
    'of another organisation',
  );
  await expect(desk.readKitBack(session, await kitOf(session), 'another')).rejects.toThrow("doesn't open");
  await expect(desk.readKitBack(session, new TextEncoder().encode('not a kit'), 'recovery')).rejects.toThrow(
    'no key file',
  );
  expect(await desk.places()).toEqual([]);
  await desk.readKitBack(session, await kitOf(session), 'recovery');
  expect(await desk.places()).toMatchObject([{ settings: { organisation: 'Acme BV' } }]);
});
