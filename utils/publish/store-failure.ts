import type { Sentence } from '../sentence.ts';

/**
 * - `unreachable`: no answer, or one that broke off, however often it was asked;
 * - `credentials`: the access key, its secret or its session doesn't count, or no more;
 * - `denied`: the key counts, and may not do this;
 * - `no-bucket`, `region`: the bucket isn't there, or is elsewhere;
 * - `clock`: this machine's clock is too far off;
 * - `full`: no room, or a quota is used up;
 * - `server`: the store says that it can't at the moment;
 * - `conditions`: it can't compare before it writes, or doesn't show by what;
 * - `not-a-store`: an answer that no such store gives.
 */
export type StoreProblem =
  | 'unreachable'
  | 'credentials'
  | 'denied'
  | 'no-bucket'
  | 'region'
  | 'clock'
  | 'full'
  | 'server'
  | 'conditions'
  | 'not-a-store';

/**
 * A store that can't be used at the moment. Thrown, since it can happen at any call and whoever called can go on with
 * none; what was published before is whole. The message is for the officer: it names the store and the way out.
 */
export class StoreFailure extends Error {
  readonly problem: StoreProblem;
  readonly said: Sentence;

  constructor(problem: StoreProblem, said: Sentence, options?: ErrorOptions) {
    super(said.english, options);
    this.problem = problem;
    this.said = said;
  }
}
