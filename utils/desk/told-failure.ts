import { type FailureCode, OfficerFailure } from '../officer/officer-failure.ts';
import { StoreFailure, type StoreProblem } from '../publish/store-failure.ts';

/** What ended a worker's work, on its way to the page: of an error itself, only its sentence would arrive. */
export type ToldFailure =
  | {
      readonly kind: 'officer';
      readonly message: string;
      readonly code: FailureCode | undefined;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'store';
      readonly message: string;
      readonly problem: StoreProblem;
      readonly values: readonly string[] | undefined;
    }
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
  if (failure.kind === 'officer') throw new OfficerFailure(failure.message, failure.code, failure.values);
  if (failure.kind === 'store') {
    const { problem, message, values } = failure;
    throw new StoreFailure(problem, message, { ...(values && { values }) });
  }
  throw new Error(failure.message);
}

function failureOf(error: unknown): ToldFailure {
  if (error instanceof OfficerFailure) {
    const { message, code, values } = error;
    return { kind: 'officer', message, code, values };
  }
  if (error instanceof StoreFailure) {
    const { message, problem, values } = error;
    return { kind: 'store', message, problem, values };
  }
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}
