import type { VerifiedExport } from './read-export.ts';
import { referenceOf, type TimelineEntry, timelineOf, writerOf } from './timeline.ts';
import { doneText, momentText } from './timeline-text.ts';

/**
 * An export as one printable page: static HTML without script, links or images, for A4. It is for reading; what proves
 * is the export, whose hash it names.
 */
export function auditPage(audit: VerifiedExport): string {
  const { header, roots, sha256, publications, beforeLoss } = audit;
  const newest = roots.at(-1);
  const facts: readonly (readonly [string, string])[] = [
    ['Organisation', header.organisation],
    ['List', header.listId],
    ['Exported', `${momentText(header.exportedAt)}, with officer's key ${header.signer}`],
    ['Root fingerprint', `${newest?.fingerprint} (root ${newest?.version})`],
    ['SHA-256 of the export', sha256],
    ['Digests', header.digests ? 'contained' : 'left out'],
    ['Publications', publicationsText(audit)],
  ];
  const chains = audit.heads.map(({ writer, sequence, sha256: head }) => [writer, String(sequence), head]);
  const lost =
    beforeLoss.length === 0
      ? ''
      : `<p>Publications ${text(beforeLoss.join(', '))} took in records that the register no longer has.</p>`;
  const missing =
    publications.missing === null
      ? ''
      : '<p>The records of earlier publications are missing: what they held is not shown.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${text(`Do-not-contact register of ${header.organisation}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Do-not-contact register</h1>
<table class="facts"><tbody>
${facts.map(([name, value]) => `<tr><th scope="row">${text(name)}</th><td>${text(value)}</td></tr>`).join('\n')}
</tbody></table>
<p>Signatures, chains and hashes of the export were verified when this page was made. Check the export itself with
<code>lethe audit verify FILE</code>, and compare hash and fingerprint with those above. Times are those of the officers' own
clocks. The register holds no names of people who asked, and no
addresses.</p>
${lost}${missing}
<h2>Chains</h2>
${table('chains', ["Officer's key", 'Objects', 'Hash of the last'], chains)}
<h2>Timeline</h2>
${table(
  'timeline',
  ['Recorded', 'Officer', 'Reference', 'What'],
  timelineOf(audit).map(entry => rowOf(audit, entry)),
)}
</body>
</html>
`;
}

function publicationsText({ publications }: VerifiedExport): string {
  const first = publications.published[0]?.record.publication;
  const last = publications.published.at(-1)?.record.publication;
  return first === undefined ? 'none recorded' : `${first} to ${last}`;
}

function rowOf(audit: VerifiedExport, entry: TimelineEntry): string[] {
  const { key, name } = writerOf(audit, entry);
  return [
    momentText(entry.at),
    // In full, keys stand in a table of their own.
    name === null ? key : `${key} ${name}`,
    referenceOf(entry) ?? '',
    doneText(entry.done),
  ];
}

function table(name: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = headings.map(heading => `<th scope="col">${text(heading)}</th>`).join('');
  const body = rows.map(row => `<tr>${row.map(cell => `<td>${text(cell)}</td>`).join('')}</tr>`).join('\n');
  return `<table class="${name}"><thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table>`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text as text: references and names of systems are whatever an officer typed. */
function text(content: string): string {
  return content.replace(/[&<>"']/g, letter => ESCAPES.get(letter) ?? '');
}

const STYLE = `
:root { color-scheme: light }
@page { size: A4; margin: 18mm 15mm }
body { font: 10pt/1.4 system-ui, sans-serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto }
h1 { font-size: 16pt }
h2 { font-size: 12pt; break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 0.5pt solid #999; padding: 1mm 2mm 1mm 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
thead th { overflow-wrap: normal }
thead { display: table-header-group }
tr { break-inside: avoid }
.facts th { width: 40mm }
.timeline td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums }
.chains td:nth-child(odd) { width: 45% }
`;
