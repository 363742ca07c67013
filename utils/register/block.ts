import type { Bytes } from '../bytes.ts';
import type { IdentifierKind } from '../identifier/identifier.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Basis } from './basis.ts';
import type { Evidence } from './evidence.ts';

/** An identifier under one version of its canonical form. */
export interface Form {
  readonly version: number;
  /** 32 bytes. */
  readonly digest: Bytes;
  /** Kept, so that publishing needs no Argon2id. Null for a domain, which has none. */
  readonly tag: number | null;
}

/** An identifier as a register holds it: hashes, of every canonical version known when it was recorded. */
export interface BlockedIdentifier {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly forms: readonly Form[];
  /**
   * The identifier itself in canonical form, encrypted with age to the auditors and to nobody else, in base64; null
   * where the organisation doesn't keep it.
   */
  readonly sealed: string | null;
}

/** Why identifiers are blocked: the same for all that one request names. */
export interface Ground {
  readonly scope: Scope;
  readonly basis: Basis;
  /** The case's; it may stand on any number of blocks. */
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** Of the message or file that asked for it. */
  readonly evidence: Evidence | null;
  /** Version of the letter that was answered. */
  readonly wording: string | null;
  /** When an officer is to look at it again, in milliseconds since the epoch; a block never ends by itself. */
  readonly reviewAt: number | null;
}

/** Where in the register something stands, and so by whose key it was signed. */
export interface Origin {
  /** Key id. */
  readonly writer: string;
  readonly sequence: number;
}

/** The record that an identifier must not be contacted. */
export interface Block extends BlockedIdentifier, Ground {
  readonly origin: Origin;
}
