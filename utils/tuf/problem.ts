/** What can go wrong, as codes that the status page's `Problem['code']` knows as well. */
export type TufProblemCode =
  | 'offline'
  | 'sign-in-page'
  | 'expired'
  | 'bad-signature'
  | 'rollback'
  | 'bad-file'
  | 'clock'
  | 'store-broken'
  | 'update-lethe';

/** A named problem; the detail names file, field, versions or dates, and is fit for a status page. */
export interface TufProblem {
  readonly code: TufProblemCode;
  readonly detail: string;
}

/** The result of a check: what is now trusted, or why it isn't. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: TufProblem };

export function good<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function bad(
  code: TufProblemCode,
  detail: string,
): { readonly ok: false; readonly problem: TufProblem } {
  return { ok: false, problem: { code, detail } };
}

/** A moment as metadata writes it, for details: `2026-11-23T19:00:00Z`. */
export function dateText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
