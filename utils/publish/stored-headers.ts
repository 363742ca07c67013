const FOR_EVER = 'public, max-age=31536000, immutable';

/**
 * What a store is told to say with a file when reps read it: a file under a hash or a number never changes, and
 * `timestamp.json` is asked for anew each time. Anything else is nobody's to keep.
 */
export function storedHeaders(path: string): Readonly<Record<'Cache-Control' | 'Content-Type', string>> {
  return {
    'Cache-Control': cacheControlOf(path),
    'Content-Type': path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
  };
}

function cacheControlOf(path: string): string {
  if (path === 'metadata/timestamp.json') return 'no-cache';
  const unchanging = /^(?:targets|segments)\/|^metadata\/\d{1,15}\.[a-z]+\.json$/.test(path);
  return unchanging ? FOR_EVER : 'no-store';
}
