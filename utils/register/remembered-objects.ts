import type { RegisterObject } from './register-object.ts';

/** Of larger ones, opening is the smaller part of reading, and they would fill the memory. */
const MAX_BYTES = 16_384;
/** Of all objects as they are stored, some 16,000 of one block each; in memory they take a few times as much. */
const MAX_BYTES_IN_ALL = 16_777_216;

/** What an object said, and what chains cover of it. */
export interface OpenedObject {
  readonly object: RegisterObject;
  readonly sha256: string;
}

/**
 * Small objects as they were opened and found signed. To open one takes a millisecond, for the exchange of keys, and to fetch it
 * tens of them; an officer records one at a time, so a register of years has thousands, and each action reads them all.
 */
export interface RememberedObjects {
  /** @param etag the store's, of what stands there now @returns undefined where that is new, changed, or wasn't kept */
  get(path: string, etag: string): OpenedObject | undefined;
  /** @param size of the object as it is stored, in bytes */
  keep(path: string, etag: string, size: number, opened: OpenedObject): void;
}

export function rememberedObjects(): RememberedObjects {
  const kept = new Map<
    string,
    { readonly etag: string; readonly size: number; readonly opened: OpenedObject }
  >();
  let inAll = 0;
  return {
    get(path, etag) {
      const found = kept.get(path);
      return found?.etag === etag ? found.opened : undefined;
    },
    keep(path, etag, size, opened) {
      inAll -= kept.get(path)?.size ?? 0;
      kept.delete(path);
      if (size > MAX_BYTES || inAll + size > MAX_BYTES_IN_ALL) return;
      inAll += size;
      kept.set(path, { etag, size, opened });
    },
  };
}
