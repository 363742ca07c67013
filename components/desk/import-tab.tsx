import { useMemo } from 'preact/hooks';
import { importRecords } from '../../utils/desk/import-records.ts';
import { createImporter } from '../../utils/desk/importer.ts';
import { saveFile } from '../../utils/desk/save-file.ts';
import type { Session } from '../../utils/officer/session.ts';
import { ImportView } from './import-view.tsx';

interface ImportTabProps {
  readonly session: Session;
  readonly isShown: boolean;
  readonly onRecorded: () => Promise<void>;
  readonly onPublish: () => void;
}

/** Hidden rather than gone while the officer does something else: an import goes on meanwhile. */
export function ImportTab({ session, isShown, onRecorded, onPublish }: ImportTabProps) {
  const importer = useMemo(() => createImporter(session, importRecords()), [session]);
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
