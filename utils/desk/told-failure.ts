import { OfficerFailure } from '../officer/officer-failure.ts';
import { StoreFailure, type StoreProblem } from '../publish/store-failure.ts';
import type { Sentence } from '../sentence.ts';

/** What ended a worker's work, on its way to the page: of an error itself, only its message would arrive. */
export type ToldFailure =
  | { readonly kind: 'officer'; readonly said: Sentence }
  | { readonly kind: 'store'; readonly problem: StoreProblem; readonly said: Sentence }
  /** What the browser refused, such as room, by the name that it has for it. */
  | { readonly kind: 'browser'; readonly name: string; readonly message: string }
  | { readonly kind: 'other'; readonly message: string };

export type Told<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ToldFailure };

/** What came of `work`, in a form that can be sent. */
export async function told<T>(work: () => Promise<T>): Promise<Told<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/**
 * What was told.
 * @throws as `work` did
 */
export function untold<T>(told: Told<T>): T {
  if (told.ok) return told.value;
  const { failure } = told;
  if (failure.kind === 'other') throw new Error(failure.message);
  if (failure.kind === 'browser') throw new DOMException(failure.message, failure.name);
  if (failure.kind === 'store') throw new StoreFailure(failure.problem, failure.said);
  throw new OfficerFailure(failure.said);
}

function failureOf(error: unknown): ToldFailure {
  if (error instanceof OfficerFailure) return { kind: 'officer', said: error.said };
  if (error instanceof StoreFailure) return { kind: 'store', problem: error.problem, said: error.said };
  if (error instanceof DOMException) return { kind: 'browser', name: error.name, message: error.message };
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}
