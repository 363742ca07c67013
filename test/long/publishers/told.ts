/**
 * What a publisher's process tells whoever started it. `busy`: others published, time and again. `published`: everybody
 * up to this number is in the list.
 */
export type Told = 'ready' | 'busy' | { readonly published: number };
