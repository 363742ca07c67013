/** Paths come from metadata and must stay below the store's root: the path itself, without a last `/`. */
export function storePath(path: string): string {
  const parts = path.replace(/\/$/, '').split('/');
  const plain = parts.every(part => /^[A-Za-z0-9._-]+$/.test(part) && !part.startsWith('.'));
  if (!plain) throw new Error(`${path} is no path of this store`);
  return parts.join('/');
}

/** What file managers, sync programs and consoles of stores leave behind among files that are ours. */
export function isLeftover(path: string): boolean {
  return path.split('/').some(part => part.startsWith('.') || part === '' || LEFTOVERS.includes(part));
}

const LEFTOVERS: readonly string[] = ['Thumbs.db', 'desktop.ini'];
