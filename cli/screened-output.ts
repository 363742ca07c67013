import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { requireWritable, unwritable } from './disk-problem.ts';
import { Failure } from './failure.ts';

/** Where a screened file goes. */
export interface Output {
  write(bytes: Uint8Array): Promise<void>;
  /** Puts the file in place, whole. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export function standardOutput(): Output {
  let failure: Failure | undefined;
  const fail = (error: Error) => {
    failure = new Failure(`Standard output can't be written: ${error.message}`);
  };
  process.stdout.once('error', fail);
  const end = async () => {
    process.stdout.off('error', fail);
  };
  return {
    async write(bytes) {
      if (failure) throw failure;
      if (process.stdout.write(bytes)) return;
      await once(process.stdout, 'drain').catch(() => undefined);
      if (failure) throw failure;
    },
    finish: end,
    discard: end,
  };
}

/**
 * A file under another name until all of it is written.
 * @param input whose permissions it gets
 */
export async function fileOutput(path: string, input: string | undefined): Promise<Output> {
  const mode = input === undefined ? 0o600 : (await stat(input)).mode & 0o777;
  await requireWritable(path);
  const unfinished = `${path}.${randomUUID()}.new`;
  const stream = createWriteStream(unfinished, { mode, flush: true });
  const stopListening = removeWhenStopped(unfinished);
  const ended = finished(stream).catch(error => {
    throw unwritable(path, error);
  });
  ended.catch(() => undefined);
  // Before anything is looked up: a folder that isn't there is to be told at once.
  await Promise.race([once(stream, 'open'), ended]);
  return {
    async write(bytes) {
      if (!stream.write(bytes)) await Promise.race([once(stream, 'drain'), ended]);
    },
    async finish() {
      stream.end();
      await ended;
      await rename(unfinished, path).catch(error => {
        throw unwritable(path, error);
      });
      stopListening();
    },
    async discard() {
      stream.destroy();
      await ended.catch(() => undefined);
      await rm(unfinished, { force: true });
      stopListening();
    },
  };
}

/** 128 and the signal's number, as a shell tells it. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;

/** A job that ran out of time leaves no half a file of people behind. Gives what ends the watch. */
function removeWhenStopped(file: string): () => void {
  const listeners = (['SIGINT', 'SIGTERM'] as const).map(signal => {
    const stop = () => {
      rmSync(file, { force: true });
      process.exit(STOPPED[signal]);
    };
    process.once(signal, stop);
    return () => process.off(signal, stop);
  });
  return () => {
    for (const off of listeners) off();
  };
}

/** No file that is written may be one that is read, or another that is written, by whatever name or link. */
export async function refuseSameFiles(read: readonly string[], written: readonly string[]): Promise<void> {
  const taken = new Set(await Promise.all(read.map(identityOf)));
  for (const path of written) {
    const identity = await identityOf(path);
    if (taken.has(identity)) {
      throw new Failure(`${path} is another file of this command: write to one of its own.`, 'usage');
    }
    taken.add(identity);
  }
}

/** What two names of one file have in common. */
async function identityOf(path: string): Promise<string> {
  const there = await stat(path).catch(() => undefined);
  return there ? `${there.dev}:${there.ino}` : resolve(path);
}
