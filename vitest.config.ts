import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

// vitest 5 prints failures by Map.groupBy, which Node 20 lacks: without it a failing test shows nothing of itself.
Object.assign(Map, {
  groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
    const groups = new Map<Key, Item[]>();
    for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
    return groups;
  },
});

/** A question to a browser may itself take a second where the machine is busy. */
const PATIENT = { poll: { timeout: 30_000 } };

/**
 * Files share their processes and modules, since to start a process and to load the same anew for each takes long. Not unit
 * tests, of which some put another module or a global in one's place.
 */
const TOGETHER = { isolate: false };

/**
 * Real browsers and servers on two busy cores: what failed is tried once more, and `npm test` names at its end whatever needed it, so
 * that none is taken for sure that isn't.
 */
const ONCE_MORE = { retry: 1 };

/** Names what passed at the second attempt only, of which vitest says nothing, and why the first one failed. */
const unsure: Reporter = {
  onTestCaseResult(test) {
    const { flaky, retryCount = 0 } = test.diagnostic() ?? {};
    if (!flaky) return;
    const [error] = test.result().errors ?? [];
    const reason = error?.stack ?? error?.message ?? 'for a reason that isn’t known';
    process.stdout.write(
      `${test.module.relativeModuleId} > ${test.fullName} (retry x${retryCount})\n${reason}\n`,
    );
  },
};

/** A project of its own: it works in a copy of the checkout, so it can run beside the unit tests. */
const README_TEST = 'test/e2e/readme.test.ts';

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    reporters: ['default', unsure],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['test/unit/cheap-scrypt.ts', 'test/unit/last-effects.ts'],
          include: ['test/unit/**/*.test.{ts,tsx}'],
          environment: 'node',
          maxWorkers: 2,
          // A machine that is busy with browsers takes several times as long.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 's3',
          setupFiles: 'test/unit/cheap-scrypt.ts',
          include: ['test/s3/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/s3/harness/server-for-run.ts', 'test/e2e/harness/run-folder.ts'],
          expect: PATIENT,
          maxWorkers: 2,
          ...TOGETHER,
          ...ONCE_MORE,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [README_TEST],
          environment: 'node',
          globalSetup: 'test/e2e/harness/run-folder.ts',
          expect: PATIENT,
          // Browsers wait more than they work: four files at a time for two cores.
          maxWorkers: 4,
          ...TOGETHER,
          ...ONCE_MORE,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: { name: 'readme', include: [README_TEST], environment: 'node', hookTimeout: 180_000 },
      },
      {
        extends: true,
        test: {
          // Minutes to hours: not part of `npm test`.
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          environment: 'node',
          globalSetup: 'test/e2e/harness/run-folder.ts',
          expect: PATIENT,
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
