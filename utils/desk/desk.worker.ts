import { expose } from 'comlink';
import { createArgon2Pool } from '../lookup/argon2-pool.ts';
import { startArgon2Worker } from '../lookup/start-argon2-worker.ts';
import { type PublishDecisions, publishRegister } from '../officer/publication.ts';
import { type Session, sessionOf } from '../officer/session.ts';
import { bringSettingsTogether } from '../officer/settle-settings.ts';
import { openUnderPassphrase, sealUnderPassphrase } from '../publish/passphrase-file.ts';
import type { PublishProgress } from '../publish/publish-progress.ts';
import type { Sentence } from '../sentence.ts';
import { browserWorkplace } from './browser-workplace.ts';
import { databaseFiles } from './database-files.ts';
import { type OpenDeskDatabase, openDeskDatabase } from './desk-database.ts';
import { readDeskState } from './desk-state.ts';
import type { SentSession } from './sent-session.ts';
import { storeKeyOf } from './store-key.ts';
import { told } from './told-failure.ts';

type Warn = (said: Sentence) => unknown;

/** What takes a thread for long: a million blocks to be read, sorted and coded, and scrypt. Not the page's. */
const worker = {
  publish: (
    sent: SentSession,
    decisions: PublishDecisions,
    onProgress: (progress: PublishProgress) => Promise<void>,
    warn: Warn,
  ) =>
    told(async () => {
      const session = await sessionHere(sent, warn);
      return session.workplace.exclusively('desk', () => publishRegister(session, decisions, onProgress));
    }),
  bringSettingsTogether: (sent: SentSession, warn: Warn) =>
    told(async () => {
      const { session, settled } = await bringSettingsTogether(await sessionHere(sent, warn));
      return { settings: session.workplace.settings, settled };
    }),
  readState: (sent: SentSession, now: number, warn: Warn) =>
    told(async () => readDeskState(await sessionHere(sent, warn), now)),
  /** scrypt takes a second or more of whatever thread it runs on. */
  seal: (...input: Parameters<typeof sealUnderPassphrase>) => sealUnderPassphrase(...input),
  open: (...input: Parameters<typeof openUnderPassphrase>) => openUnderPassphrase(...input),
};

export type DeskWorkerApi = typeof worker;

expose(worker);

let opening: Promise<OpenDeskDatabase> | undefined;
// A publication asks for the canary's tags, and nothing else here does.
const { argon2id } = createArgon2Pool({ start: startArgon2Worker, size: 1 });

async function sessionHere({ settings, officer, keys, roots }: SentSession, warn: Warn): Promise<Session> {
  opening ??= openDeskDatabase();
  const database = await opening;
  const { listId, store } = settings;
  const files = databaseFiles(database, listId);
  const credentials = store.kind === 's3' ? await storeKeyOf(files, officer.identity) : null;
  const parts = { database, hashing: { argon2id, atOnce: 1 }, warn: (said: Sentence) => void warn(said) };
  return sessionOf(browserWorkplace(parts, settings, credentials), officer, keys, roots);
}
