import type { ChoiceValue } from '../facts.ts';

type By<Name extends 'scope' | 'basis' | 'addressKept'> = Readonly<Record<ChoiceValue<Name>, string>>;

/**
 * What several letters say in the same words. As released as the letters that hold them: other words are
 * another version, in a folder of its own.
 */
export interface Passages {
  readonly greeting: string;
  readonly greetingByName: string;
  readonly scope: By<'scope'>;
  readonly keptCodes: string;
  readonly keptRecord: string;
  readonly keptEvidence: string;
  readonly address: By<'addressKept'>;
  /** A keyed hash is pseudonymous, so personal data: who has the key can test guesses (docs/threat-model.md). */
  readonly pseudonymous: string;
  readonly spread: string;
  readonly host: string;
  readonly transfer: string;
  /** Sales learn a verdict, and no letter may hide that. */
  readonly unseen: By<'scope'>;
  readonly provable: string;
  readonly covers: string;
  readonly named: string;
  readonly limits: string;
  readonly takes: string;
  readonly liftable: By<'basis'>;
  readonly reviewed: string;
  /** GDPR Art. 13(1)(c, d). */
  readonly ground: By<'basis'>;
  /** A paragraph of its own: Art. 21(4) wants it apart from other information. Art. 21(1) needs a basis in Art. 6(1)(e, f). */
  readonly objection: By<'basis'>;
  readonly rights: string;
  readonly authority: string;
  /** Where a request isn't followed, wholly or in part: Art. 12(4). */
  readonly remedy: string;
  readonly notice: string;
  readonly closing: string;
}
