import { type Bytes, equalBytes } from '../bytes.ts';
import type { RegisterObject } from './register-object.ts';

/** Of larger ones, opening is the smaller part of reading, and they would fill the memory. */
const MAX_BYTES = 16_384;
/** Of all objects as they are stored, some 16,000 of one block each; in memory they take three times as much. */
const MAX_BYTES_IN_ALL = 16_777_216;

/** What an object said, and what chains cover of it. */
export interface OpenedObject {
  readonly object: RegisterObject;
  readonly sha256: string;
}

/**
 * Small objects as they were opened and found signed. To open one takes a millisecond, for the exchange of keys; an officer
 * records one at a time, so a register of years has thousands, and each action reads it more than once.
 */
export interface RememberedObjects {
  /** What was read from the very same bytes at this path; undefined where they are new, changed, or weren't kept. */
  get(path: string, sealed: Bytes): OpenedObject | undefined;
  keep(path: string, sealed: Bytes, opened: OpenedObject): void;
}

export function rememberedObjects(): RememberedObjects {
  const kept = new Map<string, { readonly sealed: Bytes; readonly opened: OpenedObject }>();
  let size = 0;
  return {
    get(path, sealed) {
      const found = kept.get(path);
      return found && equalBytes(found.sealed, sealed) ? found.opened : undefined;
    },
    keep(path, sealed, opened) {
      size -= kept.get(path)?.sealed.length ?? 0;
      kept.delete(path);
      if (sealed.length > MAX_BYTES || size + sealed.length > MAX_BYTES_IN_ALL) return;
      size += sealed.length;
      kept.set(path, { sealed, opened });
    },
  };
}
