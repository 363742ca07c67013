import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Of an X screen in memory, and of the keys that are pressed on it (Debian: xvfb, xdotool). */
const PROGRAMS = ['Xvfb', 'xdotool'] as const;

const START_MS = 30_000;

/** A screen that nobody sees, on which a browser has windows of its own and is pressed as people press it (XTEST). */
export interface XScreen {
  /** For `DISPLAY`. */
  readonly display: string;
  /** Words of xdotool, such as `key`, `alt+shift+o`; what it printed. */
  xdotool(...words: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** What is missing here for a screen; null where nothing is. */
export function missingForScreen(): string | null {
  const missing = PROGRAMS.filter(program => !isInstalled(program));
  return missing.length === 0 ? null : `${missing.join(' and ')} not installed (Debian: xvfb, xdotool)`;
}

export async function startScreen(): Promise<XScreen> {
  // It picks a free number itself, and says which.
  const words = ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = `:${await displayOf(server)}`;
  return {
    display,
    async xdotool(...words) {
      const { stdout } = await run('xdotool', [...words], { env: { ...process.env, DISPLAY: display } });
      return stdout.trim();
    },
    async close() {
      if (server.exitCode !== null) return;
      const ended = new Promise(resolve => server.once('exit', resolve));
      server.kill();
      await ended;
    },
  };
}

function displayOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const told = server.stdio[3];
    const failed = (why: string) => reject(new Error(`Xvfb doesn't start: ${why}`));
    const late = setTimeout(() => {
      server.kill();
      failed(`it said no number in ${START_MS / 1000} seconds`);
    }, START_MS);
    server.once('error', error => failed(error.message));
    server.once('exit', code => failed(`it ended with ${code}`));
    told?.once('data', (number: Buffer) => {
      clearTimeout(late);
      resolve(String(number).trim());
    });
  });
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
