import { expose } from 'comlink';
import { createArgon2Pool } from '../lookup/argon2-pool.ts';
import { startArgon2Worker } from '../lookup/start-argon2-worker.ts';
import { blockIdentifiers } from '../officer/block-identifiers.ts';
import { eraseNamed, planErasure } from '../officer/erase-named.ts';
import { lookUp } from '../officer/look-up.ts';
import type { Named } from '../officer/named-by.ts';
import { type PublishDecisions, publishRegister } from '../officer/publication.ts';
import { record } from '../officer/record.ts';
import { recordStep } from '../officer/record-step.ts';
import { type Session, sessionOf } from '../officer/session.ts';
import { bringSettingsTogether } from '../officer/settle-settings.ts';
import { openUnderPassphrase, sealUnderPassphrase } from '../publish/passphrase-file.ts';
import type { PublishProgress } from '../publish/publish-progress.ts';
import type { Ground } from '../register/block.ts';
import type { StepEntry } from '../register/case-step.ts';
import type { Asked } from '../register/covering-blocks.ts';
import type { LiftOperation } from '../register/operation.ts';
import { rememberedObjects } from '../register/remembered-objects.ts';
import type { Sentence } from '../sentence.ts';
import { browserWorkplace } from './browser-workplace.ts';
import { databaseFiles } from './database-files.ts';
import { type OpenDeskDatabase, openDeskDatabase } from './desk-database.ts';
import { readDeskState } from './desk-state.ts';
import { endWhereUnreadable, liveAs } from './desk-worker-life.ts';
import { exportRegister, verifyExport } from './exports.ts';
import { lookAtImport, runSentImport } from './import-work.ts';
import { lookedUp } from './looked-up.ts';
import { admit, newSealKey, remove } from './officer-changes.ts';
import type { SentSession } from './sent-session.ts';
import { storeKeyOf } from './store-key.ts';
import { toldArgon2id } from './told-argon2id.ts';
import { type Told, told } from './told-failure.ts';

type Warn = (said: Sentence) => unknown;

/** For whoever waits for the workplace. */
const PURPOSE = 'desk';

/**
 * Whatever reads the register, which may hold a million blocks, and scrypt: each takes a thread for seconds, and not the page's.
 * Only what a page shows is sent to it.
 */
const worker = {
  readState: over(readDeskState),
  bringSettingsTogether: over(async (session, always: boolean) => {
    const { session: together, settled } = await bringSettingsTogether(session, { always });
    return { settings: together.workplace.settings, settled };
  }),
  block: over((session, wanted: readonly Named[], ground: Ground) =>
    blockIdentifiers(session, wanted, ground, PURPOSE),
  ),
  recordStep: over((session, reference: string, step: StepEntry, contacted?: Asked) =>
    recordStep(session, reference, step, PURPOSE, contacted),
  ),
  lift: over((session, operation: LiftOperation) => record(session, [operation], PURPOSE)),
  lookUp: over(async (session, asked: Asked) => lookedUp(await lookUp(session, asked))),
  planErasure: over(planErasure),
  erase: over((session, names: readonly string[]) => eraseNamed(session, names, PURPOSE)),
  lookAtImport: over(lookAtImport),
  runImport: over(runSentImport),
  publish: over(
    (session, decisions: PublishDecisions, onProgress: (progress: PublishProgress) => Promise<void>) =>
      session.workplace.exclusively(PURPOSE, () => publishRegister(session, decisions, onProgress)),
  ),
  exportRegister: over(exportRegister),
  verifyExport: (file: Blob) => told(() => verifyExport(file)),
  admit: over(admit),
  remove: over(remove),
  newSealKey: over(newSealKey),
  seal: (...input: Parameters<typeof sealUnderPassphrase>) => sealUnderPassphrase(...input),
  open: (...input: Parameters<typeof openUnderPassphrase>) => openUnderPassphrase(...input),
  /** Resolves once the page can tell by a lock of this name that the worker is there. */
  liveAs,
};

export type DeskWorkerApi = typeof worker;

endWhereUnreadable();
expose(worker);

// An officer who imports a list waits for it: every core. The next lies ready when one is done.
const size = Math.max(1, navigator.hardwareConcurrency);
const pool = createArgon2Pool({ start: startArgon2Worker, size });
const hashing = { argon2id: toldArgon2id(pool.argon2id), atOnce: 2 * size };

/** From one action to the next. */
const remembered = rememberedObjects();

let opening: Promise<OpenDeskDatabase> | undefined;

/** Done over the session that was sent, and told in a form that can be sent. */
function over<Input extends unknown[], Output>(
  work: (session: Session, ...input: Input) => Promise<Output>,
): (sent: SentSession, warn: Warn, ...input: Input) => Promise<Told<Output>> {
  return (sent, warn, ...input) => told(async () => work(await sessionHere(sent, warn), ...input));
}

async function sessionHere({ settings, officer, keys, roots }: SentSession, warn: Warn): Promise<Session> {
  opening ??= openDeskDatabase();
  const database = await opening;
  const { listId, store } = settings;
  const files = databaseFiles(database, listId);
  const credentials = store.kind === 's3' ? await storeKeyOf(files, officer.identity) : null;
  const parts = { database, hashing, warn: (said: Sentence) => void warn(said) };
  return sessionOf(browserWorkplace(parts, settings, credentials), officer, keys, roots, remembered);
}
