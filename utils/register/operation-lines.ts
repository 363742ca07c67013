import { base64urlnopad } from '@scure/base';
import type { IdentifierKind } from '../identifier/identifier.ts';
import { isBasis, isScope } from './basis.ts';
import type { BlockedIdentifier, Form, Ground } from './block.ts';
import { readCaseEvent } from './case-event-json.ts';
import { isEvidenceOrNull } from './evidence-json.ts';
import { isCount, isOneOf, isRecord, isSha256 } from './json-value.ts';
import {
  type BlockOperation,
  LIFT_REASONS,
  type LiftOperation,
  type LinePlace,
  type Operation,
} from './operation.ts';

export const IDENTIFIER_KINDS: readonly IdentifierKind[] = ['email', 'domain', 'linkedin', 'phone'];
const DIGEST_LENGTH_BYTES = 32;

/**
 * Operations as the values of an object's lines, in order. One that blocks takes a line for its ground and one for
 * each identifier, which names the ground by its line: each can be erased without the others.
 */
export function linesOf(operations: readonly Operation[]): unknown[] {
  const lines: unknown[] = [];
  for (const operation of operations) {
    if (operation.type !== 'block') {
      lines.push(
        operation.type === 'erasure' ? erasureJson(operation.recordedAt, operation.lines) : operation,
      );
      continue;
    }
    const { type: _, identifiers, ...ground } = operation;
    const groundLine = lines.length;
    lines.push({ type: 'ground', ...ground });
    for (const identifier of identifiers) lines.push(blockJson(groundLine, identifier));
  }
  return lines;
}

function blockJson(ground: number, { id, kind, forms, sealed }: BlockedIdentifier): unknown {
  const rows = forms.map(({ version, digest, tag }) => [version, base64urlnopad.encode(digest), tag]);
  return { type: 'block', ground, id, kind, forms: rows, ...(sealed === null ? {} : { sealed }) };
}

function erasureJson(recordedAt: number, lines: readonly LinePlace[]): unknown {
  const rows = lines.map(({ writer, sequence, line }) => [writer, sequence, line]);
  return { type: 'erasure', recordedAt, lines: rows };
}

/** An operation, and the lines in which it stands. */
export interface PlacedOperation {
  readonly operation: Operation;
  /** Of one that blocks: its ground's. */
  readonly line: number;
  /** Of each identifier of one that blocks; else empty. */
  readonly identifierLines: readonly number[];
}

export type ReadLines =
  | { readonly ok: true; readonly operations: readonly PlacedOperation[] }
  | { readonly ok: false; readonly problem: 'malformed' | 'newer' };

const MALFORMED = { ok: false, problem: 'malformed' } as const;

interface OpenBlock {
  readonly ground: Ground;
  readonly identifiers: BlockedIdentifier[];
  readonly lines: number[];
}

/**
 * Reads what `linesOf` wrote.
 * @param values of the lines; null for one that was erased
 */
export function readLines(values: readonly unknown[]): ReadLines {
  const operations: PlacedOperation[] = [];
  const grounds = new Map<number, OpenBlock>();
  for (const [line, value] of values.entries()) {
    if (value === null) continue;
    if (!isRecord(value) || typeof value.type !== 'string') return MALFORMED;
    if (value.type === 'block') {
      const open = isCount(value.ground) ? grounds.get(value.ground) : undefined;
      const identifier = readIdentifier(value);
      if (!open || !identifier) return MALFORMED;
      open.identifiers.push(identifier);
      open.lines.push(line);
    } else if (value.type === 'ground') {
      const ground = readGround(value);
      if (!ground) return MALFORMED;
      const open: OpenBlock = { ground, identifiers: [], lines: [] };
      grounds.set(line, open);
      const operation: BlockOperation = { type: 'block', ...ground, identifiers: open.identifiers };
      operations.push({ operation, line, identifierLines: open.lines });
    } else {
      const operation = readOperation(value);
      if (operation === 'newer') return { ok: false, problem: 'newer' };
      if (!operation) return MALFORMED;
      operations.push({ operation, line, identifierLines: [] });
    }
  }
  return { ok: true, operations };
}

/** `newer`: a type of operation, or of what it says, that this release doesn't know. */
function readOperation(value: Record<string, unknown>): Operation | 'newer' | undefined {
  const { type, reference, recordedAt, blocks } = value;
  if (!isCount(recordedAt)) return undefined;
  if (type === 'erasure') return readErasure(recordedAt, value.lines);
  if (type === 'settings')
    return isRecord(value.values) ? { type, recordedAt, values: value.values } : undefined;
  if (typeof reference !== 'string') return undefined;
  if (type === 'lift') return readLift(value, reference, recordedAt);
  if (type === 'opening') return isBlockIds(blocks) ? { type, reference, recordedAt, blocks } : undefined;
  if (type !== 'case') return 'newer';
  const event = readCaseEvent(value.event);
  return event === 'newer' || event === undefined ? event : { type, reference, recordedAt, event };
}

function readLift(
  { reason, blocks }: Record<string, unknown>,
  reference: string,
  recordedAt: number,
): LiftOperation | undefined {
  if (!isOneOf(LIFT_REASONS, reason) || !isBlockIds(blocks)) return undefined;
  return { type: 'lift', reference, recordedAt, reason, blocks };
}

function readErasure(recordedAt: number, rows: unknown): Operation | undefined {
  if (!Array.isArray(rows)) return undefined;
  const lines = rows.flatMap((row: unknown): LinePlace[] => {
    if (!Array.isArray(row)) return [];
    const [writer, sequence, line]: unknown[] = row;
    return isSha256(writer) && isCount(sequence) && isCount(line) ? [{ writer, sequence, line }] : [];
  });
  return lines.length === rows.length ? { type: 'erasure', recordedAt, lines } : undefined;
}

function readGround(value: Record<string, unknown>): Ground | undefined {
  const { scope, basis, reference, recordedAt, evidence, wording, reviewAt } = value;
  if (!isScope(scope) || !isBasis(basis) || typeof reference !== 'string') return undefined;
  if (!isCount(recordedAt) || !(reviewAt === null || isCount(reviewAt))) return undefined;
  if (!isEvidenceOrNull(evidence) || !(wording === null || typeof wording === 'string')) return undefined;
  return { scope, basis, reference, recordedAt, evidence, wording, reviewAt };
}

function readIdentifier({ id, kind, forms, sealed }: Record<string, unknown>): BlockedIdentifier | undefined {
  if (!isBlockId(id) || !isOneOf(IDENTIFIER_KINDS, kind) || !Array.isArray(forms)) return undefined;
  if (!(sealed === undefined || typeof sealed === 'string')) return undefined;
  const read = forms.map(form => readForm(form, kind === 'domain')).filter(form => form !== undefined);
  if (read.length === 0 || read.length !== forms.length) return undefined;
  return { id, kind, forms: read, sealed: sealed ?? null };
}

function readForm(row: unknown, isDomain: boolean): Form | undefined {
  if (!Array.isArray(row)) return undefined;
  const [version, text, tag]: unknown[] = row;
  if (!isCount(version) || typeof text !== 'string') return undefined;
  if (isDomain ? tag !== null : !isCount(tag) || tag > 0xffffffff) return undefined;
  let digest: Uint8Array;
  try {
    digest = base64urlnopad.decode(text);
  } catch {
    return undefined;
  }
  if (digest.length !== DIGEST_LENGTH_BYTES) return undefined;
  return { version, digest: new Uint8Array(digest), tag: isCount(tag) ? tag : null };
}

function isBlockIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isBlockId);
}

function isBlockId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}
