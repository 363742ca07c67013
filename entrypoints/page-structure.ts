import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { pageStructure } from '../utils/sites/page-structure.ts';

/** Run by the popup in the tab's page when the rep wants to report that it can't be read; what it returns is shown to the rep first. */
export default defineUnlistedScript(() => pageStructure(document));
