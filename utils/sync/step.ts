import type { Problem } from '../lookup/verdict.ts';

/** The result of one step of a synchronisation. */
export type Step<T> = { readonly ok: true; readonly value: T } | Failure;

export interface Failure {
  readonly ok: false;
  readonly problem: Problem;
}

export function failed(code: Problem['code'], detail: string): Failure {
  return { ok: false, problem: { code, detail } };
}
