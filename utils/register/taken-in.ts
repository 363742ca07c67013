import type { ChainHead } from '../blocklist/head.ts';
import type { Origin } from './block.ts';

/**
 * Whether a publication took in what stands there.
 * @param heads of the register, as the publication names them
 */
export function isTakenIn({ writer, sequence }: Origin, heads: readonly ChainHead[]): boolean {
  return heads.some(head => head.writer === writer && head.sequence >= sequence);
}
