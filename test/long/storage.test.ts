import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectOneOf, syncTo } from '../e2e/harness/changing-list.ts';
import { changingListBrowser } from '../e2e/harness/changing-list-browser.ts';
import { EXTENSION_ID } from '../e2e/harness/chromium.ts';
import { askHost } from '../e2e/harness/stored-list.ts';

const browsers = changingListBrowser({ entries: 100_000, changed: 200, publications: 2 });

/** Whether the browser has noticed by now that there is no room; in a database of its own. */
async function refusesHalfAMegabyte(): Promise<boolean> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('room', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('bytes');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const tx = db.transaction('bytes', 'readwrite');
  const bytes = new Uint8Array(500_000);
  for (let at = 0; at < bytes.length; at += 50_000) crypto.getRandomValues(bytes.subarray(at, at + 50_000));
  tx.objectStore('bytes').put(bytes, 0);
  const refused = await new Promise<boolean>(resolve => {
    tx.oncomplete = () => resolve(false);
    tx.onabort = () => resolve(true);
  });
  db.close();
  return refused;
}

it('without room for the new list the old one protects, and the status says so until there is room', async () => {
  // With `unlimitedStorage` Chromium asks no quota; that only a full disk says no can't be had in a test.
  const { folder, list } = browsers;
  const limited = join(folder, 'limited');
  await cp(browsers.extension, limited, { recursive: true });
  const manifest = await readFile(join(limited, 'manifest.json'), 'utf8');
  await writeFile(join(limited, 'manifest.json'), manifest.replace('"unlimitedStorage",', ''));
  const { driven, page } = await browsers.start(join(folder, 'full'), limited);
  try {
    await browsers.enrolled(page);
    const session = await page.createCDPSession();
    const origin = `chrome-extension://${EXTENSION_ID}`;
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 100_000 });
    // Chromium keeps in mind for a while how much room there was.
    while (!(await page.evaluate(refusesHalfAMegabyte)));
    list.server.serve(2);
    const full = await askHost(page, 'sync');
    // Where not even the status can be written, the attempt's outcome is what says it.
    expect(full.problem?.code).toBe('quota');
    expect(full.protection.state).not.toBe('not-protecting');
    await expectOneOf(page, list, [1], full);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await syncTo(page, list, 2);
  } finally {
    await driven.close();
  }
});
