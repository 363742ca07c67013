import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type FollowingClient, followingClient } from './following-client.ts';
import { kill } from './killable-store.ts';
import { acmeFolder, PASSPHRASE, succeed } from './lethe.ts';

/** An organisation whose list holds ann@example.org, from which each round starts. */
export async function listedFolder(): Promise<string> {
  // Not a stub: `lethe` ends all of those.
  process.env.LETHE_PASSPHRASE = PASSPHRASE;
  const folder = await acmeFolder();
  await succeed('add', 'ann@example.org', '--reference', 'R', '--basis', 'erasure', '--dir', folder);
  await succeed('publish', '--dir', folder);
  return folder;
}

export interface Round {
  readonly dir: string;
  readonly client: FollowingClient;
}

async function newRound(template: string): Promise<Round> {
  const dir = await mkdtemp(join(tmpdir(), 'lethe-killed-'));
  await cp(template, dir, { recursive: true });
  return { dir, client: await followingClient(dir) };
}

/** Runs until before the n-th write; true if it was over before. */
async function endsBefore(write: number, work: () => Promise<unknown>): Promise<boolean> {
  Object.assign(kill, { at: write, writes: 0 });
  try {
    await work();
    return true;
  } catch (error) {
    // Anything else is a defect, and would pass for a kill.
    expect(error).toMatchObject({ message: 'killed' });
    return false;
  } finally {
    kill.at = Number.POSITIVE_INFINITY;
  }
}

async function publishes({ dir, client }: Round, address: string): Promise<void> {
  await succeed('add', address, '--reference', 'R', '--basis', 'erasure', '--dir', dir);
  await succeed('publish', '--dir', dir);
  expect(await client.sync()).toEqual({ ok: true, changed: true });
  expect(await client.lists(address)).toBe(true);
  expect(await client.lists('ann@example.org')).toBe(true);
}

/** Key ids that the newest root names. */
export async function rootKeys(dir: string): Promise<string[]> {
  const names = (await readdir(join(dir, 'public/metadata'))).filter(name => name.endsWith('.root.json'));
  const newest = Math.max(...names.map(name => Number.parseInt(name, 10)));
  const { signed } = JSON.parse(await readFile(join(dir, `public/metadata/${newest}.root.json`), 'utf8'));
  return Object.keys(signed.keys);
}

interface Circumstances {
  /** Key files that are away, such as `officer`. */
  readonly lost?: readonly string[];
  /** The client takes the new enrolment when all is done; before, a publication would be the end of the work. */
  readonly sealChanges?: boolean;
}

/**
 * At each write in turn: killed before it, what is published is what a client takes; an officer can publish; the same
 * command run again finishes.
 * @returns how many writes there were
 */
export async function killedEverywhere(
  template: string,
  work: (dir: string) => Promise<unknown>,
  { lost = [], sealChanges = false }: Circumstances,
  atEnd: (round: Round) => Promise<void>,
): Promise<number> {
  for (let write = 1; ; write++) {
    const round = await newRound(template);
    for (const name of lost) await rm(join(round.dir, `keys/${name}.age`));
    const over = await endsBefore(write, () => work(round.dir));
    const synced = await round.client.sync();
    const otherEpoch = !synced.ok && synced.problem.code === 'other-epoch';
    if (!(otherEpoch && sealChanges)) expect(synced, `before write ${write}`).toMatchObject({ ok: true });
    const there = await readdir(join(round.dir, 'keys'));
    if (there.includes('officer.age') && !sealChanges) await publishes(round, 'bob@example.org');
    if (!over) await work(round.dir);
    if (sealChanges) await round.client.enrolAgain();
    await publishes(round, 'cas@example.org');
    await atEnd(round);
    await rm(round.dir, { recursive: true });
    if (over) return write - 1;
  }
}
