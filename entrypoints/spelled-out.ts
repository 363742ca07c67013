import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { deliverPart } from '../utils/late/late-parts.ts';
import { spelledOut } from '../utils/scan/find-spelled-out.ts';

/** Put by the background into a frame with a text that may hold a spelled-out address; see entrypoints/frame.ts. */
export default defineUnlistedScript(() => deliverPart('spelled-out', spelledOut));
