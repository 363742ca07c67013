import { afterEach, beforeAll } from 'vitest';
import type { Verdict } from '../../utils/lookup/verdict.ts';
import { DEMO_VERDICTS, guardScript } from './guard-page.ts';
import { GuardedPage } from './guarded-page.ts';
import type { Launch } from './harness/driven-browser.ts';
import { type RunningBrowser, runningBrowser } from './harness/running-browser.ts';

/** A browser with the guard alone, for the tests of one `describe`. */
export interface GuardBrowser extends RunningBrowser {
  /** Opens a stand-in by its file; it closes after its test. */
  open(file: string, verdicts?: Readonly<Record<string, Verdict>>): Promise<GuardedPage>;
}

/** See `runningBrowser`. */
export function guardBrowser(launch: Launch): GuardBrowser {
  const running = runningBrowser(hosts => launch({ hostsPort: hosts.port, headless: true }));
  const opened: GuardedPage[] = [];
  let script: string;

  beforeAll(async () => {
    script = await guardScript();
  });

  afterEach(async () => {
    for (const { page } of opened.splice(0)) if (!page.isClosed()) await page.close();
  });

  return {
    get hosts() {
      return running.hosts;
    },
    get driven() {
      return running.driven;
    },
    async open(file, verdicts = DEMO_VERDICTS) {
      const guarded = await GuardedPage.open(running.driven, running.hosts, script, file, verdicts);
      opened.push(guarded);
      return guarded;
    },
  };
}
