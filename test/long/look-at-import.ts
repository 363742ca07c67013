import { openAsBlob } from 'node:fs';
import { openSession } from '../../cli/session.ts';
import { importReport } from '../../utils/desk/import-report.ts';
import { createImporter } from '../../utils/desk/importer.ts';

// In a process of its own, whose memory is nobody else's: looks at a file as the desk does, and prints what the officer is shown.

const [, , dir = '', file = ''] = process.argv;
const none = { load: async () => undefined, save: async () => undefined, remove: async () => undefined };
const importer = createImporter(await openSession(dir), none);
const answers = { reference: 'IMPORT-1', basis: 'objection', scope: 'marketing', column: 'email' } as const;
const looked = await importer.look(await openAsBlob(file), answers, {});
if (!looked.ok) throw new Error(looked.problem);
const { fresh, invalid } = looked.preview;
const report = importReport(invalid, {
  line: 'line',
  problem: 'problem',
  more: count => `and ${count} more`,
  refusal: reason => reason,
});
const named = report.reduce((count, part) => count + part.split('\r\n').length - 1, 0) - 2;
const linesOf = (part: string | undefined) => (part ?? '').trimEnd().split('\r\n');
process.stdout.write(
  JSON.stringify({
    fresh,
    invalid: invalid.count,
    first: [...invalid.named(3)],
    report: { named, first: linesOf(report[0]).slice(0, 3), last: linesOf(report.at(-1)).slice(-2) },
  }),
);
