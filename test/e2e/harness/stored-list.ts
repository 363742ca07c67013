import type { Page } from 'puppeteer-core';
import type { Browser } from 'wxt/browser';
import type { Blocklist } from '../../../utils/blocklist/blocklist.ts';
import type { PageApi } from '../../../utils/lookup/page-api.ts';
import type { Kept } from '../../../utils/sync/kept.ts';
import type { ListRecord, SyncStatus } from '../../../utils/sync/store.ts';

/** Of the page that a function is evaluated in. */
declare const chrome: { readonly runtime: { connect(info: { name: string }): Browser.runtime.Port } };

/** What lies in the browser's IndexedDB, read past Lethe's own code. */
export interface StoredList {
  readonly publication: number;
  /** As the head says, and as the arrays beside it come out. */
  readonly setSha256: string;
  readonly arraysSha256: string;
  readonly confirmedAt: number | null;
}

/** Reads the list in force from a page of the extension; null where there is none. */
export function storedList(page: Page): Promise<StoredList | null> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('lethe');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const read = <Found>(tx: IDBTransaction, store: string) =>
      new Promise<Found | undefined>((resolve, reject) => {
        const request = tx.objectStore(store).get('current');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const sha256 = async (bytes: BufferSource) =>
      new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const joined = (parts: readonly Uint8Array[]) => new Blob(parts.map(part => part.slice())).arrayBuffer();
    const tx = db.transaction(['list', 'blocklist', 'status']);
    const [list, arrays, status] = await Promise.all([
      read<Kept<ListRecord>>(tx, 'list'),
      read<Blocklist>(tx, 'blocklist'),
      read<Kept<SyncStatus>>(tx, 'status'),
    ]);
    db.close();
    if (!list || !arrays || !status) return null;
    // As in docs/list-format.md, by code of its own.
    const parts = [new TextEncoder().encode('lethe/v1/set'), Uint8Array.of(arrays.prefixBits)];
    for (const { prefixes, tags, scopes } of [arrays.entries, arrays.domains]) {
      const count = new Uint8Array(4);
      new DataView(count.buffer).setUint32(0, prefixes.length);
      parts.push(count, await sha256(prefixes), await sha256(tags), await sha256(scopes));
    }
    const digest = await sha256(await joined(parts));
    return {
      publication: list.value.head.publication,
      setSha256: list.value.head.setSha256,
      arraysSha256: [...digest].map(byte => byte.toString(16).padStart(2, '0')).join(''),
      confirmedAt: status.value.confirmedAt,
    };
  });
}

type Api = {
  readonly [Name in keyof PageApi]: (...input: Parameters<PageApi[Name]>) => ReturnType<PageApi[Name]>;
};

/** Asks the host as Lethe's own pages do, over a Port of its own. */
export async function askHost<Name extends keyof Api>(
  page: Page,
  name: Name,
  ...input: Parameters<Api[Name]>
): Promise<Awaited<ReturnType<Api[Name]>>> {
  return page.evaluate(
    (method, parameters) =>
      new Promise<Awaited<ReturnType<Api[Name]>>>((resolve, reject) => {
        const port = chrome.runtime.connect({ name: 'lethe/page' });
        const id = crypto.randomUUID();
        port.onDisconnect.addListener(() => reject(new Error('the host is gone')));
        port.onMessage.addListener(answer => {
          if (answer.id !== id) return;
          if (answer.type === 'RAW') resolve(answer.value);
          else reject(new Error(JSON.stringify(answer.value)));
          port.disconnect();
        });
        // Comlink's own message: https://github.com/GoogleChromeLabs/comlink, src/protocol.ts
        const argumentList = parameters.map(value => ({ type: 'RAW', value }));
        port.postMessage({ id, type: 'APPLY', path: [method], argumentList });
      }),
    name,
    input,
  );
}
