import type { Unwanted } from '../utils/officer/blocked-all-the-same.ts';
import { warn } from './failure.ts';

/** Of a block that stands, or was recorded just now, under the reference of such a case. */
export function warnOfUnwanted(reference: string, unwanted: Unwanted): void {
  warn(
    `a block of ${reference} stands, though the offer of one was ${unwanted === 'declined' ? 'declined' : 'not answered'}. If it shouldn't, lift it: lethe lift --case ${reference} --reference ${reference} --reason mistake`,
  );
}
