import { useMemo } from 'preact/hooks';
import type { DeskInWorker } from '../../utils/desk/desk-in-worker.ts';
import { importRecords } from '../../utils/desk/import-records.ts';
import { importerInWorker } from '../../utils/desk/importer-in-worker.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import type { Session } from '../../utils/officer/session.ts';
import { ImportView } from './import-view.tsx';

interface ImportTabProps {
  readonly inWorker: DeskInWorker;
  readonly session: Session;
  readonly isShown: boolean;
  readonly onRecorded: () => Promise<void>;
  readonly onPublish: () => void;
}

/** Hidden rather than gone while the officer does something else: an import goes on meanwhile. */
export function ImportTab({ inWorker, session, isShown, onRecorded, onPublish }: ImportTabProps) {
  const importer = useMemo(() => importerInWorker(inWorker, session, importRecords()), [session]);
  return (
    <div hidden={!isShown}>
      <ImportView
        importer={importer}
        referencePattern={session.workplace.settings.referencePattern}
        onSave={saveFile}
        onRecorded={onRecorded}
        onPublish={onPublish}
      />
    </div>
  );
}
