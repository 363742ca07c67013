import { gmail } from './gmail.ts';
import { linkedin } from './linkedin.ts';
import { salesforce } from './salesforce.ts';
import type { Site } from './site.ts';

/** Every site that Lethe watches by itself. */
export const sites: readonly Site[] = [gmail, linkedin, salesforce];
