import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pipedrive } from '../utils/sites/pipedrive.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(pipedrive));
