import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who holds a folder: enough to tell a dead holder from a living one, and to name it. */
export interface LockHolder {
  readonly id: string;
  readonly process: number;
  readonly host: string;
  /** What the process does, such as `lethe publish`. */
  readonly purpose: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** When the process started, in the kernel's ticks: another process may have its number by now. Null where unknown. */
  readonly started: string | null;
}

export type Locked =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: LockHolder | undefined };

const POLL_MS = 60;
/** Locks that this process gave back: file → when, by its monotonic clock. */
const released = new Map<string, number>();
/** A lock file is created and filled in one go; one that stays unreadable for so long was left by a kill in between. */
const UNREADABLE_MS = 2000;

/**
 * Takes a folder for this process alone, by a file that is created only if it isn't there. Waits for a living holder
 * up to `waitMs`; the lock of a holder that died on this machine is taken away. Who has just given it back lets those
 * who wait go first: else one that takes it time and again would keep everybody else waiting until they give up.
 */
export async function lockFolder(file: string, purpose: string, waitMs: number): Promise<Locked> {
  const own: LockHolder = {
    id: randomUUID(),
    process: process.pid,
    host: hostname(),
    purpose,
    since: Date.now(),
    started: await startOf(process.pid),
  };
  const deadline = performance.now() + waitMs;
  const waiting = `${file}.waiting`;
  const sinceReleased = performance.now() - (released.get(file) ?? Number.NEGATIVE_INFINITY);
  if (sinceReleased < 2 * POLL_MS && (await exists(waiting))) await sleep(2 * POLL_MS - sinceReleased);
  let isWaiting = false;
  let unreadableSince: number | undefined;
  for (;;) {
    if (await createExclusively(file, JSON.stringify(own))) {
      // Of others who wait, each says so again.
      if (isWaiting) await rm(waiting, { force: true });
      return {
        ok: true,
        async release() {
          await release(file, own.id);
          released.set(file, performance.now());
        },
      };
    }
    const content = await readText(file);
    const holder = content === undefined ? undefined : holderOf(content);
    if (content !== undefined && holder === undefined) unreadableSince ??= performance.now();
    else unreadableSince = undefined;
    const abandoned = unreadableSince !== undefined && performance.now() - unreadableSince > UNREADABLE_MS;
    if (content !== undefined && (abandoned || (holder && (await isDead(holder))))) {
      await breakLock(file, content, holder?.id ?? 'unreadable');
      continue;
    }
    if (performance.now() > deadline) {
      if (isWaiting) await rm(waiting, { force: true });
      return { ok: false, holder };
    }
    await writeFile(waiting, '');
    isWaiting = true;
    await sleep(POLL_MS);
  }
}

/**
 * Removes a dead holder's lock. Two processes may find it dead at once, and the slower must not remove the lock that
 * the faster has taken by then: so only who creates the guard for this very holder may remove its lock, and looks
 * again once it has the guard.
 */
async function breakLock(file: string, content: string, id: string): Promise<void> {
  const guard = `${file}.break-${id}`;
  if (!(await createExclusively(guard, String(process.pid)))) {
    if (await isAbandoned(guard)) await rm(guard, { force: true });
    await sleep(POLL_MS);
    return;
  }
  try {
    if ((await readText(file)) === content) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** A guard whose process is dead, or that a kill left before it said whose it is. */
async function isAbandoned(guard: string): Promise<boolean> {
  const breaker = Number(await readText(guard));
  if (Number.isInteger(breaker) && breaker > 0) return !isAlive(breaker);
  const made = await stat(guard).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > UNREADABLE_MS;
}

async function release(file: string, id: string): Promise<void> {
  const content = await readText(file);
  if (content !== undefined && holderOf(content)?.id === id) await rm(file, { force: true });
}

async function createExclusively(file: string, content: string): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'wx', 0o644);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(content);
    return true;
  } catch (error) {
    // On a full disk there is a name and nothing in it, which would lock out everybody.
    await rm(file, { force: true });
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function holderOf(content: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is LockHolder {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    typeof value.id === 'string' &&
    /^[0-9a-f-]{36}$/.test(value.id) &&
    'process' in value &&
    typeof value.process === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'purpose' in value &&
    typeof value.purpose === 'string' &&
    'since' in value &&
    typeof value.since === 'number' &&
    'started' in value &&
    (value.started === null || typeof value.started === 'string')
  );
}

/** Only of this machine's processes can it be known. */
async function isDead(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return false;
  if (!isAlive(holder.process)) return true;
  const started = await startOf(holder.process);
  return started !== null && holder.started !== null && started !== holder.started;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Start time of a process, field 22 of /proc/PID/stat (proc(5)); null where there is no /proc. */
async function startOf(processId: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${processId}/stat`, 'utf8');
    // The command, field 2, is in parentheses and may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
