import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { deliverPart } from '../utils/late/late-parts.ts';
import { startMarks } from '../utils/marks/marks.ts';

/** Put by the background into a frame that shows an address, listed or not; see entrypoints/frame.ts. */
export default defineUnlistedScript(() => deliverPart('marks', startMarks));
