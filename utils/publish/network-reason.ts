import { type Sentence, sentence } from '../sentence.ts';

/** Why a request had no answer: Node says it in the cause, and a browser only that it had none, in English. */
export function networkReason(error: unknown): string | Sentence {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return sentence('told.store.noReason')`no reason given`;
  return 'code' in cause ? String(cause.code) : cause.message;
}
