import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFolder } from '../../../cli/create-folder.ts';
import { ROOT } from './build-extension.ts';
import { letheWords } from './command-line.ts';
import { BUSY_MS } from './driven-browser.ts';
import { fillOnceARun, RUN_FOLDER } from './once-a-run.ts';

/** An organisation made by the real command line, in a temporary folder. */
export interface Organisation {
  readonly folder: string;
  /** Address at which `serve` hands out the list. */
  readonly repository: string;
  /** Runs `lethe …`; throws with its message when it fails. What it printed. */
  lethe(...words: readonly string[]): Promise<string>;
  /** Runs `lethe …` whatever comes out. */
  tryLethe(...words: readonly string[]): Promise<Outcome>;
  /** Made once: it doesn't change while the keys don't. */
  enrolmentCode(): Promise<string>;
  /** Starts `lethe serve`; resolves when it answers. */
  serve(): Promise<void>;
  stopServing(): Promise<void>;
  /** Ends what runs and removes the folder. */
  remove(): Promise<void>;
}

/** What `lethe init` writes unless it is told otherwise. */
const SETTINGS = {
  contact: '',
  store: { kind: 'folder' },
  country: null,
  ownDomains: [],
  guard: 'hold',
  panelOnly: [],
  refreshing: 'by-hand',
  auditors: [],
  referencePattern: null,
} as const;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One in a run of tests, since the folder is made once in it. */
const PASSPHRASE = `demo passphrase ${process.env[RUN_FOLDER] ?? Math.random()}`;

/**
 * log2 of scrypt's N. By design `lethe init` makes passphrases dear: each command would then take seconds of a
 * processor before it begins. The README's commands are run with what it makes.
 */
const CHEAP_WORK_FACTOR = 4;

/**
 * A folder as `lethe init` makes it, but for cheap passphrases: keys, an empty signed repository, and the address that
 * reps will read; in `parent` where given, which the caller removes if this fails. In a run of tests all organisations
 * of a name are copies of one, each at an address of its own.
 */
export async function createOrganisation(name: string, parentFolder?: string): Promise<Organisation> {
  const parent = parentFolder ?? (await mkdtemp(join(tmpdir(), 'lethe-organisation-')));
  const folder = join(parent, 'organisation');
  const port = await freePort();
  const repository = `http://127.0.0.1:${port}/`;
  const env = { ...process.env, LETHE_PASSPHRASE: PASSPHRASE };
  let server: ChildProcess | undefined;
  let code: Promise<string> | undefined;

  async function tryLethe(...words: readonly string[]): Promise<Outcome> {
    const start = await letheWords();
    return new Promise(resolve => {
      execFile(
        process.execPath,
        [...start, ...words],
        { cwd: ROOT, env, maxBuffer: 16 * 1024 * 1024 },
        (error, stdout, stderr) => {
          const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
          resolve({ code, stdout, stderr });
        },
      );
    });
  }

  async function lethe(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await tryLethe(...words);
    if (code !== 0) throw new Error(`lethe ${words[0]} ended with ${code}: ${stderr || stdout}`);
    return stdout;
  }

  async function stopServing(): Promise<void> {
    const running = server;
    server = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise(resolve => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  }

  await fillOnceARun(`organisation-${name}`, folder, async made => {
    const all = { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE };
    await createFolder(made, { ...SETTINGS, organisation: name, repository }, all, CHEAP_WORK_FACTOR);
  });
  // Where its reps will read.
  await changeSettings(folder, { repository });
  return {
    folder,
    repository,
    lethe,
    tryLethe,
    async enrolmentCode() {
      code ??= lethe('enrol', '--dir', folder);
      return (await code).trim();
    },
    async serve() {
      const words = ['serve', '--dir', folder, '--port', String(port)];
      server = spawn(process.execPath, [...(await letheWords()), ...words], {
        cwd: ROOT,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await answers(`${repository}metadata/1.root.json`, server);
    },
    stopServing,
    async remove() {
      await stopServing();
      await rm(parentFolder === undefined ? parent : folder, { recursive: true, force: true });
    },
  };
}

/**
 * An organisation whose published list holds these, for all contact, served at its address; `settings` go over those of
 * `lethe init`.
 */
export async function createServedOrganisation(
  name: string,
  identifiers: readonly string[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Organisation> {
  const organisation = await createOrganisation(name);
  await changeSettings(organisation.folder, settings);
  const dir = ['--dir', organisation.folder];
  const ground = ['--reference', 'CASE-1', '--basis', 'erasure', '--confirm-domain'];
  await organisation.lethe('add', ...identifiers, ...ground, ...dir);
  await organisation.lethe('publish', ...dir);
  await organisation.serve();
  return organisation;
}

/** Writes over some of an organisation's settings; nothing that is signed holds them. */
async function changeSettings(folder: string, changed: Readonly<Record<string, unknown>>): Promise<void> {
  const file = join(folder, 'lethe.json');
  const settings: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...Object(settings), ...changed }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  let said = '';
  server.stdout?.on('data', chunk => {
    said += chunk;
  });
  server.stderr?.on('data', chunk => {
    said += chunk;
  });
  const end = Date.now() + BUSY_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`lethe serve ended: ${said}`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`lethe serve does not answer at ${url}: ${said}`);
}
