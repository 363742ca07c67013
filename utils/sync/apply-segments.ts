import { hex } from '@scure/base';
import { type Blocklist, emptyBlocklist, hashOfSet } from '../blocklist/blocklist.ts';
import { type Head, type SegmentReference, segmentPath } from '../blocklist/head.ts';
import { applySegment } from '../blocklist/segment.ts';
import { type Bytes, sha256 } from '../bytes.ts';
import { type Fetch, fetchFile } from '../tuf/fetch-file.ts';
import type { ListAccess } from './read-head.ts';
import { readSegment } from './read-segment.ts';
import { planSegments } from './segment-plan.ts';
import { failed, type Step } from './step.ts';

export interface SegmentSource {
  readonly enrolment: ListAccess & { readonly repository: string };
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
}

/** The list in force, and the operation that it stands at. */
export interface ListBefore {
  readonly blocklist: Blocklist;
  readonly operation: number;
}

/** One file's time, from request to last byte: a base of ten million entries over a slow line. */
const SEGMENT_TIMEOUT_MS = 600_000;
const SEGMENT_MAX_LENGTH_BYTES = 256 * 1024 * 1024;

/**
 * The list that a head describes: from the list in force by the segments in between, and if that can't be had or
 * comes out otherwise than the head says, from the base.
 */
export async function listOf(
  head: Head,
  before: ListBefore | undefined,
  source: SegmentSource,
): Promise<Step<Blocklist>> {
  if (before && before.blocklist.prefixBits === head.prefixBits && before.operation <= head.operation) {
    const stepped = await listFrom(head, before, source);
    if (stepped.ok) return stepped;
  }
  return listFrom(head, { blocklist: emptyBlocklist(head.prefixBits), operation: 0 }, source);
}

async function listFrom(head: Head, start: ListBefore, source: SegmentSource): Promise<Step<Blocklist>> {
  const plan = planSegments(head.segments, start.operation, head.operation);
  if (!plan) return failed('bad-file', `no segments lead from ${start.operation} to ${head.operation}`);
  let blocklist = start.blocklist;
  for (const reference of plan) {
    const file = await fetchSegment(reference, source);
    if (!file.ok) return file;
    const segment = await readSegment(source.enrolment, reference, head.prefixBits, file.value);
    if (!segment.ok) return segment;
    blocklist = applySegment(blocklist, segment.value);
  }
  return asDescribed(blocklist, head);
}

async function fetchSegment(
  { sha256: wanted, lengthBytes }: SegmentReference,
  { enrolment, fetch, signal }: SegmentSource,
): Promise<Step<Bytes>> {
  const path = segmentPath(wanted);
  if (lengthBytes > SEGMENT_MAX_LENGTH_BYTES) return failed('bad-file', `${path}: ${lengthBytes} bytes`);
  const fetched = await fetchFile(new URL(path, enrolment.repository).href, {
    maxLengthBytes: lengthBytes,
    timeoutMs: SEGMENT_TIMEOUT_MS,
    fetch,
    ...(signal ? { signal } : {}),
  });
  if (!fetched.ok) {
    const there = fetched.reason === 'too-long' || fetched.reason === 'missing';
    return failed(there ? 'bad-file' : 'offline', `${path} ${fetched.detail}`);
  }
  const got = fetched.bytes.length;
  if (got !== lengthBytes) return failed('bad-file', `${path}: ${got} of ${lengthBytes} bytes arrived`);
  if (hex.encode(await sha256(fetched.bytes)) !== wanted) {
    return failed('bad-file', `${path}: its content isn't what the head names`);
  }
  return { ok: true, value: fetched.bytes };
}

async function asDescribed(blocklist: Blocklist, head: Head): Promise<Step<Blocklist>> {
  const entries = blocklist.entries.prefixes.length;
  const domains = blocklist.domains.prefixes.length;
  if (entries !== head.entryCount || domains !== head.domainCount) {
    const wanted = `${head.entryCount} entries and ${head.domainCount} domains`;
    return failed(
      'bad-file',
      `the list holds ${entries} entries and ${domains} domains; the head says ${wanted}`,
    );
  }
  if (hex.encode(await hashOfSet(blocklist)) !== head.setSha256) {
    return failed('bad-file', "the list isn't the one that the head describes");
  }
  return { ok: true, value: blocklist };
}
