import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createGuardSurface } from '../components/guard-surface.tsx';
import { deliverViews } from '../utils/guard/views-delivery.ts';

/** Put by the background into a frame whose guard has something to show; see entrypoints/frame.ts. */
export default defineUnlistedScript(() => deliverViews(createGuardSurface));
