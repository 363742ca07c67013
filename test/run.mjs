// `npm test`: every check there is. Plain Node without a package: it installs them first.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const stages = [
  { name: 'types', words: ['typescript/bin/tsc'] },
  { name: 'lint', words: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'unit tests', words: ['vitest/vitest.mjs', 'run', '--project', 'unit'] },
  { name: 'end-to-end tests', words: ['vitest/vitest.mjs', 'run', '--project', 'e2e'] },
];

try {
  providePackages(root);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

const failed = [];
for (const { name, words } of stages) {
  const [script = '', ...rest] = words;
  process.stdout.write(`\n── ${name}\n`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', script), ...rest], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.stdout.write(
    `${status === 0 ? 'passed' : 'FAILED'} after ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
  if (status !== 0) failed.push(name);
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}.\n`);
process.exit(failed.length === 0 ? 0 : 1);
