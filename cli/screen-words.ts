import type { ScreenReport } from '../utils/screen/report.ts';

/** What was counted, for standard error. */
export function screenWords(file: string, report: ScreenReport, areIdsWritten: boolean): string {
  const { rows, leftOut, kept, notChecked, partlyChecked, repaired, listed, list } = report;
  const columns =
    report.columns === null ? '' : `, columns ${report.columns.map(name => `"${name}"`).join(', ')}`;
  const listedWords = `${listed.all} for every contact, ${listed.marketing} for marketing only`;
  const left = areIdsWritten ? `the ids of ${leftOut} written` : `${leftOut} left out`;
  const lines = [
    `${file} (${report.encoding}${columns}): ${rows} rows, ${left}, ${kept} not on the list or not checked.`,
    `Listed: ${listedWords}.`,
    notChecked > 0 && `NOT CHECKED, since nothing in them could be read: ${notChecked} rows, which are kept.`,
    partlyChecked > 0 &&
      `Checked in part, since something else in them couldn't be read: ${partlyChecked} rows.`,
    report.named.phone.unreadable > 0 &&
      `${report.named.phone.unreadable} phone numbers couldn't be read: write them with + and the country's code.`,
    repaired > 0 &&
      `${repaired} lines have broken quotation marks: all that looks like an address in them was looked up.`,
    `List of ${list.organisation}: publication ${list.publication}, confirmed on ${list.confirmedAt}, valid until ${list.confirmedUntil}.`,
  ];
  return lines.filter(line => line !== false).join('\n');
}
