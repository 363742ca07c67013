import type { Brake } from '../officer/brake.ts';
import { createBreather } from '../officer/breather.ts';
import { type OpenedImport, openImportFile } from '../officer/import-file.ts';
import {
  type ImportPreview,
  type KnownRegister,
  type LookControls,
  previewImport,
  readKnownRegister,
} from '../officer/import-preview.ts';
import { OfficerFailure } from '../officer/officer-failure.ts';
import { type ImportOutcome, runImport } from '../officer/run-import.ts';
import type { Session } from '../officer/session.ts';
import { sentence } from '../sentence.ts';
import type { ImportAnswers, ImportRecord, ImportRecords } from './import-records.ts';

/** What the officer sees of a preview. */
export type SeenPreview = Omit<ImportPreview, 'known'>;

/** What of it an import goes by. */
export type ToImport = Pick<ImportPreview, 'scope' | 'sha256' | 'fresh' | 'already'>;

/** The register as the last look read it: one of a million blocks takes half a minute. */
export interface KeptRegister {
  known: (KnownRegister & Pick<ImportPreview, 'scope' | 'sha256'>) | null;
}

/** What a look at a file comes to: what importing it would do, or which column has to be chosen first. */
export type LookedAt =
  | { readonly ok: true; readonly preview: SeenPreview }
  | Extract<OpenedImport, { ok: false }>;

/** What holds a running import up or ends it, and what it tells. */
export interface ImportControls {
  readonly brake: Brake;
  readonly signal: AbortSignal;
  readonly onHashed: (count: number) => void;
  readonly onRecorded: (count: number) => void;
}

/** Imports files into the register of one organisation. Its methods fail with an `OfficerFailure` or a `StoreFailure`. */
export interface Importer {
  /** The import that was begun in this browser and isn't done. */
  interrupted(): Promise<ImportRecord | undefined>;
  /** The officer doesn't want to go on with it; what it recorded stays. */
  forget(): Promise<void>;
  /** Records nothing. Where nobody in the file is left to be recorded, its interrupted import is done. */
  look(content: Blob, answers: ImportAnswers, controls: LookControls): Promise<LookedAt>;
  run(
    content: Blob,
    answers: ImportAnswers,
    preview: ToImport,
    controls: ImportControls,
  ): Promise<ImportOutcome>;
}

/** @param kept where it outlives the importer, an import needn't read the register once more */
export function createImporter(
  session: Session,
  records: ImportRecords,
  kept: KeptRegister = { known: null },
): Importer {
  const { listId } = session.workplace.settings;
  return {
    interrupted: () => records.load(listId),
    forget: () => records.remove(listId),

    async look(content, { column, scope }, controls) {
      const file = await openImportFile(() => bytesOf(content), column ?? undefined);
      if (!file.ok) return file;
      const { known, ...preview } = await previewImport(session, file, scope, controls);
      kept.known = { ...known, scope, sha256: preview.sha256 };
      if (preview.fresh === 0 && preview.fromThisFile > 0) await records.remove(listId);
      return { ok: true, preview };
    },

    async run(content, { reference, basis, scope, column }, preview, { brake, signal, ...told }) {
      const people = preview.fresh + preview.already;
      const last = kept.known;
      // Afterwards it isn't how the register stands.
      kept.known = null;
      const isOfThis = last?.sha256 === preview.sha256 && last.scope === preview.scope;
      const known = isOfThis ? last : await readKnownRegister(session, preview.scope);
      const outcome = await runImport(session, {
        open: () => bytesOf(content),
        wanted: column ?? undefined,
        preview: { ...preview, known },
        ground: { basis, reference, recordedAt: Date.now(), wording: null, reviewAt: null },
        purpose: 'desk',
        brake,
        signal,
        onHashed: told.onHashed,
        async onRecorded(count) {
          const recorded = preview.already + count;
          const record = { reference, basis, scope, column, recorded, people, at: Date.now() };
          // Where there is no room for it, the officer answers once more; who is recorded the register knows.
          await records.save(listId, record).catch(() => undefined);
          told.onRecorded(count);
        },
      });
      if (outcome.isComplete) await records.remove(listId);
      return outcome;
    },
  };
}

async function* bytesOf(content: Blob): AsyncGenerator<Uint8Array> {
  const breathe = createBreather();
  try {
    for await (const chunk of content.stream()) {
      yield chunk;
      await breathe();
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw new OfficerFailure(
      sentence(
        'told.failure.fileChanged',
      )`The file was moved or changed since it was chosen: choose it again.`,
    );
  }
}
