import type { SentenceKey } from '../sentence.ts';
import type { EnrolmentProblem } from './code.ts';

/** As what a page says that a code isn't taken. */
export const CODE_PROBLEM_KEYS = {
  empty: 'options.codeProblem.empty',
  'not-a-code': 'options.codeProblem.notACode',
  link: 'options.codeProblem.link',
  newer: 'options.codeProblem.newer',
  truncated: 'options.codeProblem.truncated',
  'too-long': 'options.codeProblem.tooLong',
  mistyped: 'options.codeProblem.mistyped',
  'wrong-length': 'options.codeProblem.wrong',
  'bad-organisation': 'options.codeProblem.wrong',
  'bad-repository': 'options.codeProblem.wrong',
  'bad-root': 'options.codeProblem.wrong',
} as const satisfies Record<EnrolmentProblem, SentenceKey>;
