import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { dynamics } from '../utils/sites/dynamics.ts';
import { deliverSite } from '../utils/sites/site-here.ts';

export default defineUnlistedScript(() => deliverSite(dynamics));
