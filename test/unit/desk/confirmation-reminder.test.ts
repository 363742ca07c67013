import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { confirmationReminder } from '../../../utils/desk/confirmation-reminder.ts';
import { type OpenDeskDatabase, openDeskDatabase } from '../../../utils/desk/desk-database.ts';
import { ACME } from '../components/desk/settings.ts';
import { PublishedList, START } from '../sync/published-list.ts';

const DAY_MS = 86_400_000;
const { listId } = ACME;
const EXPIRES = START + 14 * DAY_MS;

let database: OpenDeskDatabase;

beforeEach(async () => {
  database = await openDeskDatabase();
  for (const store of ['places', 'seen'] as const) await database.clear(store);
});

async function deskWith(refreshing: 'by-hand' | 'daily'): Promise<void> {
  const list = await PublishedList.create();
  await list.publish({}, { timestampExpires: EXPIRES });
  const timestamp = list.files.get('metadata/timestamp.json');
  if (!timestamp) throw new Error('nothing was published');
  await database.put('places', { settings: { ...ACME, refreshing }, kitReadBackAt: null }, listId);
  await database.put('seen', timestamp, [listId, 'timestamp.json']);
}

it('comes from half of a confirmation’s life on, with the day by which it is due', async () => {
  await deskWith('by-hand');
  expect(await confirmationReminder(database, EXPIRES - 7 * DAY_MS - 1)).toBeUndefined();
  const reminder = { organisation: 'Acme', by: EXPIRES };
  expect(await confirmationReminder(database, EXPIRES - 7 * DAY_MS)).toEqual(reminder);
  expect(await confirmationReminder(database, EXPIRES + DAY_MS)).toEqual(reminder);
});

it('doesn’t come where an automation confirms, where nothing was seen, nor where there is no desk', async () => {
  await deskWith('daily');
  expect(await confirmationReminder(database, EXPIRES)).toBeUndefined();
  await deskWith('by-hand');
  await database.delete('seen', [listId, 'timestamp.json']);
  expect(await confirmationReminder(database, EXPIRES)).toBeUndefined();
  await database.clear('places');
  expect(await confirmationReminder(database, EXPIRES)).toBeUndefined();
});
