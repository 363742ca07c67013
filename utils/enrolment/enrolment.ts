import type { Bytes } from '../bytes.ts';
import type { RootPin } from './root-pin.ts';

/**
 * How an extension learns repository, trusted root, list id, digest key and seal key. To be treated as a
 * password: whoever holds it can test guesses against the list.
 */
export interface Enrolment {
  /** The organisation's name, as shown to the rep before accepting. */
  readonly organisation: string;
  /** https address (http on loopback only) under which `metadata/`, `targets/` and `segments/` are read; ends in `/`. */
  readonly repository: string;
  /** 16 random bytes. */
  readonly listId: Bytes;
  /** 32 bytes, K_digest. */
  readonly digestKey: Bytes;
  /** 32 bytes, K_seal of epoch `sealEpoch`. */
  readonly sealKey: Bytes;
  readonly sealEpoch: number;
  /** The trusted TUF root, by its hash: fetched, it would make a code of 3,000 characters. */
  readonly root: RootPin;
}
