// `npm run fuzz -- --runs N --seed S --only NAME`, and `-- --only NAME --seed S --input BASE64` for one input again.
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { base64 } from '@scure/base';
import { type Failure, fuzzOne, type Report } from './fuzz.ts';
import { targets } from './targets.ts';
import { WatchedInput } from './watched-input.ts';

const DEFAULT_RUNS = 1_000_000;
/** Far above what the slowest input takes, also on a busy machine. */
const HANG_MS = 20_000;
const MAX_HEAP_MB = 512;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: String(DEFAULT_RUNS) },
    seed: { type: 'string', default: String(Date.now()) },
    only: { type: 'string' },
    input: { type: 'string' },
  },
});
const runs = wholeNumber('runs');
const seed = wholeNumber('seed');
const chosen = targets.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0)
  throw new Error(`--only takes one of: ${targets.map(({ name }) => name).join(', ')}`);

if (values.input === undefined) await runAll();
else await runOne(new Uint8Array(base64.decode(values.input)));

async function runAll(): Promise<void> {
  const cells = ['target', 'inputs', 'accepted', 'seconds', 'worst ms', 'seed'];
  console.log(line(cells));
  for (const { name } of chosen) {
    const report = await fuzzInWorker(name);
    const { inputs, accepted, seconds, worstMs } = report;
    console.log(line([name, inputs, accepted, seconds.toFixed(1), worstMs.toFixed(1), seed]));
    if (report.failure) fail(name, report.failure);
  }
}

async function runOne(input: Uint8Array<ArrayBuffer>): Promise<void> {
  const [target, ...others] = chosen;
  if (target === undefined || others.length > 0) throw new Error('--input needs --only');
  const reason = await fuzzOne(target, input, seed);
  if (reason === undefined) console.log(`${target.name}: nothing is wrong with this input.`);
  else fail(target.name, { input, reason });
}

/** In a worker, so that an input that hangs, or takes all memory, is known and ends. */
function fuzzInWorker(name: string): Promise<Report> {
  const watched = new WatchedInput();
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: { name, runs, seed, memory: watched.memory },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const lost = (reason: string) => {
      const seconds = (performance.now() - started) / 1000;
      const failure = { input: watched.input, reason };
      resolve({ name, seed, inputs: watched.turn, accepted: 0, seconds, worstMs: Number.NaN, failure });
    };
    let turn = 0;
    const watch = setInterval(() => {
      if (watched.turn > 0 && watched.turn === turn) {
        lost(`no end after ${HANG_MS / 1000} s`);
        void worker.terminate();
      }
      turn = watched.turn;
    }, HANG_MS);
    worker.on('message', resolve);
    worker.on('error', error => {
      if (watched.turn > 0) lost(error.message);
      else reject(error);
    });
    worker.on('exit', () => clearInterval(watch));
  });
}

function fail(name: string, { input, reason }: Failure): void {
  console.log(`\n${name} FAILED: ${reason}\n`);
  // The input stands at the end, in base64.
  console.log(`Again: npm run fuzz -- --only ${name} --seed ${seed} --input ${base64.encode(input)}\n`);
  process.exitCode = 1;
}

function wholeNumber(option: 'runs' | 'seed'): number {
  const number = Number(values[option]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${option} takes a whole number`);
  return number;
}

function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => (index === 0 ? String(cell).padEnd(16) : String(cell).padStart(14)))
    .join('');
}
