import type { Column } from '../register/suppression-file/column.ts';
import type { FileEncoding } from '../register/suppression-file/encoding.ts';
import { hashedFile } from '../register/suppression-file/hashed-file.ts';
import {
  openSuppressionFile,
  type SuppressionFile,
  type SuppressionRow,
} from '../register/suppression-file/suppression-file.ts';

/** A file or a pasted text: its bytes from the start at each call. */
export type OpenImport = () => AsyncIterable<Uint8Array>;

/** A suppression list on its way into the register. */
export interface ImportFile {
  readonly ok: true;
  readonly encoding: FileEncoding;
  readonly column: Column;
  /** Headings or numbers of further columns that hold addresses, which aren't read. */
  readonly otherColumns: readonly string[];
  /** SHA-256 in hex: all that the register keeps of the file. */
  readonly sha256: string;
  /** To be read once. */
  readonly rows: AsyncIterable<SuppressionRow>;
}

export type OpenedImport = ImportFile | Extract<SuppressionFile, { ok: false }>;

/**
 * Reads the file once, for its encoding and its hash, and finds the column of addresses.
 * @param wanted heading or number of that column, where it is known
 */
export async function openImportFile(open: OpenImport, wanted?: string): Promise<OpenedImport> {
  const file = hashedFile(open);
  const opened = await openSuppressionFile(file.open, wanted);
  return opened.ok ? { ...opened, sha256: file.sha256() } : opened;
}
