import { NO_POLICY } from '../../utils/policy/policy.ts';
import { readPolicy } from '../../utils/policy/read-policy.ts';
import { askHost } from '../e2e/harness/stored-list.ts';
import { readStatus, writeStatus } from '../e2e/harness/stored-status.ts';
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
        problems: readPolicy({ guard: 'strict' }).policy.problems,
      };
      await askHost(control, 'obey', { policy, code: null });
      return;
    }
    case 'stale': {
      await askHost(control, 'obey', { policy: NO_POLICY, code: null });
      server.serve(0);
      const status = await readStatus(control);
      await writeStatus(control, { ...status, confirmedAt: (status.confirmedAt ?? 0) - LONG_AGO_MS });
      await askHost(control, 'sync');
      return;
    }
    case 'broken':
      await control.evaluate(`(${dropRecord})('blocklist')`);
      await askHost(control, 'sync');
  }
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
