import type { Sentence } from '../sentence.ts';

/** Failures that somebody at the desk can meet, which is told of them in their own language. */
export const FAILURE_CODES = [
  'passphrase',
  'not-age',
  'damaged',
  'newer',
  'other-key-file',
  'other-organisation',
  'kit-does-not-open',
  'other-auditor-key',
  'not-a-request',
  'request-damaged',
  'request-changed',
  'not-an-invitation',
  'invitation-damaged',
  'officers-by-command',
  'officer-name',
  'already-officer',
  'revoked-key',
  'request-of-another',
  'request-other-root',
  'root-key-replaced',
  'not-admitted',
  'officer-replaced',
  'begun-earlier',
  'others-write',
  'keys-replaced',
  'register',
  'repository',
  'taken',
  'first-list',
  'gone-from-browser',
  'organisation-gone',
  'file-changed',
  'nothing-published',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What ends an officer's action: a sentence for them that names the thing and the way out. Nothing is lost by it. */
export class OfficerFailure extends Error {
  /** As what a page says it, in other words than the message, which is for the command line; undefined where `said` says it in both. */
  readonly code: FailureCode | undefined;
  /** What is put into those words. */
  readonly values: readonly (string | Sentence)[];
  readonly said: Sentence | undefined;

  constructor(said: Sentence);
  constructor(message: string, code: FailureCode, values?: readonly (string | Sentence)[]);
  constructor(said: Sentence | string, code?: FailureCode, values: readonly (string | Sentence)[] = []) {
    super(typeof said === 'string' ? said : said.english);
    this.said = typeof said === 'string' ? undefined : said;
    this.code = code;
    this.values = values;
  }
}
