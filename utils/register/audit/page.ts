import { type Sentence, sentence } from '../../sentence.ts';
import { type Done, evidenceOf, referenceOf, type TimelineEntry, writerOf } from './timeline.ts';
import { doneText, momentText } from './timeline-text.ts';
import type { ToldExport } from './told-export.ts';

/** In whose language a page is written. */
export interface PageVoice {
  /** Its tag (BCP 47). */
  readonly language: string;
  readonly say: (sentence: Sentence) => string;
  /** What was done, in a line. */
  readonly done: (done: Done) => string;
}

const ENGLISH: PageVoice = { language: 'en', say: ({ english }) => english, done: doneText };

/**
 * An export as one printable page: static HTML without script, links or images, for A4. It is for reading; what proves
 * is the export, whose hash it names.
 */
export function auditPage(audit: ToldExport, voice: PageVoice = ENGLISH): string {
  const { header, roots, sha256, publications, beforeLoss } = audit;
  const say = (said: Sentence) => text(voice.say(said));
  const newest = roots.at(-1);
  const moment = momentText(header.exportedAt);
  const lostIn = beforeLoss.join(', ');
  const command = 'lethe audit verify FILE';
  const facts: readonly (readonly [Sentence, Sentence | string])[] = [
    [sentence('told.page.organisation')`Organisation`, header.organisation],
    [sentence('told.page.list')`List`, header.listId],
    [
      sentence('told.page.exported')`Exported`,
      sentence('told.page.exportedBy')`${moment}, with officer's key ${header.signer}`,
    ],
    [
      sentence('told.page.fingerprint')`Root fingerprint`,
      sentence('told.page.ofRoot')`${newest?.fingerprint ?? ''} (root ${newest?.version ?? ''})`,
    ],
    [sentence('told.page.hash')`SHA-256 of the export`, sha256],
    [
      sentence('told.page.digests')`Digests`,
      header.digests ? sentence('told.page.contained')`contained` : sentence('told.page.leftOut')`left out`,
    ],
    [sentence('told.page.publications')`Publications`, publicationsText(audit)],
  ];
  const chains = audit.heads.map(({ writer, sequence, sha256: head }) => [writer, String(sequence), head]);
  const lost = sentence(
    'told.page.lost',
  )`Publications ${lostIn} took in records that the register no longer has.`;
  const missing = sentence(
    'told.page.missing',
  )`The records of earlier publications are missing: what they held is not shown.`;
  return `<!doctype html>
<html lang="${text(voice.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${say(sentence('told.page.titleOf')`Do-not-contact register of ${header.organisation}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${say(sentence('told.page.title')`Do-not-contact register`)}</h1>
<table class="facts"><tbody>
${facts.map(([name, value]) => `<tr><th scope="row">${say(name)}</th><td>${typeof value === 'string' ? text(value) : say(value)}</td></tr>`).join('\n')}
</tbody></table>
<p>${say(
    sentence(
      'told.page.lead',
    )`Signatures, chains and hashes of the export were verified when this page was made. Check the export itself by ${command}, and compare hash and fingerprint with those above. Times are those of the officers' own clocks. The register holds no names of people who asked, and no addresses.`,
  )}</p>
${beforeLoss.length === 0 ? '' : `<p>${say(lost)}</p>`}${publications.missing === null ? '' : `<p>${say(missing)}</p>`}
<h2>${say(sentence('told.page.chains')`Chains`)}</h2>
${table('chains', [sentence('told.page.key')`Officer's key`, sentence('told.page.objects')`Objects`, sentence('told.page.last')`Hash of the last`].map(say), chains)}
<h2>${say(sentence('told.page.timeline')`Timeline`)}</h2>
${table(
  'timeline',
  [
    sentence('told.page.recorded')`Recorded`,
    sentence('told.page.officer')`Officer`,
    sentence('told.page.reference')`Reference`,
    sentence('told.page.what')`What`,
  ].map(say),
  audit.timeline.map(entry => rowOf(audit, entry, voice)),
)}
</body>
</html>
`;
}

function publicationsText({ publications }: ToldExport): Sentence {
  const first = publications.published[0]?.record.publication;
  const last = publications.published.at(-1)?.record.publication;
  return first === undefined || last === undefined
    ? sentence('told.page.noPublications')`none recorded`
    : sentence('told.page.fromTo')`${first} to ${last}`;
}

function rowOf(audit: ToldExport, entry: TimelineEntry, voice: PageVoice): string[] {
  const { key, name } = writerOf(audit, entry);
  const evidence = evidenceOf(entry);
  return [
    momentText(entry.at),
    // In full, keys stand in a table of their own.
    name === null ? key : `${key} ${name}`,
    referenceOf(entry) ?? '',
    // Whoever keeps the message can show by it that it is the one.
    voice.done(entry.done) + (evidence === null ? '' : `; SHA-256 ${evidence}`),
  ];
}

/** @param headings as HTML */
function table(name: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const heads = headings.map(heading => `<th scope="col">${heading}</th>`).join('');
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
