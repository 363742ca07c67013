import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Blocklist } from '../../utils/blocklist/blocklist.ts';
import { createListIndex } from '../../utils/blocklist/list-index.ts';
import { encodeEnrolment } from '../../utils/enrolment/code.ts';
import { canonicalForms } from '../../utils/identifier/versions.ts';
import { digestOf, importDigestKey, prefixOf } from '../../utils/scheme/digest.ts';
import { bareArgon2id } from './bare-argon2.ts';
import { type Finding, timedFinding, valueFinding } from './figure.ts';
import { LEAST_PAIRS, measurePairs, medianOf, WARM_UP_PAIRS } from './paired-ratio.ts';
import { type PublishedOrganisation, startOrganisation } from './published-organisation.ts';
import { timeCli } from './quiet-cli.ts';
import { seededRandom } from './random-list.ts';

const ROWS = 1e6;
const ENTRIES = 1e5;
/** With companies in the list each host and its parents are looked up as well. */
const DOMAINS = 1_000;
const PEOPLE_A_HOST = 5;
const SEED = 5;
/**
 * A pair screens a piece of the million, of which there are 300,000 rows in all: by all of it, and Argon2id beside it, two
 * cores would be busy for twenty minutes. Each piece opens the list anew, which a million rows do once.
 */
const ROWS_A_PAIR = 10_000;
const POLL_MS = 200;

/** What screening a CRM's export by the CLI takes: time beside what Argon2id alone takes, and memory. */
export async function* measureScreen(): AsyncGenerator<Finding> {
  yield await withPublishedList(rowsASecond);
  yield* measureScreenMemory();
}

/** The half of it that no other work on the machine disturbs. */
export async function* measureScreenMemory(): AsyncGenerator<Finding> {
  yield await withPublishedList(peakMemory);
}

interface Published {
  readonly organisation: PublishedOrganisation;
  /** For what is written. */
  readonly folder: string;
  /** The file that leads to the list. */
  readonly enrolment: string;
}

async function withPublishedList(measure: (published: Published) => Promise<Finding>): Promise<Finding> {
  const now = Date.now();
  const organisation = await startOrganisation(now, seededRandom(SEED));
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-screen-'));
  try {
    organisation.add(ENTRIES);
    organisation.addDomains(DOMAINS);
    await organisation.publish(now);
    const enrolment = join(folder, 'bench.lethe');
    await writeFile(enrolment, encodeEnrolment(organisation.enrolment), { mode: 0o600 });
    return await measure({ organisation, folder, enrolment });
  } finally {
    await organisation.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function rowsASecond({ organisation, folder, enrolment }: Published): Promise<Finding> {
  const rounds = Array.from({ length: LEAST_PAIRS + WARM_UP_PAIRS }, (_, round) => round);
  const { list } = await organisation.published();
  const key = await importDigestKey(organisation.enrolment.digestKey);
  const tags = await Promise.all(rounds.map(round => unavoidableTags(list, key, round)));
  const words = ['--enrolment', enrolment, '--state', join(folder, 'state'), '--out', join(folder, 'out')];
  const pairs = await measurePairs(
    LEAST_PAIRS,
    async round => {
      const file = join(folder, 'piece.csv');
      await pipeline(Readable.from(csvOf(round * ROWS_A_PAIR, ROWS_A_PAIR)), createWriteStream(file));
      return ROWS_A_PAIR / (await timeCli(['screen', file, ...words]));
    },
    async round => ROWS_A_PAIR / (await bareArgon2id(tags[round] ?? 0)),
  );
  const most = Math.max(...tags);
  return timedFinding(
    'screen-1e6',
    'row/s',
    pairs,
    `pieces of ${ROWS_A_PAIR} rows of other people against ${ENTRIES} entries and ${DOMAINS} domains, by the CLI with an enrolment; the Argon2id of those whose prefix an entry has, at most ${most} a piece, on all cores`,
  );
}

/** How many addresses of a piece share their prefix with an entry: no client can do without their tags. */
async function unavoidableTags(list: Blocklist, key: CryptoKey, round: number): Promise<number> {
  const index = createListIndex(list);
  let count = 0;
  for (let row = round * ROWS_A_PAIR; row < (round + 1) * ROWS_A_PAIR; row += 1) {
    for (const form of canonicalForms('email', addressOf(row))) {
      if (!form.ok) throw new Error(form.reason);
      if (index.hasPrefix(prefixOf(await digestOf(key, form.identifier), list.prefixBits))) count += 1;
    }
  }
  return count;
}

function addressOf(row: number): string {
  return `person-${row}@company-${Math.floor(row / PEOPLE_A_HOST)}.example`;
}

function* csvOf(first: number, count: number): Generator<string> {
  yield 'Record ID,First Name,Last Name,Email,Company name,City\r\n';
  for (let row = first; row < first + count; row += 1) {
    yield `${row},"Some, body",Example ${row},${addressOf(row)},Company ${row % 1000},Ghent\r\n`;
  }
}

/** The executable itself, all rows at once, as a nightly job runs it. */
async function peakMemory({ folder, enrolment }: Published): Promise<Finding> {
  const file = join(folder, 'million.csv');
  await pipeline(Readable.from(csvOf(0, ROWS)), createWriteStream(file));
  const words = ['screen', file, '--enrolment', enrolment, '--out', join(folder, 'out')];
  const start = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/lethe.ts', ...words], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', chunk => {
    said += chunk;
  });
  let peakMb = 0;
  const poll = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  }, POLL_MS);
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  clearInterval(poll);
  if (code !== 0) throw new Error(`lethe screen ended with ${code}: ${said}`);
  const seconds = (performance.now() - start) / 1000;
  return valueFinding(
    'screen-memory',
    'MiB',
    medianOf([peakMb]),
    `the most that the executable ever held of ${ROWS} rows (VmHWM), TypeScript's loader and Argon2id's memory included; ${Math.round(ROWS / seconds)} rows a second in ${Math.round(seconds)} s`,
  );
}
