import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { outlook } from '../utils/sites/outlook.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(outlook));
