import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, WebWorker } from 'puppeteer-core';
import { buildExtension } from '../../e2e/harness/build-extension.ts';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import type { DrivenBrowser } from '../../e2e/harness/driven-browser.ts';
import { startHosts } from '../../e2e/harness/hosts.ts';
import { bundle } from './bundle.ts';
import type * as InFrame from './in-frame.ts';
import type * as InPage from './in-page.ts';
import type * as InWorker from './in-worker.ts';

/** Calls a function of a script where that script lives. Parameters go over as JSON, and a number comes back. */
export type Call<Script> = <Name extends keyof Script & string>(
  name: Name,
  ...parameters: Script[Name] extends (...parameters: infer Parameters) => Promise<number>
    ? Parameters
    : never
) => Promise<number>;

/** The built extension in Chromium, with the benches' scripts beside its own. */
export interface ExtensionUnderBench {
  /** In the offscreen document, the lookup worker's host. */
  readonly page: Call<typeof InPage>;
  /** Another lookup worker, from the built file, as the host starts it. */
  startWorker(): Promise<WorkerUnderBench>;
  /** A content script's world on a mail page; the host has taken the list that is in the store. */
  openFrame(): Promise<Call<typeof InFrame>>;
  /** Address of the built Argon2id. */
  readonly argon2WasmUrl: string;
  close(): Promise<void>;
}

export interface WorkerUnderBench {
  readonly call: Call<typeof InWorker>;
  /** Bytes that its heap and its arrays hold, after a collection of garbage. */
  heldBytes(): Promise<number>;
  end(): Promise<void>;
}

const MAIL = 'https://mail.google.com';
const FOUND_WITHIN_MS = 30_000;

export async function startExtension(): Promise<ExtensionUnderBench> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const [hosts, inPage, inWorker, inFrame] = await Promise.all([
    startHosts(),
    bundle('in-page.ts'),
    bundle('in-worker.ts'),
    bundle('in-frame.ts'),
  ]);
  hosts.serve(MAIL, () => ({ type: 'text/html', body: '<!doctype html><title>Mail</title>' }));
  const extension = await buildExtension(folder, 'chromium');
  const driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
  const wasm = (await readdir(extension, { recursive: true })).find(file => /argon2[^/]*\.wasm$/.test(file));
  if (wasm === undefined) throw new Error('the built extension holds no argon2*.wasm');
  const offscreen = await offscreenPage(driven);
  await offscreen.evaluate(inPage);
  const page: Call<typeof InPage> = (name, ...parameters) =>
    numberOf(offscreen.evaluate(callOf(name, parameters)));
  return {
    page,
    startWorker: () => startWorker(offscreen, page, inWorker),
    openFrame: () => openFrame(driven, offscreen, inPage, inFrame),
    argon2WasmUrl: new URL(`/${wasm}`, offscreen.url()).href,
    async close() {
      await driven.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function offscreenPage({ browser }: DrivenBrowser): Promise<Page> {
  const target = await browser.waitForTarget(candidate => candidate.url().endsWith('/offscreen.html'), {
    timeout: FOUND_WITHIN_MS,
  });
  return target.asPage();
}

async function startWorker(
  offscreen: Page,
  page: Call<typeof InPage>,
  script: string,
): Promise<WorkerUnderBench> {
  const standing = new Set(offscreen.workers());
  const number = await page('startWorker', await found(() => lookupWorkers(offscreen)[0]?.url()));
  const worker = await found(() => lookupWorkers(offscreen).find(candidate => !standing.has(candidate)));
  await worker.evaluate(script);
  return {
    call: (name, ...parameters) => numberOf(worker.evaluate(callOf(name, parameters))),
    async heldBytes() {
      await worker.client.send('HeapProfiler.collectGarbage');
      const usage: unknown = await worker.client.send('Runtime.getHeapUsage');
      const { usedSize, backingStorageSize } = Object(usage);
      return (await numberOf(usedSize)) + (await numberOf(backingStorageSize));
    },
    end: async () => void (await page('endWorker', number)),
  };
}

function lookupWorkers(offscreen: Page): WebWorker[] {
  return offscreen.workers().filter(worker => worker.url().includes('/lookup.worker'));
}

async function openFrame(
  { browser }: DrivenBrowser,
  offscreen: Page,
  inPage: string,
  script: string,
): Promise<Call<typeof InFrame>> {
  // The host reads the store when it starts, or when it synchronised.
  await offscreen.reload();
  await offscreen.evaluate(inPage);
  const tab = await browser.newPage();
  const session = await tab.createCDPSession();
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (offscreen.url().startsWith(`${context.origin}/`)) worlds.push(context.id);
  });
  await session.send('Runtime.enable');
  await tab.goto(MAIL);
  const contextId = await found(() => worlds.at(-1));
  async function run(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  await run(`${script}; 0`);
  return (name, ...parameters) => numberOf(run(callOf(name, parameters)));
}

function callOf(name: string, parameters: readonly unknown[]): string {
  return `bench.${name}(...${JSON.stringify(parameters)})`;
}

async function numberOf(result: unknown): Promise<number> {
  const value = await result;
  if (typeof value !== 'number') throw new Error(`a number was to come back, not ${typeof value}`);
  return value;
}

/** What the browser shows a moment later. */
async function found<T>(look: () => T | undefined): Promise<T> {
  const end = Date.now() + FOUND_WITHIN_MS;
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error('the browser did not show what was started');
    await wait(20);
  }
}
