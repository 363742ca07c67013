import { type Bytes, equalBytes } from '../bytes.ts';
import type { Block } from './block.ts';

/** Those of the blocks that one of these digests stands for, under whatever canonical version. */
export function blocksWithDigest(blocks: readonly Block[], digests: readonly Bytes[]): Block[] {
  return blocks.filter(({ forms }) =>
    forms.some(form => digests.some(digest => equalBytes(digest, form.digest))),
  );
}
