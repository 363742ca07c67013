#!/usr/bin/env node
import '../utils/scheme/argon2-thread-node.mjs';
import { isMainThread } from 'node:worker_threads';
import { endureBrokenOutput } from './broken-output.ts';
import { run } from './program.ts';

// The command line as one file: it is what its own threads run as well.
if (isMainThread) {
  endureBrokenOutput();
  process.exitCode = await run(process.argv.slice(2));
}
