import type { Page } from 'puppeteer-core';

/** All that the browser's databases hold of a page's origin, with their names and their stores', as one text. */
export async function storedByDesk(desk: Page): Promise<string> {
  return desk.evaluate(async () => {
    const all: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        all.push(
          name,
          store,
          ...values.map(value =>
            value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : JSON.stringify(value),
          ),
        );
      }
      database.close();
    }
    return all.join('\n');
  });
}
