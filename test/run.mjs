// `npm test`: every check there is. Plain Node without a package: it installs them first.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { providePackages } from './packages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const vitest = project => ['vitest/vitest.mjs', 'run', '--project', project];

/** First, and at the same time: the quickest to say what is wrong, and what the tests need. */
const first = [
  { name: 'types', words: ['typescript/bin/tsc'] },
  { name: 'lint', words: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'] },
  { name: 'browsers and servers', words: ['tsx/dist/cli.mjs', 'test/provide-system-packages.ts'] },
];

/**
 * Then two rows of stages side by side, each row one after another: work for two cores to the end. What computes stands
 * beside what waits for the programs that it starts.
 */
const rows = [
  [
    { name: 'unit tests', words: vitest('unit') },
    { name: 'end-to-end tests', words: vitest('e2e'), printsAsItGoes: true },
  ],
  [
    { name: "README's commands", words: vitest('readme') },
    { name: 'tests of S3', words: vitest('s3') },
  ],
];

try {
  providePackages(root);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

const failed = [];
/** A line for each test that failed, or passed at its second attempt only: at the end again, where they are looked for. */
const unsure = [];
/** What was said while a stage printed as it went, which would stand in the midst of its lines. */
const held = [];
let isPrinting = false;

await Promise.all(first.map(stage => run(stage).then(tell)));
await Promise.all(
  rows.map(row => row.reduce((before, stage) => before.then(() => run(stage)).then(tell), Promise.resolve())),
);
if (unsure.length > 0) process.stdout.write(`\n${[...new Set(unsure)].join('\n')}\n`);
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(', ')}.\n`);
process.exit(failed.length === 0 ? 0 : 1);

function tell({ name, status, output, seconds, printsAsItGoes }) {
  if (printsAsItGoes) isPrinting = false;
  if (status !== 0) failed.push(name);
  unsure.push(...(stripVTControlCharacters(output).match(/^.*(?: FAIL |\(retry x\d\)).*$/gm) ?? []));
  const text = `\n── ${name}\n${printsAsItGoes ? '' : output}${status === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`;
  if (isPrinting) held.push(text);
  else process.stdout.write([text, ...held.splice(0)].join(''));
}

/** Runs a stage; what it prints is kept together, except that the longest prints as it goes. */
function run({ name, words: [script = '', ...rest], printsAsItGoes }) {
  const started = Date.now();
  if (printsAsItGoes) {
    isPrinting = true;
    process.stdout.write(`\n── ${name} …\n`);
  }
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...rest], {
    cwd: root,
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      chunks.push(chunk);
      if (printsAsItGoes) process.stdout.write(chunk);
    });
  return new Promise(resolve => {
    child.on('error', error => chunks.push(Buffer.from(`${error.message}\n`)));
    child.on('close', status =>
      resolve({
        name,
        printsAsItGoes,
        status,
        output: Buffer.concat(chunks).toString(),
        seconds: Math.round((Date.now() - started) / 1000),
      }),
    );
  });
}
