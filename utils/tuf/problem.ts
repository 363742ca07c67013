import type { Sentence } from '../sentence.ts';

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
  /** The same as a clause in any language, of what an officer at the desk can meet as well. */
  readonly said?: Sentence;
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
  detail: string | Sentence,
): { readonly ok: false; readonly problem: TufProblem } {
  if (typeof detail === 'string') return { ok: false, problem: { code, detail } };
  return { ok: false, problem: { code, detail: detail.english, said: detail } };
}

/** To be put into a sentence. */
export function clauseOf({ said, detail }: TufProblem): Sentence | string {
  return said ?? detail;
}

/** A moment as metadata writes it, for details: `2026-11-23T19:00:00Z`. */
export function dateText(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
