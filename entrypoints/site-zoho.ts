import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { deliverSite } from '../utils/sites/site-here.ts';
import { zoho } from '../utils/sites/zoho.ts';

export default defineUnlistedScript(() => deliverSite(zoho));
