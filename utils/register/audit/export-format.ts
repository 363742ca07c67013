import type { IdentifierKind } from '../../identifier/identifier.ts';
import type { PublicationRecord } from '../publication-record.ts';

/** A signed export of a register, in JSON Lines: docs/audit-format.md. */
export const AUDIT_FORMAT = 1;
export const AUDIT_LABEL = 'lethe/v1/audit';

/** The first line. */
export interface ExportHeader {
  readonly type: 'export';
  readonly format: number;
  readonly listId: string;
  readonly organisation: string;
  /** Milliseconds since the epoch. */
  readonly exportedAt: number;
  /** Key id of the officer who exported. */
  readonly signer: string;
  /** Whether the lines of blocks stand in it with their digests. */
  readonly digests: boolean;
  /** The last publication: its number and the SHA-256 of its head; null where nothing was published. */
  readonly published: Pick<PublicationRecord, 'publication' | 'head'> | null;
  /** Key id → name of the officers in force who have one, as they called themselves: for this the exporter alone vouches. */
  readonly officers?: Readonly<Record<string, string>>;
}

/** What stands for a block's line where digests are left out: for this the exporter alone vouches. */
export interface WithheldBlock {
  readonly type: 'block';
  /** Line of its ground in the same object. */
  readonly ground: number;
  readonly id: string;
  readonly kind: IdentifierKind;
}

/** A line of an object: salt and value, whose hash the object's header names; a block without its digests; or erased. */
export type ExportedLine = readonly [salt: string, value: unknown] | WithheldBlock | null;
