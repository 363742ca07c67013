import type { TopLevelRole } from './metadata.ts';

/** Name of a metadata file on the repository; timestamp has no version (TUF specification 1.0.34, section 6.2). */
export function metadataFileName(role: TopLevelRole, version: number): string {
  return role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`;
}

/**
 * Path of a target below the targets' address: `a/b.head` → `a/<hash>.b.head` (section 5.7.3). Undefined for a
 * path that could lead elsewhere: empty segments, `.` and `..`.
 */
export function targetFilePath(path: string, hash: string | undefined): string | undefined {
  const segments = path.split('/');
  if (segments.some(segment => segment === '' || segment === '.' || segment === '..')) return undefined;
  const last = segments.length - 1;
  return segments
    .map((segment, index) => (index === last && hash !== undefined ? `${hash}.${segment}` : segment))
    .map(encodeURIComponent)
    .join('/');
}
