import type { Page } from 'puppeteer-core';
import { type Kept, keep } from '../../../utils/sync/kept.ts';
import type { SyncStatus } from '../../../utils/sync/store.ts';

/** What the browser has kept of its synchronisations, read from a page of the extension past Lethe's own code. */
export async function readStatus(page: Page): Promise<SyncStatus> {
  const { value } = await page.evaluate(
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
  return value;
}

/** Puts another in its place, as if Lethe had kept that. */
export async function writeStatus(page: Page, status: SyncStatus): Promise<void> {
  await page.evaluate(
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
