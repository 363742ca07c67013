import type { Bytes } from '../bytes.ts';
import type { IdentifierKind } from '../identifier/identifier.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Basis } from './basis.ts';

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
}

/** Why identifiers are blocked: the same for all that one request names. */
export interface Ground {
  readonly scope: Scope;
  readonly basis: Basis;
  /** The case's; it may stand on any number of blocks. */
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  /** SHA-256 of the message or file that asked for it, in hex. */
  readonly evidenceSha256: string | null;
  /** Version of the letter that was answered. */
  readonly wording: string | null;
  /** When an officer is to look at it again; a block never ends by itself. */
  readonly reviewAt: number | null;
}

/** The record that an identifier must not be contacted. */
export interface Block extends BlockedIdentifier, Ground {}

export interface BlockOperation extends Ground {
  readonly type: 'block';
  readonly identifiers: readonly BlockedIdentifier[];
}

/** Ends blocks by their ids. */
export interface LiftOperation {
  readonly type: 'lift';
  readonly reference: string;
  readonly recordedAt: number;
  readonly blocks: readonly string[];
}

export type Operation = BlockOperation | LiftOperation;
