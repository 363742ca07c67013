/** What a person is reached by. */
export type IdentifierKind = 'email' | 'domain' | 'linkedin' | 'phone';

/** An identifier in canonical form. Two spellings of one address have the same `canonical`. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** Version of the canonical form. Versions never retire: see docs/list-format.md. */
  readonly version: number;
  readonly canonical: string;
}

/** Why a text is no identifier. */
export type Refusal =
  | 'empty'
  | 'too-long'
  | 'newer-unicode'
  | 'no-at'
  | 'no-local-part'
  | 'bad-local-part'
  | 'bad-host'
  | 'ip-address'
  | 'no-profile'
  | 'no-number'
  | 'national-number';

export type Canonicalised =
  | { readonly ok: true; readonly identifier: Identifier }
  | { readonly ok: false; readonly reason: Refusal };
