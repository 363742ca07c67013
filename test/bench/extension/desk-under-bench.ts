import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildExtension } from '../../e2e/harness/build-extension.ts';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import { startHosts } from '../../e2e/harness/hosts.ts';
import { bundle } from './bundle.ts';

/** The built extension's desk in Chromium. */
export interface DeskUnderBench {
  /** Milliseconds for an import of so many new addresses; see in-desk.ts. */
  importPeople(round: number, count: number): Promise<number>;
  /** Milliseconds for as many bare Argon2id by the same WebAssembly, on all cores. */
  bareArgon2id(count: number): Promise<number>;
  close(): Promise<void>;
}

const BARE_SCRIPT = 'bare-argon2.js';

export async function startDesk(): Promise<DeskUnderBench> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const [hosts, inDesk, inArgon2] = await Promise.all([
    startHosts(),
    bundle('in-desk.ts'),
    bundle('in-argon2.ts'),
  ]);
  const extension = await buildExtension(folder, 'chromium');
  // A worker's script must be the extension's own.
  await writeFile(join(extension, BARE_SCRIPT), inArgon2);
  const built = await readdir(extension, { recursive: true });
  const driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
  const page = await driven.openExtensionPage('desk.html');
  const urlOf = (name: RegExp) => {
    const file = built.find(each => name.test(each));
    if (file === undefined) throw new Error(`the built extension holds no ${name.source}`);
    return new URL(`/${file}`, page.url()).href;
  };
  const [worker, wasm] = [urlOf(/argon2\.worker[^/]*\.js$/), urlOf(/argon2[^/]*\.wasm$/)];
  await page.evaluate(inDesk);

  async function millisecondsOf(call: string): Promise<number> {
    const elapsed: unknown = await page.evaluate(call);
    if (typeof elapsed !== 'number') throw new Error(`${call} took no time`);
    return elapsed;
  }

  return {
    importPeople: (round, count) =>
      millisecondsOf(`bench.importPeople(${JSON.stringify(worker)}, ${round}, ${count})`),
    bareArgon2id: count =>
      millisecondsOf(
        `bench.bareArgon2id(${JSON.stringify(`/${BARE_SCRIPT}`)}, ${JSON.stringify(wasm)}, ${count})`,
      ),
    async close() {
      await driven.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
