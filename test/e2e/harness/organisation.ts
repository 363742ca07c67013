import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './build-extension.ts';
import { BUSY_MS } from './driven-browser.ts';

/** An organisation made by the real command line, in a temporary folder. */
export interface Organisation {
  readonly folder: string;
  /** Address at which `serve` hands out the list. */
  readonly repository: string;
  /** Runs `lethe …`; throws with its message when it fails. What it printed. */
  lethe(...words: readonly string[]): Promise<string>;
  /** Runs `lethe …` whatever comes out. */
  tryLethe(...words: readonly string[]): Promise<Outcome>;
  enrolmentCode(): Promise<string>;
  /** Starts `lethe serve`; resolves when it answers. */
  serve(): Promise<void>;
  stopServing(): Promise<void>;
  /** Ends what runs and removes the folder. */
  remove(): Promise<void>;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const TSX = join(ROOT, 'node_modules/tsx/dist/loader.mjs');
const CLI = join(ROOT, 'cli/lethe.ts');

/**
 * `init` with keys, an empty signed repository, and the address that reps will read; in `parent` where given, which
 * the caller removes if this fails.
 */
export async function createOrganisation(name: string, parentFolder?: string): Promise<Organisation> {
  const parent = parentFolder ?? (await mkdtemp(join(tmpdir(), 'lethe-organisation-')));
  const folder = join(parent, 'organisation');
  const port = await freePort();
  const repository = `http://127.0.0.1:${port}/`;
  const env = { ...process.env, LETHE_PASSPHRASE: `demo passphrase ${Math.random()}` };
  let server: ChildProcess | undefined;

  function tryLethe(...words: readonly string[]): Promise<Outcome> {
    return new Promise(resolve => {
      execFile(
        process.execPath,
        ['--import', `file://${TSX}`, CLI, ...words],
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

  await lethe('init', folder, '--name', name, '--repository-url', repository);
  return {
    folder,
    repository,
    lethe,
    tryLethe,
    enrolmentCode: async () => (await lethe('enrol', '--dir', folder)).trim(),
    async serve() {
      const words = ['serve', '--dir', folder, '--port', String(port)];
      server = spawn(process.execPath, ['--import', `file://${TSX}`, CLI, ...words], {
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
