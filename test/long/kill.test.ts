import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { type ChangingList, startChangingList } from '../e2e/harness/changing-list.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { launchFirefox } from '../e2e/harness/firefox.ts';
import { type Hosts, startHosts } from '../e2e/harness/hosts.ts';
import { type Kill, type KillRun, PHASES, type Phase, startKillRun } from '../e2e/harness/kill-run.ts';

/** Most of them where the list is applied and put in force. */
const ROUND: readonly Phase[] = ['metadata', 'download', 'apply', 'apply', 'apply'];

// Firefox takes twice as long to start.
describe.each([
  ['chromium', launchChromium, 200],
  ['firefox', launchFirefox, 40],
] as const)('%s', (name, launch, count) => {
  let folder: string;
  let hosts: Hosts;
  let list: ChangingList;
  let run: KillRun;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-kill-'));
    hosts = await startHosts();
    list = await startChangingList({ entries: 200_000, changed: 1_500, publications: 22 });
    const extension = await buildExtension(folder, name);
    run = await startKillRun({ list, launch, extension, hostsPort: hosts.port });
  }, 600_000);

  afterAll(async () => {
    await run?.close();
    await list?.remove();
    await hosts?.close();
    await rm(folder, { recursive: true, force: true });
  }, 600_000);

  it(`killed at ${count} moments of a synchronisation, has the old list or the new, whole`, async () => {
    const kills: Kill[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const kill = await run.kill(ROUND[nth % ROUND.length] ?? 'apply');
      kills.push(kill);
      process.stdout.write(`${name} ${nth + 1}: ${JSON.stringify(kill)}\n`);
    }
    process.stdout.write(`${name}, phases in ms: ${JSON.stringify(run.phaseMs)}\n`);
    for (const phase of PHASES) {
      const here = kills.filter(kill => kill.phase === phase);
      const swapped = here.filter(kill => kill.found === 'new').length;
      process.stdout.write(`${name}, ${phase}: ${here.length} kills, the new list after ${swapped}\n`);
    }
    // Else the moments weren't spread over the swap.
    const late = kills.filter(kill => kill.phase === 'apply');
    expect(new Set(late.map(kill => kill.found)).size).toBe(2);
  });
});
