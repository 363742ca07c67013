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
  'clock',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** What ends an officer's action: a sentence for them that names the thing and the way out. Nothing is lost by it. */
export class OfficerFailure extends Error {
  /** Undefined where there are no words for it but the sentence. */
  readonly code: FailureCode | undefined;
  /** What is put into those words. */
  readonly values: readonly string[];

  constructor(message: string, code?: FailureCode, values: readonly string[] = []) {
    super(message);
    this.code = code;
    this.values = values;
  }
}
