import { wrap } from 'comlink';
import type { ChainHead } from '../../../utils/blocklist/head.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import { databaseFiles } from '../../../utils/desk/database-files.ts';
import { openDeskDatabase } from '../../../utils/desk/desk-database.ts';
import { importRecords } from '../../../utils/desk/import-records.ts';
import { createImporter } from '../../../utils/desk/importer.ts';
import type { Argon2WorkerApi } from '../../../utils/lookup/argon2.worker.ts';
import { createArgon2Pool } from '../../../utils/lookup/argon2-pool.ts';
import { createBrake } from '../../../utils/officer/brake.ts';
import { foundOrganisation } from '../../../utils/officer/found-organisation.ts';
import type { Session } from '../../../utils/officer/session.ts';
import type { Settings } from '../../../utils/officer/settings.ts';
import type { Hashing, Workplace } from '../../../utils/officer/workplace.ts';
import { passphraseFiles } from '../../../utils/publish/passphrase-file.ts';
import type { BareRequest } from './in-argon2.ts';

const CHEAP_SCRYPT = 4;

/**
 * Milliseconds from the choice of a file with so many new addresses, in an organisation of its own, to all of them being in the
 * register, which is in the browser's database. Everything but the organisation's making is in it.
 * @param workerUrl of the built argon2.worker
 */
export async function importPeople(workerUrl: string, round: number, count: number): Promise<number> {
  const session = await newOrganisation(hashingBy(workerUrl));
  const people = Array.from({ length: count }, (_, index) => `person-${round}-${index}@example.com,Somebody`);
  const file = new File([`E-mail,Name\n${people.join('\n')}\n`], 'list.csv');
  const answers = {
    reference: `BENCH-${round}`,
    basis: 'objection',
    scope: 'marketing',
    column: null,
  } as const;
  const importer = createImporter(session, importRecords());
  const start = performance.now();
  const looked = await importer.look(file, answers, {});
  if (!looked.ok) throw new Error(looked.problem);
  const { recorded } = await importer.run(file, answers, looked.preview, {
    brake: createBrake(),
    signal: new AbortController().signal,
    onHashed: () => undefined,
    onRecorded: () => undefined,
  });
  const elapsed = performance.now() - start;
  if (recorded !== count) throw new Error(`${recorded} of ${count} were recorded`);
  return elapsed;
}

/**
 * Milliseconds that workers on all cores take for so many bare Argon2id.
 * @param scriptUrl of in-argon2.ts
 */
export async function bareArgon2id(scriptUrl: string, wasmUrl: string, count: number): Promise<number> {
  const workers = await bareWorkers(scriptUrl, wasmUrl);
  const start = performance.now();
  await Promise.all(workers.map(worker => answerOf(worker, { wasmUrl, count: count / workers.length })));
  return performance.now() - start;
}

let bare: Promise<Worker[]> | undefined;

function bareWorkers(scriptUrl: string, wasmUrl: string): Promise<Worker[]> {
  bare ??= Promise.all(
    Array.from({ length: navigator.hardwareConcurrency }, async () => {
      const worker = new Worker(scriptUrl);
      await answerOf(worker, { wasmUrl, count: 0 });
      return worker;
    }),
  );
  return bare;
}

function answerOf(worker: Worker, request: BareRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = event => reject(new Error(event.message));
    worker.postMessage(request);
  });
}

let hashing: Hashing | undefined;

/** As the desk's own page has it. */
function hashingBy(workerUrl: string): Hashing {
  if (hashing) return hashing;
  const size = Math.max(1, navigator.hardwareConcurrency);
  const { argon2id } = createArgon2Pool({
    size,
    start() {
      const worker = new Worker(workerUrl, { type: 'module' });
      return {
        argon2id: wrap<Argon2WorkerApi>(worker).argon2id,
        onFailure: listener => worker.addEventListener('error', event => listener(event.message)),
        end: () => worker.terminate(),
      };
    },
  });
  hashing = { argon2id, atOnce: 2 * size };
  return hashing;
}

async function newOrganisation(by: Hashing): Promise<Session> {
  const { session } = await foundOrganisation(
    {
      organisation: 'Bench',
      contact: '',
      country: null,
      store: { kind: 'folder' },
      repository: null,
      ownDomains: [],
      guard: 'hold',
      panelOnly: [],
      refreshing: 'by-hand',
      auditors: [],
      referencePattern: null,
    },
    { officer: 'officer', root: 'root', timestamp: 'timestamp', recovery: 'recovery' },
    await workplaceIn(by),
    async () => undefined,
    passphraseFiles(CHEAP_SCRYPT),
  );
  return session;
}

async function workplaceIn(by: Hashing): Promise<(settings: Settings) => Workplace> {
  const database = await openDeskDatabase();
  const seen = new Map<string, Bytes>();
  let heads: readonly ChainHead[] = [];
  let agreed: Readonly<Record<string, unknown>> = {};
  return settings => ({
    settings,
    repository: databaseFiles(database, `${settings.listId} repository`),
    register: databaseFiles(database, `${settings.listId} register`),
    files: databaseFiles(database, settings.listId),
    seen: { load: async name => seen.get(name), save: async (name, bytes) => void seen.set(name, bytes) },
    seenHeads: {
      load: async () => heads,
      async save(saved) {
        heads = saved;
      },
    },
    sweepRecord: { load: async () => ({}), save: async () => undefined },
    settingsRecord: {
      loadAgreed: async () => agreed,
      async saveAgreed(saved) {
        agreed = saved;
      },
      saveSettings: async () => undefined,
    },
    hashing: by,
    exclusively: (_purpose, work) => work(),
    warn: () => undefined,
  });
}
