import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from './fuzz.ts';
import { targets } from './targets.ts';
import { WatchedInput } from './watched-input.ts';

const { name, runs, seed, memory } = workerData;
const target = targets.find(one => one.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
const watched = new WatchedInput(memory);
parentPort?.postMessage(await fuzz(target, runs, seed, input => watched.write(input)));
