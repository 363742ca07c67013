import { isPastHalf, timestampLifetime } from '../publish/lifetimes.ts';
import { parseMetadata } from '../tuf/parse-metadata.ts';
import type { OpenDeskDatabase } from './desk-database.ts';

/** The list is confirmed by hand, and it is time to. */
export interface ConfirmationReminder {
  readonly organisation: string;
  /** When the last confirmation that this browser saw runs out, in milliseconds since the epoch. */
  readonly by: number;
}

/**
 * Whether an officer who works in this browser is to confirm the list, by what the desk saw last: no key is opened and nothing is
 * fetched, so a confirmation from another machine isn't known here before the desk is opened again. Undefined where there is no
 * desk, where an automation confirms, and in the first half of a confirmation's life.
 */
export async function confirmationReminder(
  database: Pick<OpenDeskDatabase, 'get' | 'getAll'>,
  now: number,
): Promise<ConfirmationReminder | undefined> {
  const [place] = await database.getAll('places');
  if (place?.settings.refreshing !== 'by-hand') return undefined;
  const { listId, organisation } = place.settings;
  const seen = await database.get('seen', [listId, 'timestamp.json']);
  const timestamp = seen && (await parseMetadata(seen, 'timestamp', 'timestamp.json'));
  if (!timestamp?.ok) return undefined;
  const by = timestamp.value.signed.expires;
  return isPastHalf(by, timestampLifetime('by-hand'), now) ? { organisation, by } : undefined;
}
