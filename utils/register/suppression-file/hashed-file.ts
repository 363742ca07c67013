import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';

/** A file whose hash comes with its first reading to the end: nobody reads it once more for that. */
export interface HashedFile {
  /** Its bytes from the start at each call. */
  open(): AsyncIterable<Uint8Array>;
  /** SHA-256 in hex; once it was read to its end. */
  sha256(): string;
}

/** @param open the file's bytes from the start at each call */
export function hashedFile(open: () => AsyncIterable<Uint8Array>): HashedFile {
  let digest: string | undefined;

  async function* hashing(): AsyncGenerator<Uint8Array> {
    // WebCrypto hashes nothing that comes in pieces.
    const hasher = sha256.create();
    for await (const chunk of open()) {
      hasher.update(chunk);
      yield chunk;
    }
    digest ??= hex.encode(hasher.digest());
  }

  return {
    open: () => (digest === undefined ? hashing() : open()),
    sha256() {
      if (digest === undefined) throw new Error('the file was not read to its end yet');
      return digest;
    },
  };
}
