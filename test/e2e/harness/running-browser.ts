import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { buildExtension } from './build-extension.ts';
import type { DrivenBrowser, Launch, LaunchOptions } from './driven-browser.ts';
import { enrol } from './extension-pages.ts';
import type { BrowserName } from './find-browser.ts';
import { type Hosts, startHosts } from './hosts.ts';
import type { Organisation } from './organisation.ts';

/** A browser for the tests of one `describe`, and the hosts that it meets. */
export interface RunningBrowser {
  readonly hosts: Hosts;
  readonly driven: DrivenBrowser;
}

/** The same with the extension as users get it. */
export interface BrowserWithExtension extends RunningBrowser {
  /** Its folder below `folder`, which this browser has for itself. */
  readonly extension: string;
  readonly folder: string;
}

export interface ExtensionOptions {
  /** Lets pages answer before the browser starts. */
  readonly serve?: (hosts: Hosts) => void | Promise<void>;
  /** Changes the extension before the browser has it. */
  readonly prepare?: (extension: string) => Promise<void>;
  readonly options?: Omit<LaunchOptions, 'extension' | 'hostsPort' | 'headless'>;
}

/**
 * Starts it before the tests of the `describe` in which this is called, and ends it after them; before that its parts
 * can't be read.
 */
export function runningBrowser(start: (hosts: Hosts) => Promise<DrivenBrowser>): RunningBrowser {
  let hosts: Hosts | undefined;
  let driven: DrivenBrowser | undefined;

  beforeAll(async () => {
    hosts = await startHosts();
    driven = await start(hosts);
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
  });

  return {
    get hosts() {
      return started(hosts);
    },
    get driven() {
      return started(driven);
    },
  };
}

/** See `runningBrowser`. */
export function browserWithExtension(
  name: BrowserName,
  launch: Launch,
  { serve, prepare, options }: ExtensionOptions = {},
): BrowserWithExtension {
  let folder: string | undefined;
  let extension: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lethe-extension-'));
  });

  // Called before the browser's own, so that it happens after them.
  afterAll(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const running = runningBrowser(async hosts => {
    await serve?.(hosts);
    extension = await buildExtension(started(folder), name);
    await prepare?.(extension);
    return launch({ ...options, extension, hostsPort: hosts.port, headless: true });
  });

  return {
    get hosts() {
      return running.hosts;
    },
    get driven() {
      return running.driven;
    },
    get extension() {
      return started(extension);
    },
    get folder() {
      return started(folder);
    },
  };
}

/** The same, enrolled with an organisation, which is asked for when the browser has started. */
export function enrolledBrowser(
  name: BrowserName,
  launch: Launch,
  organisation: () => Organisation | Promise<Organisation>,
  options?: ExtensionOptions,
): BrowserWithExtension {
  const running = browserWithExtension(name, launch, options);
  beforeAll(async () => {
    await enrol(running.driven, await (await organisation()).enrolmentCode());
  });
  return running;
}

function started<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('the browser is not there before the first test');
  return part;
}
