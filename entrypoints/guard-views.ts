import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createGuardSurface } from '../components/guard-surface.tsx';
import { deliverPart } from '../utils/late/late-parts.ts';

/** Put by the background into a frame whose guard has something to show; see entrypoints/frame.ts. */
export default defineUnlistedScript(() => deliverPart('guard-views', createGuardSurface));
