import { counted } from '../utils/counted.ts';
import type { ScreenReport } from '../utils/screen/report.ts';

/** What was counted, for standard error. */
export function screenWords(file: string, report: ScreenReport, areIdsWritten: boolean): string {
  const { rows, leftOut, kept, notChecked, partlyChecked, repaired, listed, list } = report;
  const columns =
    report.columns === null ? '' : `, columns ${report.columns.map(name => `"${name}"`).join(', ')}`;
  const listedWords = `${listed.all} for every contact, ${listed.marketing} for marketing only`;
  const left = areIdsWritten ? `the ids of ${leftOut} written` : `${leftOut} left out`;
  const lines = [
    `${file} (${report.encoding}${columns}): ${counted(rows, 'row')}, ${left}, ${kept} not on the list or not checked.`,
    `Listed: ${listedWords}.`,
    notChecked > 0 &&
      `NOT CHECKED, since nothing could be read: ${counted(notChecked, 'row')}, kept all the same.`,
    partlyChecked > 0 &&
      `Checked in part, since something else couldn't be read: ${counted(partlyChecked, 'row')}.`,
    report.named.phone.unreadable > 0 &&
      `${counted(report.named.phone.unreadable, 'phone number')} couldn't be read: + and the country's code are to stand before it.`,
    repaired > 0 &&
      `${counted(repaired, 'line has', 'lines have')} broken quotation marks: all there that looks like an address was looked up.`,
    `List of ${list.organisation}: publication ${list.publication}, confirmed on ${list.confirmedAt}, valid until ${list.confirmedUntil}.`,
  ];
  return lines.filter(line => line !== false).join('\n');
}
