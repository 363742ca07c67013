import { afterAll, afterEach } from 'vitest';
import type { Launch } from './harness/driven-browser.ts';
import type { Host } from './harness/hosts.ts';
import { type RunningBrowser, runningBrowser } from './harness/running-browser.ts';
import { buildMarksExtension, type MarksExtension } from './marks-extension.ts';
import { type MarksPage, openMarksPage } from './marks-page.ts';

/** A browser with scan and marks alone, for the tests of one `describe`. */
export interface MarksBrowser extends RunningBrowser {
  readonly extension: MarksExtension;
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

/** See `runningBrowser`. */
export function marksBrowser(launch: Launch, { frame, prepare }: MarksBrowserOptions = {}): MarksBrowser {
  let extension: MarksExtension | undefined;
  let shown: MarksPage | undefined;

  // Called before the browser's own, so that it happens after it.
  afterAll(async () => {
    await extension?.remove();
  });

  const running = runningBrowser(async hosts => {
    extension = await buildMarksExtension(frame);
    await prepare?.(extension);
    return launch({ extension: extension.folder, hostsPort: hosts.port, headless: true });
  });

  async function closeShown(): Promise<void> {
    await shown?.page.close();
    shown = undefined;
  }

  afterEach(closeShown);
  return {
    get hosts() {
      return running.hosts;
    },
    get extension() {
      if (!extension) throw new Error('the extension is not there before the first test');
      return extension;
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
