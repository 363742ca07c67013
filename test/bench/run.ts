// `npm run bench -- list sync lookup scan marks import screen publish fleet`, any of them; `--json FILE` writes the figures there as well.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Figure, Finding } from './figure.ts';
import { measureFleet } from './fleet.ts';
import { measureImport, measureImportInPage } from './import.ts';
import { measureList } from './list.ts';
import { measureLookup } from './lookup.ts';
import { measureMarks } from './marks.ts';
import { measurePublish } from './publish.ts';
import { measureScan } from './scan.ts';
import { measureScreen, measureScreenMemory } from './screen.ts';
import { measureSync } from './sync.ts';
import { tableHead, tableRow } from './table.ts';

const groups: Readonly<Record<string, () => AsyncIterable<Finding>>> = {
  list: measureList,
  sync: measureSync,
  lookup: measureLookup,
  scan: measureScan,
  marks: measureMarks,
  import: measureImport,
  'import-page': measureImportInPage,
  screen: measureScreen,
  'screen-memory': measureScreenMemory,
  publish: measurePublish,
};
const names = [...Object.keys(groups), 'fleet'];

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter(name => !names.includes(name));
if (positionals.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no bench "${unknown.join('", "')}".`);
  console.error(`npm run bench -- NAME … [--json FILE]   with any of: ${names.join(', ')}`);
  process.exitCode = 2;
} else {
  await run();
}

async function run(): Promise<void> {
  const figures: Figure[] = [];
  const chosen = positionals.filter(name => name !== 'fleet');
  if (chosen.length > 0) console.log(tableHead());
  for (const name of chosen) {
    for await (const finding of groups[name]?.() ?? []) {
      console.log(tableRow(finding));
      figures.push(finding.figure);
      // Written each time, so that a long run that breaks leaves what it measured.
      if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
    }
  }
  if (positionals.includes('fleet')) console.log(await measureFleet());
}
