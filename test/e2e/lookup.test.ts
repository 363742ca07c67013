import { hostileLookupTests } from './hostile-lookup.ts';

// Firefox in test/long: half a minute.
hostileLookupTests('chromium');
