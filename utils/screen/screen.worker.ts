import { createArgon2Pool } from '../lookup/argon2-pool.ts';
import { startArgon2Worker } from '../lookup/start-argon2-worker.ts';
import { openStore } from '../sync/store.ts';
import { listLookUp } from './list-lookup.ts';
import { screenFile } from './screen-file.ts';
import type { ScreenMessage, ScreenOrder } from './screen-messages.ts';
import { storedList } from './store-list.ts';

/** Whoever screens a file waits for it, and a page that only shows how far it is needs no core of its own. */
const SIZE = Math.max(1, navigator.hardwareConcurrency);

addEventListener('message', ({ data }: MessageEvent<ScreenOrder>) => {
  run(data).then(say, error => say(failureOf(error)));
});

function failureOf(error: unknown): ScreenMessage {
  if (
    error instanceof DOMException &&
    (error.name === 'NotReadableError' || error.name === 'NotFoundError')
  ) {
    return { type: 'changed' };
  }
  return { type: 'failed', detail: error instanceof Error ? error.message : String(error) };
}

function say(message: ScreenMessage): void {
  postMessage(message);
}

async function run({ file, columns }: ScreenOrder): Promise<ScreenMessage> {
  const { argon2id } = createArgon2Pool({ start: startArgon2Worker, size: SIZE });
  const stored = await storedList(openStore(), Date.now());
  // Rest isn't needed: nobody else is answered here.
  const lookUp = stored && (await listLookUp(stored.list, { argon2id, atOnce: SIZE }, async () => undefined));
  if (!stored || !lookUp) return { type: 'no-list' };
  const screened = await screenFile(file, {
    lookUp,
    columns,
    onProgress: progress => say({ type: 'progress', ...progress }),
  });
  if (!screened.ok) return { type: 'refused', why: screened };
  const { kept, counts, encoding, sha256 } = screened;
  const report = {
    format: 1,
    screenedAt: new Date().toISOString(),
    scope: 'marketing',
    sha256,
    columns: screened.columns,
    encoding,
    ...counts,
    list: stored.facts,
  } as const;
  return { type: 'done', kept, report };
}
