import { proxy, transfer } from 'comlink';
import { invalidRowsOf } from '../officer/invalid-rows.ts';
import type { Session } from '../officer/session.ts';
import type { DeskInWorker } from './desk-in-worker.ts';
import type { ImportRecords } from './import-records.ts';
import { sendReins } from './import-reins.ts';
import type { Importer } from './importer.ts';

/** An importer whose files are read and whose people are hashed in the worker. */
export function importerInWorker(
  { lookAtImport, runImport }: Pick<DeskInWorker, 'lookAtImport' | 'runImport'>,
  session: Session,
  records: Pick<ImportRecords, 'load' | 'remove'>,
): Importer {
  const { listId } = session.workplace.settings;
  return {
    interrupted: () => records.load(listId),
    forget: () => records.remove(listId),

    async look(content, answers, { signal, onRead = () => undefined }) {
      const { port, close } = sendReins({ ...(signal && { signal }) });
      try {
        const looked = await lookAtImport(session, content, answers, transfer(port, [port]), proxy(onRead));
        if (!looked.ok) return looked;
        return { ok: true, preview: { ...looked.preview, invalid: invalidRowsOf(looked.invalid) } };
      } finally {
        close();
      }
    },

    async run(content, answers, preview, { brake, signal, onHashed, onRecorded }) {
      const { port, close } = sendReins({ brake, signal });
      const { scope, sha256, fresh, already } = preview;
      const wanted = { scope, sha256, fresh, already };
      const told = [proxy(onHashed), proxy(onRecorded)] as const;
      try {
        return await runImport(session, content, answers, wanted, transfer(port, [port]), ...told);
      } finally {
        close();
      }
    },
  };
}
