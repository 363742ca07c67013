import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { linkedin } from '../utils/sites/linkedin.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(linkedin));
