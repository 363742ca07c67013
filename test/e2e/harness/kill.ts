import { readdir, readFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';

/**
 * Makes ready to end a browser as a power cut would: its process and every process below it by SIGKILL, within a
 * millisecond of the call. Linux only.
 */
export async function readyToKill(browser: Browser): Promise<() => Promise<void>> {
  const main = browser.process();
  if (main?.pid === undefined) throw new Error('the browser has no process');
  const pids = [main.pid, ...(await descendants(main.pid))];
  const hasGone = main.exitCode !== null || main.signalCode !== null;
  const gone = hasGone ? undefined : new Promise<void>(resolve => main.once('exit', () => resolve()));
  return async () => {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // Ended by itself a moment ago.
      }
    }
    await gone;
  };
}

async function descendants(root: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The command stands in parentheses and may hold anything; the parent is the second field behind it.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap(child => [child, ...below(child)]);
  return below(root);
}
