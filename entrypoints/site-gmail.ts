import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { gmail } from '../utils/sites/gmail.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(gmail));
