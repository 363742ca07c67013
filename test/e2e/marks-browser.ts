import { afterAll, afterEach, beforeAll } from 'vitest';
import type { DrivenBrowser, Launch } from './harness/driven-browser.ts';
import { type Host, type Hosts, startHosts } from './harness/hosts.ts';
import { buildMarksExtension, type MarksExtension } from './marks-extension.ts';
import { type MarksPage, openMarksPage } from './marks-page.ts';

/** A browser with scan and marks alone, for the tests of one `describe`. */
export interface MarksBrowser {
  readonly hosts: Hosts;
  readonly extension: MarksExtension;
  readonly driven: DrivenBrowser;
  /** The page that was opened last; it closes before the next, and after its test. */
  readonly shown: MarksPage | undefined;
  /** See `openMarksPage`. */
  open(body: string, headers?: Readonly<Record<string, string>>, parts?: Host): Promise<MarksPage>;
}

export interface MarksBrowserOptions {
  /** See `buildMarksExtension`. */
  readonly frame?: string;
  /** Changes the extension before the browser has it. */
  readonly prepare?: (extension: MarksExtension) => Promise<void>;
}

/**
 * Starts it before the tests of the `describe` in which this is called, and ends it after them; before that its parts
 * can't be read.
 */
export function marksBrowser(launch: Launch, { frame, prepare }: MarksBrowserOptions = {}): MarksBrowser {
  let running: { hosts: Hosts; extension: MarksExtension; driven: DrivenBrowser };
  let hosts: Hosts | undefined;
  let extension: MarksExtension | undefined;
  let driven: DrivenBrowser | undefined;
  let shown: MarksPage | undefined;

  beforeAll(async () => {
    hosts = await startHosts();
    extension = await buildMarksExtension(frame);
    await prepare?.(extension);
    driven = await launch({ extension: extension.folder, hostsPort: hosts.port, headless: true });
    running = { hosts, extension, driven };
  });
  async function closeShown(): Promise<void> {
    await shown?.page.close();
    shown = undefined;
  }

  afterEach(closeShown);
  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
    await extension?.remove();
  });

  return {
    get hosts() {
      return running.hosts;
    },
    get extension() {
      return running.extension;
    },
    get driven() {
      return running.driven;
    },
    get shown() {
      return shown;
    },
    async open(body, headers, parts) {
      await closeShown();
      shown = await openMarksPage(running.driven, running.hosts, body, headers, parts);
      return shown;
    },
  };
}
