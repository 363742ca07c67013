import { hex } from '@scure/base';
import type { Blocklist } from '../blocklist/blocklist.ts';
import type { SegmentReference } from '../blocklist/head.ts';
import { sealFile } from '../blocklist/seal.ts';
import { baseOf, encodeSegment, type Segment, segmentBetween } from '../blocklist/segment.ts';
import { type Bytes, sha256 } from '../bytes.ts';
import type { PublishedList, RepositoryAccess } from './repository.ts';

/** Steps kept in the head: a client that missed no more of them downloads only those. */
const KEPT_STEPS = 8;

export interface SealedSegment {
  readonly reference: SegmentReference;
  readonly file: Bytes;
}

export interface LiveSegments {
  /** For the head: one base, from 0, and the latest steps, oldest first. */
  readonly references: readonly SegmentReference[];
  /** Those that are new and have to be written. */
  readonly files: readonly SealedSegment[];
}

type SealAccess = Pick<RepositoryAccess, 'listId' | 'sealKey' | 'sealEpoch'>;

/**
 * The segments of a head whose list was touched. Each publication adds a step from the list before, so that live
 * clients download what changed. The base is written anew where the steps since it would no longer all be kept or
 * outweigh it, and after a step of the prefix width, which no segment crosses.
 * @param to the new head's operation
 */
export async function liveSegments(
  access: SealAccess,
  before: PublishedList | undefined,
  list: Blocklist,
  to: number,
): Promise<LiveSegments> {
  if (before === undefined || before.list.prefixBits !== list.prefixBits) {
    const base = await seal(access, baseOf(list, to));
    return { references: [base.reference], files: [base] };
  }
  const { operation, segments } = before.head;
  const step = await seal(access, segmentBetween(before.list, list, operation, to));
  const steps = [...segments.filter(({ from }) => from > 0), step.reference].slice(-KEPT_STEPS);
  const base = segments.find(({ from }) => from === 0);
  if (base !== undefined && serves(base, steps)) return { references: [base, ...steps], files: [step] };
  const fresh = await seal(access, baseOf(list, to));
  return { references: [fresh.reference, ...steps], files: [step, fresh] };
}

/** Whether a new client still does well with this base: the steps since then are all kept, and lighter than it. */
function serves(base: SegmentReference, steps: readonly SegmentReference[]): boolean {
  const since = steps.filter(({ from }) => from >= base.to);
  const weight = since.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0);
  return since[0]?.from === base.to && weight <= base.lengthBytes;
}

async function seal({ listId, sealKey, sealEpoch }: SealAccess, segment: Segment): Promise<SealedSegment> {
  const { from, to, prefixBits } = segment;
  const context = { listId, epoch: sealEpoch, type: 'segment', prefixBits, from, to } as const;
  const file = await sealFile(sealKey, context, encodeSegment(segment));
  const reference = { from, to, lengthBytes: file.length, sha256: hex.encode(await sha256(file)) };
  return { reference, file };
}
