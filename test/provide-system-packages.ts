import { provideBrowser } from './e2e/harness/find-browser.ts';
import { provideRadosgw } from './s3/harness/start-radosgw.ts';

// Before the tests, and one after another: two that call apt-get at the same moment get in each other's way. What can't be had is said
// here and by the tests that want it.

for (const provide of [() => provideBrowser('chromium'), () => provideBrowser('firefox'), provideRadosgw]) {
  try {
    await provide();
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
  }
}
