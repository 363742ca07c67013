import { makeExport } from '../officer/audit-export.ts';
import type { Session } from '../officer/session.ts';
import { type ExportFailure, readExport } from '../register/audit/read-export.ts';
import { type ToldExport, toldExport } from '../register/audit/told-export.ts';

export interface SavedExport {
  readonly file: Blob;
  /** What a reader finds in it. */
  readonly audit: ToldExport;
}

export type VerifiedFile = { readonly ok: true; readonly value: ToldExport } | ExportFailure;

/** As `makeExport`, by what a page can take of it. */
export async function exportRegister(session: Session, digests: boolean): Promise<SavedExport> {
  const { file, audit } = await makeExport(session, digests);
  // Handed over, a blob isn't copied.
  return { file: new Blob([file]), audit: toldExport(audit) };
}

/** As `readExport`, by what a page can take of it. */
export async function verifyExport(file: Blob): Promise<VerifiedFile> {
  const read = await readExport(new Uint8Array(await file.arrayBuffer()));
  return read.ok ? { ok: true, value: toldExport(read.value) } : read;
}
