import { base64urlnopad } from '@scure/base';
import type { IdentifierKind } from '../identifier/identifier.ts';
import { isBasis, isScope } from './basis.ts';
import type { BlockedIdentifier, Form, Operation } from './block.ts';

const KINDS: readonly IdentifierKind[] = ['email', 'domain', 'linkedin', 'phone'];
const DIGEST_LENGTH_BYTES = 32;

/** An operation as it stands in an object's JSON: digests in base64url. */
export function operationJson(operation: Operation): unknown {
  if (operation.type === 'lift') return operation;
  return { ...operation, identifiers: operation.identifiers.map(identifierJson) };
}

function identifierJson({ id, kind, forms }: BlockedIdentifier): unknown {
  return {
    id,
    kind,
    forms: forms.map(({ version, digest, tag }) => ({ version, digest: base64urlnopad.encode(digest), tag })),
  };
}

export type ReadOperation =
  | { readonly ok: true; readonly operation: Operation }
  | { readonly ok: false; readonly problem: 'malformed' | 'newer' };

const MALFORMED = { ok: false, problem: 'malformed' } as const;

/** Reads what `operationJson` wrote. `newer`: a type of operation that this release doesn't know. */
export function readOperation(value: unknown): ReadOperation {
  if (!isRecord(value) || typeof value.type !== 'string') return MALFORMED;
  if (value.type === 'lift') return readLift(value);
  return value.type === 'block' ? readBlock(value) : { ok: false, problem: 'newer' };
}

function readLift({ reference, recordedAt, blocks }: Record<string, unknown>): ReadOperation {
  if (typeof reference !== 'string' || !isCount(recordedAt)) return MALFORMED;
  if (!Array.isArray(blocks) || !blocks.every(isBlockId)) return MALFORMED;
  return { ok: true, operation: { type: 'lift', reference, recordedAt, blocks } };
}

function readBlock(value: Record<string, unknown>): ReadOperation {
  const { scope, basis, reference, recordedAt, evidenceSha256, wording, reviewAt } = value;
  if (!isScope(scope) || !isBasis(basis) || typeof reference !== 'string') return MALFORMED;
  if (!isCount(recordedAt) || (reviewAt !== null && !isCount(reviewAt))) return MALFORMED;
  if (evidenceSha256 !== null && !isSha256(evidenceSha256)) return MALFORMED;
  if (wording !== null && typeof wording !== 'string') return MALFORMED;
  if (!Array.isArray(value.identifiers)) return MALFORMED;
  const identifiers = value.identifiers.map(readIdentifier).filter(identifier => identifier !== undefined);
  if (identifiers.length !== value.identifiers.length) return MALFORMED;
  const ground = { scope, basis, reference, recordedAt, evidenceSha256, wording, reviewAt };
  return { ok: true, operation: { type: 'block', ...ground, identifiers } };
}

function readIdentifier(value: unknown): BlockedIdentifier | undefined {
  if (!isRecord(value) || !isBlockId(value.id) || !Array.isArray(value.forms)) return undefined;
  const kind = KINDS.find(known => known === value.kind);
  const forms = value.forms.map(form => readForm(form, kind === 'domain')).filter(form => form !== undefined);
  if (kind === undefined || forms.length === 0 || forms.length !== value.forms.length) return undefined;
  return { id: value.id, kind, forms };
}

function readForm(value: unknown, isDomain: boolean): Form | undefined {
  if (!isRecord(value) || typeof value.digest !== 'string' || !isCount(value.version)) return undefined;
  const { version, tag } = value;
  if (isDomain ? tag !== null : !isCount(tag) || tag > 0xffffffff) return undefined;
  let digest: Uint8Array;
  try {
    digest = base64urlnopad.decode(value.digest);
  } catch {
    return undefined;
  }
  if (digest.length !== DIGEST_LENGTH_BYTES) return undefined;
  return { version, digest: new Uint8Array(digest), tag: isCount(tag) ? tag : null };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

export function isSha256(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isBlockId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
}
