import type { VerifiedExport } from './read-export.ts';
import { type AuditSummary, summaryOf } from './summary.ts';
import { type TimelineEntry, timelineOf } from './timeline.ts';

/** What is told of a verified export: all but its objects, which hold each block. */
export interface ToldExport extends Omit<VerifiedExport, 'objects'> {
  readonly summary: AuditSummary;
  /** The earliest first. */
  readonly timeline: readonly TimelineEntry[];
}

export function toldExport(audit: VerifiedExport): ToldExport {
  const { objects: _, ...rest } = audit;
  return { ...rest, summary: summaryOf(audit), timeline: timelineOf(audit) };
}
