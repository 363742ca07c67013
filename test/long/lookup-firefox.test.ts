import { hostileLookupTests } from '../e2e/hostile-lookup.ts';

hostileLookupTests('firefox');
