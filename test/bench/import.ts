import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolder } from '../../cli/create-folder.ts';
import { bareArgon2id } from './bare-argon2.ts';
import { type Finding, timedFinding } from './figure.ts';
import { LEAST_PAIRS, measurePairs } from './paired-ratio.ts';
import { timeCli } from './quiet-cli.ts';

const ADDRESSES = 20_000;
/**
 * A pair is a thirtieth of them, imported into the register that the ones before left: thirty whole imports would take
 * two hours of two cores. Opening keys and register, which a whole import does once, is so counted thirty times, at a
 * cheap scrypt.
 */
const A_PAIR = Math.ceil(ADDRESSES / LEAST_PAIRS);
const PASSPHRASE = 'correct horse battery staple';
const CHEAP_SCRYPT = 4;

/** What recording a file of new addresses costs the officer's machine. */
export async function* measureImport(): AsyncGenerator<Finding> {
  const parent = await mkdtemp(join(tmpdir(), 'lethe-bench-import-'));
  const dir = join(parent, 'acme');
  const before = process.env.LETHE_PASSPHRASE;
  process.env.LETHE_PASSPHRASE = PASSPHRASE;
  try {
    await createFolder(
      dir,
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
        const file = join(parent, `${round}.csv`);
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
      `${LEAST_PAIRS} imports of ${A_PAIR} new addresses each, one after another into one register; bare native Argon2id of as many on all cores`,
    );
  } finally {
    if (before === undefined) delete process.env.LETHE_PASSPHRASE;
    else process.env.LETHE_PASSPHRASE = before;
    await rm(parent, { recursive: true, force: true });
  }
}
