import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { hubspot } from '../utils/sites/hubspot.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(hubspot));
