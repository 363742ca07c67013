import { createHash } from 'node:crypto';
import type { Bytes } from '../../../utils/bytes.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';

/**
 * A store in memory, for tests with hundreds of publications, since the folder syncs each file to the disk; and for those
 * that tamper with `files`, by path.
 */
export function memoryStore(): ObjectStore & { readonly files: Map<string, Bytes> } {
  const files = new Map<string, Bytes>();
  const etagOf = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
  return {
    files,
    async get(path) {
      const bytes = files.get(path);
      return bytes && { bytes, etag: etagOf(bytes) };
    },
    async putNew(path, bytes) {
      if (files.has(path)) return 'taken';
      files.set(path, bytes);
      return 'written';
    },
    async replaceIf(path, bytes, etag) {
      const standing = files.get(path);
      if ((standing && etagOf(standing)) !== etag) return 'conflict';
      files.set(path, bytes);
      return 'written';
    },
    async list(prefix) {
      return [...files.keys()].filter(path => path.startsWith(prefix)).sort();
    },
    async remove(path) {
      files.delete(path);
    },
  };
}
