import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sites } from '../../../utils/sites/sites.ts';
import { buildExtension } from '../../e2e/harness/build-extension.ts';
import { launchChromium } from '../../e2e/harness/chromium.ts';
import { startHosts } from '../../e2e/harness/hosts.ts';
import { bundle } from './bundle.ts';

/** On a host that the extension works on, or on one that it has no script for. */
export type Watched = 'watched' | 'unwatched';

interface Script {
  readonly bytes: { readonly plain: number; readonly gzipped: number };
}

/** The built extension in Chromium, as seen by pages. */
export interface BuiltUnderBench {
  /** What every frame gets, and the heaviest of the sites' own scripts. */
  readonly contentScript: Script;
  /** What comes into a frame with its first need, by name. */
  readonly late: Readonly<Record<'marks' | 'spelled-out' | 'guard-views', Script>>;
  /** What a page with this markup holds when it is at rest. */
  heapBytes(watched: Watched, markup: string): Promise<number>;
  /** Milliseconds of a framework's updates; see in-todo.ts. */
  churn(watched: Watched, items: number): Promise<number>;
  close(): Promise<void>;
}

const ORIGINS: Readonly<Record<Watched, string>> = {
  watched: 'https://mail.google.com',
  unwatched: 'https://page.test',
};

export async function startBuilt(): Promise<BuiltUnderBench> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const extension = await buildExtension(folder, 'chromium');
  const script = async (name: string): Promise<Script> => {
    const code = await readFile(join(extension, `${name}.js`));
    return { bytes: { plain: code.length, gzipped: gzipSync(code, { level: 9 }).length } };
  };
  const siteScripts = await Promise.all(sites.map(site => script(site.script.replace('.js', ''))));
  const heaviest = siteScripts.reduce((one, other) =>
    other.bytes.gzipped > one.bytes.gzipped ? other : one,
  );
  const todo = await bundle('in-todo.ts');
  const hosts = await startHosts();
  let body = '';
  for (const origin of Object.values(ORIGINS)) {
    hosts.serve(origin, ({ pathname }) => {
      if (pathname === '/favicon.ico') return undefined;
      if (pathname === '/todo.js') return { type: 'text/javascript', body: todo };
      return { type: 'text/html; charset=utf-8', body: `<!doctype html><title>Page</title>${body}` };
    });
  }
  const driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
  const page = await driven.browser.newPage();
  const session = await page.createCDPSession();

  async function open(watched: Watched): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${ORIGINS[watched]}/`);
  }

  return {
    contentScript: joined(await script('frame'), heaviest),
    late: {
      marks: await script('marks'),
      'spelled-out': await script('spelled-out'),
      'guard-views': await script('guard-views'),
    },
    async heapBytes(watched, markup) {
      body = markup;
      await open(watched);
      await page.evaluate(atRest);
      await session.send('HeapProfiler.collectGarbage');
      const usage: unknown = await session.send('Runtime.getHeapUsage');
      const { usedSize, embedderHeapUsedSize, backingStorageSize } = Object(usage);
      return Number(usedSize) + Number(embedderHeapUsedSize) + Number(backingStorageSize);
    },
    async churn(watched, items) {
      body = '<script src="/todo.js"></script>';
      await open(watched);
      const elapsed: unknown = await page.evaluate(`bench.churn(${items})`);
      if (typeof elapsed !== 'number') throw new Error('churn took no time');
      return elapsed;
    },
    async close() {
      await driven.close();
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** In the page: half a second behind its load, when every slice of a scan is over. */
async function atRest(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 500));
}

function joined(a: Script, b: Script): Script {
  const { plain, gzipped } = b.bytes;
  return { bytes: { plain: a.bytes.plain + plain, gzipped: a.bytes.gzipped + gzipped } };
}
