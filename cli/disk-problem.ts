/**
 * What an error of the file system means for an officer: a sentence; undefined for any other error. A file is written
 * under another name first, so what was there before is whole.
 */
export function diskProblem(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  const file = 'path' in error && typeof error.path === 'string' ? error.path : 'the folder';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `There is no room left to write ${file}. What was recorded and published before is whole. Make room, then run this again.`;
    case 'EROFS':
      return `${file} is on a disk that can't be written to. Nothing was changed there.`;
    case 'EACCES':
    case 'EPERM':
      return `This user may not write ${file}: have its rights changed, or run this as who owns the folder.`;
    default:
      return undefined;
  }
}
