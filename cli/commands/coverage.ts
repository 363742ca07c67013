import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import type { CoveredDay } from '../../utils/coverage/coverage.ts';
import { unreadable } from '../disk-problem.ts';
import { Failure, print, printJson, warn } from '../failure.ts';

interface CoverageOptions {
  readonly json?: true;
}

export function addCoverage(program: Command): void {
  program
    .command('coverage')
    .description("how many browsers ask for the list a day, from the host's access log; keeps nothing of it")
    .argument('<log>', 'common or combined log format, Amazon S3, or JSON lines; - reads stdin')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
A client is a pair of network address and user agent, told apart by a hash under a key that is made for this run and
forgotten: no address is printed or stored. An office behind one address counts as one client for each browser version; a
laptop that moves counts as several. Who reads a log of the origin behind a CDN sees the CDN: take the CDN's log.

What browsers send tells the browser's version and which root and snapshot they took. It doesn't tell Lethe's own version,
who somebody is, or whether a browser that doesn't ask has Lethe at all.

Examples:
  lethe coverage /var/log/nginx/access.log
  zcat access.log.*.gz | lethe coverage - --json`,
    )
    .action(coverage);
}

/** RFC 1952, 2.3.1, as text: the second byte is none in UTF-8. */
const GZIP = '\u001f\ufffd\b';

async function coverage(log: string, options: CoverageOptions): Promise<void> {
  const [{ createHmac, randomBytes }, { createReadStream }, { createInterface }, { readLogLine }, counting] =
    await Promise.all([
      import('node:crypto'),
      import('node:fs'),
      import('node:readline'),
      import('../../utils/coverage/access-log.ts'),
      import('../../utils/coverage/coverage.ts'),
    ]);
  const key = randomBytes(32);
  const count = counting.countCoverage((address, userAgent) =>
    createHmac('sha256', key).update(`${address}\0${userAgent}`).digest('base64'),
  );
  const lines = { read: 0, ofList: 0, unreadable: 0 };
  let isGzip = false;
  try {
    const input = log === '-' ? process.stdin : createReadStream(log);
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      if (lines.read === 0) isGzip = line.startsWith(GZIP);
      lines.read += 1;
      const request = readLogLine(line);
      if (request === undefined) lines.unreadable += 1;
      else if (count.take(request)) lines.ofList += 1;
    }
  } catch (error) {
    throw unreadable(log === '-' ? 'Standard input' : log, error);
  }
  if (lines.read > 0 && lines.unreadable === lines.read) {
    if (isGzip) throw new Failure(`${log} is compressed: zcat ${log} | lethe coverage -`);
    throw new Failure(
      `No line of ${log} is in common or combined log format, Amazon S3's, or JSON with the usual names.`,
    );
  }
  if (lines.unreadable > 0) warn(`${lines.unreadable} of ${counted(lines.read, 'line')} couldn't be read.`);
  const days = count.days();
  if (options.json) return printJson({ days: days.map(dayJson), lines });
  if (days.length === 0) return print('Nobody asked for a list in this log.');
  const { plainTable } = await import('../plain-table.ts');
  print(
    plainTable(
      ['DAY', 'CLIENTS', 'UNANSWERED', 'BROWSERS', 'ROOT HELD', 'SNAPSHOT TAKEN'],
      days.map(day => [
        day.day,
        String(day.clients),
        String(day.unanswered),
        countsText(day.browsers),
        countsText(day.roots),
        countsText(day.snapshots),
      ]),
    ),
  );
  print(
    '\nClients are pairs of address and browser: neither people nor machines. See lethe coverage --help.',
  );
}

function dayJson({ browsers, roots, snapshots, ...day }: CoveredDay) {
  return {
    ...day,
    browsers: Object.fromEntries(browsers),
    roots: Object.fromEntries(roots),
    snapshots: Object.fromEntries(snapshots),
  };
}

function countsText(counts: CoveredDay['browsers']): string {
  return [...counts].map(([name, count]) => `${name}: ${count}`).join(', ') || '–';
}
