import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { salesforce } from '../utils/sites/salesforce.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(salesforce));
