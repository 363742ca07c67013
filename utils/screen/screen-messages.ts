import type { ScreenReport } from './report.ts';
import type { ScreenFileOutcome, ScreenProgress } from './screen-file.ts';

/** Page → worker, once. */
export interface ScreenOrder {
  readonly file: Blob;
  /** Headings or numbers of columns; none: those that hold addresses, numbers or profiles. */
  readonly columns: readonly string[];
}

/** Worker → page. The last is not `progress`. */
export type ScreenMessage =
  | ({ readonly type: 'progress' } & ScreenProgress)
  | { readonly type: 'done'; readonly kept: Blob; readonly report: ScreenReport }
  | { readonly type: 'refused'; readonly why: Extract<ScreenFileOutcome, { ok: false }> }
  /** `no-list`: there is none to screen by, or it can't be trusted. */
  | { readonly type: 'no-list' }
  /** The file was moved or changed since it was chosen. */
  | { readonly type: 'changed' }
  /** By a defect. */
  | { readonly type: 'failed'; readonly detail: string };
