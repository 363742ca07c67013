import { NO_POLICY } from '../../utils/policy/policy.ts';
import { type Kept, keep } from '../../utils/sync/kept.ts';
import type { SyncStatus } from '../../utils/sync/store.ts';
import { askHost } from '../e2e/harness/stored-list.ts';
import type { Phase } from './state.ts';
import type { World } from './world.ts';

/** Longer ago than a list counts as confirmed. */
const LONG_AGO_MS = 40 * 3_600_000;

/** Brings the browser from the phase before into this one. */
export async function enterPhase(world: World, phase: Phase): Promise<void> {
  const { control, server } = world;
  switch (phase) {
    case 'fresh':
      return;
    case 'protecting':
      await askHost(control, 'enrol', world.enrolmentCode);
      return;
    case 'managed': {
      const policy = {
        ...NO_POLICY,
        forcesEnrolment: true,
        locksOptions: true,
        sites: ['https://crm.northwind.example/*', 'https://leads.northwind.example/*'],
        problems: ['guard: "strict" is none of warn, hold, block'],
      };
      await askHost(control, 'obey', { policy, code: null });
      return;
    }
    case 'stale': {
      await askHost(control, 'obey', { policy: NO_POLICY, code: null });
      server.serve(0);
      const { value } = await readStatus(world);
      await writeStatus(world, { ...value, confirmedAt: (value.confirmedAt ?? 0) - LONG_AGO_MS });
      await askHost(control, 'sync');
      return;
    }
    case 'broken':
      await control.evaluate(`(${dropRecord})('blocklist')`);
      await askHost(control, 'sync');
  }
}

function readStatus({ control }: World): Promise<Kept<SyncStatus>> {
  return control.evaluate(
    () =>
      new Promise<Kept<SyncStatus>>((resolve, reject) => {
        const opening = indexedDB.open('lethe');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('status').objectStore('status').get('current');
          reading.onsuccess = () => resolve(reading.result);
          opening.result.close();
        };
      }),
  );
}

async function writeStatus({ control }: World, status: SyncStatus): Promise<void> {
  await control.evaluate(
    kept =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('lethe');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('status', 'readwrite');
          transaction.objectStore('status').put(kept, 'current');
          transaction.oncomplete = () => resolve();
          opening.result.close();
        };
      }),
    keep('status', status),
  );
}

/** Runs in the page. */
function dropRecord(store: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('lethe');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, 'readwrite');
      transaction.objectStore(store).clear();
      transaction.oncomplete = () => resolve();
      opening.result.close();
    };
  });
}
