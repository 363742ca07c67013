// `npm test`: every check there is. Plain Node without a package: it installs them first.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const vitest = project => ['vitest/vitest.mjs', 'run', '--project', project];

/** Stages one after another; those of one group at the same time, for two cores. */
const stages = [
  [
    { name: 'types', words: ['typescript/bin/tsc'] },
    { name: 'lint', words: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
    { name: 'browsers and servers', words: ['tsx/dist/cli.mjs', 'test/provide-system-packages.ts'] },
  ],
  [
    { name: 'unit tests', words: vitest('unit') },
    { name: "README's commands", words: vitest('readme') },
    { name: 'tests of S3', words: vitest('s3') },
  ],
  [{ name: 'end-to-end tests', words: vitest('e2e'), printsAsItGoes: true }],
];

try {
  providePackages(root);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

const failed = [];
for (const together of stages) {
  for (const { name, status, output, seconds } of await Promise.all(together.map(run))) {
    process.stdout.write(`\n── ${name}\n${output}${status === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`);
    if (status !== 0) failed.push(name);
  }
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}.\n`);
process.exit(failed.length === 0 ? 0 : 1);

/** Runs a stage; what it prints is kept together, except that the longest prints as it goes. */
function run({ name, words: [script = '', ...rest], printsAsItGoes }) {
  const started = Date.now();
  const printing = printsAsItGoes ? 'inherit' : 'pipe';
  if (printsAsItGoes) process.stdout.write(`\n── ${name} …\n`);
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...rest], {
    cwd: root,
    stdio: ['ignore', printing, printing],
  });
  const chunks = [];
  child.stdout?.on('data', chunk => chunks.push(chunk));
  child.stderr?.on('data', chunk => chunks.push(chunk));
  return new Promise(resolve => {
    child.on('error', error => chunks.push(Buffer.from(`${error.message}\n`)));
    child.on('close', status =>
      resolve({
        name,
        status,
        output: Buffer.concat(chunks).toString(),
        seconds: Math.round((Date.now() - started) / 1000),
      }),
    );
  });
}
