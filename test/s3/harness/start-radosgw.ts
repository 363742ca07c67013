import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Ceph's object gateway: a real S3 server, with its data in memory, on this machine alone. */
export interface Radosgw {
  readonly endpoint: string;
  /** By which `radosgw-admin` finds it. */
  readonly adminWords: readonly string[];
  stop(): Promise<void>;
}

const PROGRAMS = ['radosgw', 'radosgw-admin', 'ceph-mon', 'ceph-osd', 'ceph', 'monmaptool'] as const;
const PACKAGES = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'] as const;
const START_MS = 60_000;

/** Installs what is missing, where root runs this on Debian or Ubuntu. Throws an error that says what to install. */
export async function provideRadosgw(): Promise<void> {
  if (PROGRAMS.every(isInstalled)) return;
  const wanted = `Ceph's packages ${PACKAGES.join(', ')}`;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    throw new Error(
      `${wanted} are not installed, and only root on Debian or Ubuntu can have them installed.`,
    );
  }
  process.stderr.write(`Installing ${PACKAGES.join(', ')} with apt-get …\n`);
  const apt = (...words: string[]) =>
    run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    });
  try {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...PACKAGES);
  } catch (error) {
    throw new Error(`apt-get could not install ${wanted}: ${error instanceof Error ? error.message : error}`);
  }
}

function isInstalled(program: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A port that was free a moment ago may be another's by now. */
const STARTS = 3;

/** A server that answers; tried anew where one doesn't start. */
export async function startRadosgw(): Promise<Radosgw> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce();
    } catch (error) {
      if (attempt === STARTS) throw error;
      process.stderr.write(`${error instanceof Error ? error.message : error}\nTrying again …\n`);
    }
  }
}

/** One of the programs, and where it tells what it does. */
interface Part {
  readonly name: string;
  readonly child: ChildProcess;
  readonly log: string;
}

/**
 * Starts one monitor, one store of objects in memory, and the gateway, all in the foreground, so that exactly these
 * processes end with `stop`. Neither a manager nor passwords between them: nothing else than tests on this machine
 * ever talks to them.
 */
async function startOnce(): Promise<Radosgw> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-radosgw-'));
  const [monitor, gateway] = [await freePort(), await freePort()];
  const conf = join(folder, 'ceph.conf');
  await writeFile(conf, configuration(folder, monitor, gateway));
  for (const part of ['mon', 'osd', 'rgw']) await mkdir(join(folder, part));
  const parts: Part[] = [];
  const stop = async () => {
    await Promise.all(parts.map(({ child }) => end(child)));
    await rm(folder, { recursive: true, force: true });
  };
  /** With the address given, the programs needn't look for it. */
  const own = ['--conf', conf, '--no-mon-config', '--mon-host', `v1:127.0.0.1:${monitor}`];
  const asGateway = ['--name', 'client.rgw', ...own];
  try {
    const map = join(folder, 'monmap');
    await run('monmaptool', ['--create', '--fsid', FSID, '--addv', 'a', `[v1:127.0.0.1:${monitor}]`, map]);
    await run('ceph-mon', ['--conf', conf, '--mkfs', '--id', 'a', '--monmap', map]);
    parts.push(start('ceph-mon', ['--conf', conf, '--foreground', '--id', 'a'], join(folder, 'mon.a.log')));
    const id = (
      await run('ceph', ['--conf', conf, 'osd', 'new', OSD_UUID], { timeout: START_MS })
    ).stdout.trim();
    await run('ceph-osd', ['--conf', conf, '--id', id, '--mkfs', '--osd-uuid', OSD_UUID]);
    const osdLog = join(folder, `osd.${id}.log`);
    parts.push(start('ceph-osd', ['--conf', conf, '--foreground', '--id', id], osdLog));
    parts.push(start('radosgw', [...asGateway, '--foreground'], join(folder, 'client.rgw.log')));
    const endpoint = `http://127.0.0.1:${gateway}`;
    await untilAnswering(endpoint, parts);
    return { endpoint, adminWords: asGateway, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const FSID = '6c657468-6500-4000-8000-000000000000';
const OSD_UUID = '6c657468-6500-4000-8000-000000000001';

/**
 * What the defaults are for is a cluster: here one store holds one copy, few objects stand for what is usually spread
 * over many, and the monitor doesn't wait a second for more to decide on.
 */
function configuration(folder: string, monitor: number, gateway: number): string {
  return `[global]
fsid = ${FSID}
mon host = v1:127.0.0.1:${monitor}
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
ms bind msgr2 = false
mon data = ${folder}/mon
osd data = ${folder}/osd
run dir = ${folder}
log file = ${folder}/$name.log
mon cluster log file = ${folder}/cluster.log
admin socket =
pid file =
paxos propose interval = 0.05
paxos min wait = 0.01
mon allow pool size one = true
osd objectstore = memstore
memstore device bytes = 1073741824
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd max object name len = 460
osd max object namespace len = 64
public addr = 127.0.0.1
cluster addr = 127.0.0.1
[client.rgw]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${gateway}
rgw enable ops log = false
rgw num control oids = 1
rgw gc max objs = 1
rgw lc max objs = 1
rgw objexp hints num shards = 1
rgw data log num shards = 1
rgw md log max shards = 1
rgw usage max shards = 1
rgw reshard num logs = 1
rgw dynamic resharding = false
`;
}

function start(name: string, words: readonly string[], log: string): Part {
  return { name, child: spawn(name, words, { stdio: 'ignore' }), log };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise(resolve => child.once('close', resolve));
  // All is in memory: there is nothing to put away first.
  child.kill('SIGKILL');
  await closed;
}

async function untilAnswering(endpoint: string, parts: readonly Part[]): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer?.ok) return;
    const ended = parts.find(({ child }) => child.exitCode !== null || child.signalCode !== null);
    if (ended) throw new Error(`${ended.name} ended by itself. ${await lastWordsOf(ended)}`);
    if (performance.now() > deadline) {
      throw new Error(`No S3 server within ${START_MS / 1000} s. ${await lastWordsOf(parts.at(-1))}`);
    }
    await wait(50);
  }
}

async function lastWordsOf(part: Part | undefined): Promise<string> {
  const log = part && (await readFile(part.log, 'utf8').catch(() => ''));
  return log ? `The end of its log:\n${log.trimEnd().split('\n').slice(-12).join('\n')}` : 'It has no log.';
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
