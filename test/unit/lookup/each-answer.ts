import type { Answer } from '../../../utils/lookup/protocol.ts';
import type { Verdict } from '../../../utils/lookup/verdict.ts';

/** Each text's index and its verdict, in the order in which they were said. */
export function eachAnswer(answers: readonly Answer[]): (readonly [index: number, verdict: Verdict])[] {
  return answers.flatMap(([verdict, indexes]) => indexes.map(index => [index, verdict] as const));
}
