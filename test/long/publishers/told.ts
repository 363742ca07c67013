/**
 * What a publisher's process tells whoever started it. `busy`: others published, time and again. `published`: everybody
 * up to this number is in the list.
 */
export type Told = 'ready' | 'busy' | { readonly published: number };

/** A publisher's exit code where it would be told to run the command again (75, EX_TEMPFAIL of sysexits). */
export const RUN_AGAIN = 75;
