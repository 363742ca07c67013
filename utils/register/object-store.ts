import type { Bytes } from '../bytes.ts';

export interface StoredObject {
  readonly bytes: Bytes;
  /** Changes whenever the bytes do; only this store understands it. */
  readonly etag: string;
}

/**
 * Where register and repository are written: a folder, or a bucket. Paths are relative, with `/`. Whoever calls
 * may be killed at any moment: an object is there whole or not at all.
 */
export interface ObjectStore {
  get(path: string): Promise<StoredObject | undefined>;
  /** Writes only what isn't there yet. */
  putNew(path: string, bytes: Bytes): Promise<'written' | 'taken'>;
  /** Writes only over what `get` gave with this etag; over nothing at all where it is undefined. */
  replaceIf(path: string, bytes: Bytes, etag: string | undefined): Promise<'written' | 'conflict'>;
  /** Paths below a prefix that ends in `/`, sorted. */
  list(prefix: string): Promise<readonly string[]>;
  /** As `list`, each with the etag that `get` would give. Absent where it isn't told along with the names. */
  readonly etags?: (prefix: string) => Promise<ReadonlyMap<string, string>>;
  /** No error if it isn't there. */
  remove(path: string): Promise<void>;
}
