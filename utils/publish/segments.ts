import { hex } from '@scure/base';
import type { Blocklist } from '../blocklist/blocklist.ts';
import { type SegmentReference, segmentPath } from '../blocklist/head.ts';
import { sealFile } from '../blocklist/seal.ts';
import { baseOf, encodeSegment, mergeSegments, type Segment } from '../blocklist/segment.ts';
import { type Bytes, sha256 } from '../bytes.ts';
import { readSegment } from '../sync/read-segment.ts';
import { costBytes, planSegments } from '../sync/segment-plan.ts';
import type { RepositoryAccess } from './repository.ts';

/** So many segments of one tier make one of the next, and so many of each tier stay in the head. */
const FANOUT = 8;

/** A new base is due when a new client's way on from the old one costs more than this share of it. */
const MOST_BEHIND_BASE = 0.01;

export interface SealedSegment {
  readonly reference: SegmentReference;
  readonly file: Bytes;
}

export interface LiveSegments {
  /** For the head: one base and, of each tier, the latest segments, oldest first. */
  readonly references: readonly SegmentReference[];
  /** Those that are new and have to be written. */
  readonly files: readonly SealedSegment[];
}

type SegmentAccess = Pick<RepositoryAccess, 'store' | 'listId' | 'sealKey' | 'sealEpoch'>;

/** A list without a past that segments could continue: the first, after a step of the prefix width, under a new seal key. */
export async function segmentsOfNewList(
  access: SegmentAccess,
  list: Blocklist,
  to: number,
): Promise<LiveSegments> {
  const base = await seal(access, 0, baseOf(list, to));
  return { references: [base.reference], files: [base] };
}

/**
 * The segments of a head after a publication. Each publication adds what it touched, so that a live client downloads
 * only that. Eight of a tier make one of the next, and eight of each tier are kept: a client that was away for a year
 * needs a few of each, and one that is there never downloads a merged one.
 * @param live of the head before
 * @param step what this publication touched
 * @param list afterwards
 */
export async function continuedSegments(
  access: SegmentAccess,
  live: readonly SegmentReference[],
  step: Segment,
  list: Blocklist,
): Promise<LiveSegments> {
  const base = live.find(({ tier }) => tier === 0);
  const steps: SegmentReference[] = [];
  const files: SealedSegment[] = [];
  let latest: Merged = await seal(access, 1, step);
  for (let tier = 1; ; tier += 1) {
    const before = live.filter(reference => reference.tier === tier);
    if (latest === 'not-due' && before.length === 0) break;
    if (latest !== 'not-due') files.push(latest);
    const segments = latest === 'not-due' ? before : [...before, latest.reference];
    steps.push(...segments.slice(-FANOUT));
    if (latest === 'not-due') continue;
    const mergedUpTo = live.findLast(reference => reference.tier === tier + 1)?.to ?? 0;
    const unmerged = segments.filter(({ from }) => from >= mergedUpTo).slice(-FANOUT);
    const merged = await merge(access, tier + 1, unmerged, { step, files });
    // The store lost a file: clients who need it are served by a new base, and what follows builds on that.
    if (merged === 'unreadable') return segmentsOfNewList(access, list, step.to);
    const pays = merged !== 'not-due' && merged.file.length < (base?.lengthBytes ?? 0);
    latest = pays ? merged : 'not-due';
  }
  if (base && isStillGood(base, steps, step.to)) return { references: [base, ...steps], files };
  const fresh = await seal(access, 0, baseOf(list, step.to));
  return { references: [fresh.reference, ...steps], files: [...files, fresh] };
}

type Merged = SealedSegment | 'not-due';

/** One segment of eight that follow each other. */
async function merge(
  access: SegmentAccess,
  tier: number,
  references: readonly SegmentReference[],
  { step, files }: { readonly step: Segment; readonly files: readonly SealedSegment[] },
): Promise<Merged | 'unreadable'> {
  if (references.length < FANOUT) return 'not-due';
  let merged: Segment | undefined;
  for (const reference of references) {
    const unwritten = files.find(({ reference: { sha256 } }) => sha256 === reference.sha256)?.file;
    const file = unwritten ?? (await access.store.get(segmentPath(reference.sha256)))?.bytes;
    const segment = file && (await readSegment(access, reference, step.prefixBits, file));
    if (!segment?.ok) return 'unreadable';
    merged = merged ? mergeSegments(merged, segment.value) : segment.value;
  }
  return merged ? seal(access, tier, merged) : 'not-due';
}

function isStillGood(base: SegmentReference, steps: readonly SegmentReference[], to: number): boolean {
  const way = planSegments(steps, base.to, to);
  return way !== undefined && costBytes(way) <= base.lengthBytes * MOST_BEHIND_BASE;
}

async function seal(
  { listId, sealKey, sealEpoch }: SegmentAccess,
  tier: number,
  segment: Segment,
): Promise<SealedSegment> {
  const { from, to, prefixBits } = segment;
  const context = { listId, epoch: sealEpoch, type: 'segment', prefixBits, from, to } as const;
  const file = await sealFile(sealKey, context, encodeSegment(segment));
  const reference = { tier, from, to, lengthBytes: file.length, sha256: hex.encode(await sha256(file)) };
  return { reference, file };
}
