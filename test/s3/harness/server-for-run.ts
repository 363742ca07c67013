import { provideRadosgw, startRadosgw } from './start-radosgw.ts';

/** Read by server-of-run.ts, which only a test can import. */
const SERVER_OF_RUN = 'LETHE_TEST_S3';

/** Before a run: one S3 server for all of it. What this gives back ends it after the run. */
export default async function startServer(): Promise<() => Promise<void>> {
  try {
    await provideRadosgw();
  } catch (error) {
    // Where nobody reads along, tests that are left out would pass for tests that passed.
    if (process.env.CI) throw error;
    process.stderr.write(`SKIPPED, all tests of S3: ${error instanceof Error ? error.message : error}\n`);
    return async () => undefined;
  }
  const { endpoint, adminWords, stop } = await startRadosgw();
  process.env[SERVER_OF_RUN] = JSON.stringify({ endpoint, adminWords });
  return stop;
}
