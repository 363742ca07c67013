import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { lockFolder } from '../../../utils/publish/folder-lock-node.ts';
import { folderStore } from '../../../utils/publish/folder-store-node.ts';
import { keepsToTheContract } from './store-contract.ts';

// Files are synced to the disk and keys derived: slow where other tests run beside.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-folder-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('a folder as a store', () => {
  keepsToTheContract(async () => folderStore(join(folder, 'a'), join(folder, 'b')));

  it('leaves no unfinished file behind', async () => {
    const store = folderStore(join(folder, 'a'), join(folder, 'b'));
    await store.putNew('x/1.bin', utf8('one'));
    await store.putNew('x/1.bin', utf8('two'));
    expect(await readdir(join(folder, 'b'))).toEqual([]);
  });

  it("doesn't list what file managers leave", async () => {
    const store = folderStore(folder, join(folder, '.unfinished'));
    await store.putNew('m/2.json', utf8('b'));
    await writeFile(join(folder, 'm', '.DS_Store'), 'x');
    await writeFile(join(folder, 'm', 'Thumbs.db'), 'x');
    expect(await store.list('m/')).toEqual(['m/2.json']);
  });
});

describe("a folder's lock", () => {
  const file = () => join(folder, 'lock');

  it('keeps others out until it is released, and names its holder', async () => {
    const first = await lockFolder(file(), 'lethe publish', 0);
    const second = await lockFolder(file(), 'lethe add', 100);
    expect(second).toMatchObject({ ok: false, holder: { purpose: 'lethe publish', process: process.pid } });
    if (first.ok) await first.release();
    expect(await lockFolder(file(), 'lethe add', 0)).toMatchObject({ ok: true });
  });

  it('goes to who waits, not again to who has just given it back', async () => {
    const order: string[] = [];
    const greedy = async () => {
      for (let count = 0; count < 20; count++) {
        const lock = await lockFolder(file(), 'greedy', 0);
        if (!lock.ok) continue;
        order.push('greedy');
        await sleep(100);
        await lock.release();
      }
    };
    const patient = async () => {
      await sleep(50);
      const lock = await lockFolder(file(), 'patient', 10_000);
      order.push('patient');
      if (lock.ok) await lock.release();
    };
    await Promise.all([greedy(), patient()]);
    // The first or, on a busy machine, one of the next; without it the last.
    expect(order.indexOf('patient')).toBeLessThan(6);
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a process that was killed is taken away', async () => {
    const child = await holdInChild(file());
    expect(await lockFolder(file(), 'lethe add', 100)).toMatchObject({
      ok: false,
      holder: { process: child.pid },
    });
    const ended = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(await lockFolder(file(), 'lethe add', 2000)).toMatchObject({ ok: true });
  });

  it('of a process whose number another has by now is taken away', async () => {
    const lock = await lockFolder(file(), 'lethe publish', 0);
    expect(lock.ok).toBe(true);
    const holder = JSON.parse(await readFile(file(), 'utf8'));
    // Without /proc nobody can tell.
    if (holder.started === null) return;
    await writeFile(file(), JSON.stringify({ ...holder, started: '1' }));
    expect(await lockFolder(file(), 'lethe add', 2000)).toMatchObject({ ok: true });
  });

  it('of another machine is never taken away', async () => {
    const holder = {
      id: crypto.randomUUID(),
      process: 999_999_999,
      purpose: 'lethe publish',
      since: 0,
      started: null,
    };
    await writeFile(file(), JSON.stringify({ ...holder, host: `not-${hostname()}` }));
    expect(await lockFolder(file(), 'lethe add', 200)).toMatchObject({ ok: false });
  });

  it('left half-written by a kill is taken away after a while', async () => {
    await writeFile(file(), '{"id":');
    expect(await lockFolder(file(), 'lethe add', 5000)).toMatchObject({ ok: true });
  });

  it('whose removal was killed half-way is taken away after a while', async () => {
    await writeFile(file(), '');
    await writeFile(`${file()}.break-unreadable`, '');
    expect(await lockFolder(file(), 'lethe add', 8000)).toMatchObject({ ok: true });
  });

  it('of a dead process is won by one of many', async () => {
    const dead = {
      id: crypto.randomUUID(),
      process: 999_999_999,
      host: hostname(),
      purpose: '',
      since: 0,
      started: null,
    };
    await writeFile(file(), JSON.stringify(dead));
    const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(file(), 'lethe add', 400)));
    expect(locks.filter(lock => lock.ok)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['lock']);
  });
});

/** A process that takes the lock and keeps it. */
async function holdInChild(file: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'lock-holder.ts'), [file], { execArgv: ['--import', 'tsx'] });
  await new Promise(resolve => child.once('message', resolve));
  return child;
}
