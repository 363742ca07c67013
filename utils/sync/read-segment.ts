import { type SegmentReference, segmentPath } from '../blocklist/head.ts';
import { openFile } from '../blocklist/seal.ts';
import { decodeSegment, type Segment } from '../blocklist/segment.ts';
import type { Bytes } from '../bytes.ts';
import type { ListAccess } from './read-head.ts';
import { failed, type Step } from './step.ts';

/**
 * Opens a segment whose bytes have the hash that the head names.
 * @param prefixBits of the head
 */
export async function readSegment(
  { listId, sealKey, sealEpoch }: ListAccess,
  { from, to, sha256 }: SegmentReference,
  prefixBits: number,
  file: Bytes,
): Promise<Step<Segment>> {
  const context = { listId, epoch: sealEpoch, type: 'segment', prefixBits, from, to } as const;
  const opened = await openFile(sealKey, context, file);
  if (!opened.ok) return failed('bad-file', `${segmentPath(sha256)}: ${opened.problem}`);
  const decoded = decodeSegment(opened.content, { from, to, prefixBits });
  if (!decoded.ok) return failed('bad-file', `${segmentPath(sha256)}: ${decoded.problem}`);
  return { ok: true, value: decoded.segment };
}
