#!/usr/bin/env node
import { endureBrokenOutput } from './broken-output.ts';
import { run } from './program.ts';

endureBrokenOutput();

// Set and not called: what is still to be written to a pipe gets written, and `serve` goes on.
process.exitCode = await run(process.argv.slice(2));
