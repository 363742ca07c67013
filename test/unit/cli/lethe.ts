import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { createFolder } from '../../../cli/create-folder.ts';
import { run } from '../../../cli/program.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
export const PASSPHRASE = 'correct horse battery staple';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the real executable, as `npm run lethe` does. */
export function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  const { LETHE_PASSPHRASE: _, ...inherited } = process.env;
  return spawn(process.execPath, ['--import', 'tsx', 'cli/lethe.ts', ...args], {
    cwd: REPOSITORY,
    env: { ...inherited, LETHE_PASSPHRASE: PASSPHRASE, ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
}

/** Runs the executable to its end. */
export async function spawned(...args: readonly string[]): Promise<Run> {
  return endOf(start(args));
}

/** As `spawned`, with a text on standard input. */
export async function spawnedWith(input: string, ...args: readonly string[]): Promise<Run> {
  const child = start(args, {}, 'pipe');
  child.stdin?.end(input);
  return endOf(child);
}

async function endOf(child: ChildProcess): Promise<Run> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', chunk => {
    out += chunk;
  });
  child.stderr?.on('data', chunk => {
    err += chunk;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  return { code, out, err };
}

/** Runs a command in this process, which is all of the executable but its start. One at a time. */
export async function lethe(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map(name =>
    vi.spyOn(process[name], 'write').mockImplementation(text => {
      written[name] += text;
      return true;
    }),
  );
  for (const [name, value] of Object.entries({ LETHE_PASSPHRASE: PASSPHRASE, ...env }))
    vi.stubEnv(name, value);
  try {
    return { code: await run(args), out: written.stdout, err: written.stderr };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
  }
}

/** As `lethe`, where nothing but success will do. */
export async function succeed(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await lethe(args);
  if (code !== 0) throw new Error(`lethe ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}

/**
 * An organisation's folder as `lethe init` makes it, but for a cheap scrypt.
 * @param at where; a temporary folder unless it is given
 */
export async function acmeFolder(at?: string): Promise<string> {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'lethe-cli-')));
  const settings = {
    organisation: 'Acme BV',
    contact: 'Privacy office',
    store: { kind: 'folder' as const },
    repository: 'https://lists.acme.example/',
    ownDomains: ['acme.example'],
    guard: 'hold' as const,
    panelOnly: [],
    refreshing: 'by-hand' as const,
    auditors: [],
    country: null,
    referencePattern: null,
  };
  const all = { officer: PASSPHRASE, root: PASSPHRASE, timestamp: PASSPHRASE, recovery: PASSPHRASE };
  await createFolder(folder, settings, all, 4);
  return folder;
}
