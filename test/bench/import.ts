import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolder } from '../../cli/create-folder.ts';
import { bareArgon2id } from './bare-argon2.ts';
import { startDesk } from './extension/desk-under-bench.ts';
import { type Finding, timedFinding } from './figure.ts';
import { LEAST_PAIRS, measurePairs } from './paired-ratio.ts';
import { timeCli } from './quiet-cli.ts';

/**
 * A pair imports so many into a fresh folder: thirty pairs of 20,000 each would take two hours of two cores. So they are
 * 30,000 in all, and what a whole import does once is counted thirty times, but for scrypt, which is made cheap: opening
 * keys and register, starting threads, the last writing.
 */
const A_PAIR = 1_000;
const PASSPHRASE = 'correct horse battery staple';
const CHEAP_SCRYPT = 4;

/** What recording a file of new addresses costs the officer's machine. */
export async function* measureImport(): AsyncGenerator<Finding> {
  yield* measureImportByCli();
  yield* measureImportInPage();
}

/** WebAssembly takes twice as long, so a pair has fewer: five seconds of two cores. */
const A_PAIR_IN_PAGE = 200;

/** The same at the desk, in the built extension. */
export async function* measureImportInPage(): AsyncGenerator<Finding> {
  const desk = await startDesk();
  try {
    const pairs = await measurePairs(
      LEAST_PAIRS,
      async round => (A_PAIR_IN_PAGE * 1000) / (await desk.importPeople(round, A_PAIR_IN_PAGE)),
      async () => (A_PAIR_IN_PAGE * 1000) / (await desk.bareArgon2id(A_PAIR_IN_PAGE)),
    );
    yield timedFinding(
      'import-page',
      'address/s',
      pairs,
      `imports of ${A_PAIR_IN_PAGE} new addresses each at the desk in Chromium, register in IndexedDB; bare WebAssembly Argon2id of as many in a worker a core`,
    );
  } finally {
    await desk.close();
  }
}

async function* measureImportByCli(): AsyncGenerator<Finding> {
  const parent = await mkdtemp(join(tmpdir(), 'lethe-bench-import-'));
  const template = join(parent, 'acme');
  const dir = join(parent, 'imported');
  const before = process.env.LETHE_PASSPHRASE;
  process.env.LETHE_PASSPHRASE = PASSPHRASE;
  try {
    await createFolder(
      template,
      {
        organisation: 'Bench',
        contact: '',
        repository: null,
        ownDomains: [],
        guard: 'hold',
        panelOnly: [],
        refreshing: 'by-hand',
        auditors: [],
        country: null,
        referencePattern: null,
        store: { kind: 'folder' },
      },
      { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE },
      CHEAP_SCRYPT,
    );
    const pairs = await measurePairs(
      LEAST_PAIRS,
      async round => {
        await rm(dir, { recursive: true, force: true });
        await cp(template, dir, { recursive: true });
        const file = join(parent, 'list.csv');
        const people = Array.from({ length: A_PAIR }, (_, index) => `person-${round}-${index}@example.com`);
        await writeFile(file, `E-mail,Name\n${people.map(person => `${person},Somebody`).join('\n')}\n`);
        const words = ['--reference', `BENCH-${round}`, '--basis', 'objection', '--yes', '--dir', dir];
        return A_PAIR / (await timeCli(['import', file, ...words]));
      },
      async () => A_PAIR / (await bareArgon2id(A_PAIR)),
    );
    yield timedFinding(
      'import-cli',
      'address/s',
      pairs,
      `imports of ${A_PAIR} new addresses each; bare native Argon2id of as many on all cores`,
    );
  } finally {
    if (before === undefined) delete process.env.LETHE_PASSPHRASE;
    else process.env.LETHE_PASSPHRASE = before;
    await rm(parent, { recursive: true, force: true });
  }
}
