import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import { Failure } from './failure.ts';

/**
 * What an error of the file system means for an officer: a sentence; undefined for any other error. A file is written
 * under another name first, so what was there before is whole.
 */
export function diskProblem(error: unknown): string | undefined {
  if (!isOfFileSystem(error)) return undefined;
  const file = 'path' in error && typeof error.path === 'string' ? error.path : 'the folder';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return writeProblem(file, error.code);
    default:
      return undefined;
  }
}

/**
 * What to throw where a file that the user named can't be read: a sentence that names it and the way out.
 * @param file as the user wrote it
 * @returns any error that isn't the file system's as it is
 */
export function unreadable(file: string, error: unknown): unknown {
  return isOfFileSystem(error) ? new Failure(readProblem(file, error.code)) : error;
}

/**
 * As `unreadable`, where it can't be written.
 * @param wayOut a sentence of what to do where it is there already and nothing is written over
 */
export function unwritable(file: string, error: unknown, wayOut?: string): unknown {
  if (!isOfFileSystem(error)) return error;
  if (error.code === 'EEXIST' && wayOut !== undefined)
    return new Failure(`${file} is there already. ${wayOut}`);
  return new Failure(writeProblem(file, error.code));
}

/** As `unreadable`, where it isn't there. */
export function noSuchFile(file: string): Failure {
  return new Failure(readProblem(file, 'ENOENT'));
}

/** Before anything is asked or done: a file that isn't there, a folder, or what this user may not read ends the command. */
export async function requireReadable(file: string): Promise<void> {
  try {
    if ((await stat(file)).isDirectory()) throw new Failure(readProblem(file, 'EISDIR'));
    await access(file, constants.R_OK);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** As `requireReadable`: what can't be written is told before the work, whose end alone would show it. */
export async function requireWritable(file: string): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) throw new Failure(writeProblem(file, 'EISDIR'));
  try {
    // By the slash a file in the folder's place is told from a folder. A new file takes the place of one that is there.
    await access(`${dirname(file)}${sep}`, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function isOfFileSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && /^E[A-Z\d]+$/.test(String(error.code));
}

function readProblem(file: string, code: string): string {
  switch (code) {
    case 'ENOENT':
      return `There is no file ${file}: is its name right, and the folder?`;
    case 'ENOTDIR':
      return `There is no file ${file}: what stands before the name is no folder.`;
    case 'EISDIR':
      return `${file} is a folder: name a file.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not read ${file}: have its rights changed, or run this as who owns it.`;
    default:
      return `${file} can't be read (${code}): is the disk sound, and connected?`;
  }
}

function writeProblem(file: string, code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no room left to write ${file}. What was recorded and published before is whole. Make room, then run this again.`;
    case 'EROFS':
      return `${file} is on a disk that can't be written to. Nothing was changed there.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not write ${file}: have its rights changed, or run this as who owns the folder.`;
    case 'ENOENT':
      return `There is no folder ${dirname(file)} to write ${basename(file)} to: make it, or name another.`;
    case 'ENOTDIR':
      return `${file} can't be written, for what stands before the name is no folder: name another place.`;
    case 'EEXIST':
      return `${file} is there already, and nothing is written over: name another, or delete that one first.`;
    case 'EISDIR':
      return `${file} is a folder: name a file.`;
    default:
      return `${file} can't be written (${code}): is the disk sound, and connected?`;
  }
}
