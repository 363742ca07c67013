import type { FrameReport, ListedSighting } from './protocol.ts';

/** What several frames of one tab show, as one: an address that two frames show is listed once. */
export function joinReports(reports: readonly FrameReport[]): FrameReport {
  const listed = new Map<string, ListedSighting>();
  for (const sighting of reports.flatMap(report => report.listed)) {
    if (listed.get(sighting.text)?.scope !== 'all') listed.set(sighting.text, sighting);
  }
  return {
    checked: reports.reduce((sum, report) => sum + report.checked, 0),
    unchecked: reports.reduce((sum, report) => sum + report.unchecked, 0),
    listed: [...listed.values()],
    unreadable: [...new Set(reports.flatMap(report => report.unreadable))],
    record: RECORDS.find(record => reports.some(report => report.record === record)) ?? 'none',
  };
}

/** What any frame identifies is identified. */
const RECORDS: readonly FrameReport['record'][] = ['identified', 'nothing-to-check'];
