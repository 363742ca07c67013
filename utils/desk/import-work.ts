import type { InvalidColumns } from '../officer/invalid-rows.ts';
import type { ImportOutcome } from '../officer/run-import.ts';
import type { Session } from '../officer/session.ts';
import { type ImportAnswers, importRecords } from './import-records.ts';
import { takeReins } from './import-reins.ts';
import {
  createImporter,
  type KeptRegister,
  type LookedAt,
  type SeenPreview,
  type ToImport,
} from './importer.ts';

/** A look at a file in a form that can be sent. */
type SentLook =
  | { readonly ok: true; readonly preview: Omit<SeenPreview, 'invalid'>; readonly invalid: InvalidColumns }
  | Extract<LookedAt, { ok: false }>;

/** Of the last look of this worker. */
const kept: KeptRegister = { known: null };

/** As an importer's `look`. */
export async function lookAtImport(
  session: Session,
  content: Blob,
  answers: ImportAnswers,
  reins: MessagePort,
  onRead: (texts: number) => unknown,
): Promise<SentLook> {
  const { signal } = takeReins(reins);
  const importer = createImporter(session, importRecords(), kept);
  const looked = await importer.look(content, answers, { signal, onRead: texts => void onRead(texts) });
  if (!looked.ok) return looked;
  const { invalid, ...preview } = looked.preview;
  return { ok: true, preview, invalid: invalid.columns() };
}

/** As an importer's `run`. */
export function runSentImport(
  session: Session,
  content: Blob,
  answers: ImportAnswers,
  preview: ToImport,
  reins: MessagePort,
  onHashed: (count: number) => unknown,
  onRecorded: (count: number) => unknown,
): Promise<ImportOutcome> {
  return createImporter(session, importRecords(), kept).run(content, answers, preview, {
    ...takeReins(reins),
    onHashed: count => void onHashed(count),
    onRecorded: count => void onRecorded(count),
  });
}
