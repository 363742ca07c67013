import type { MatchKind, Scope } from '../lookup/verdict.ts';

/** What a text that may name somebody was found to be. `unreadable`: no address, number or profile. */
export type Finding = { readonly scope: Scope; readonly match: MatchKind } | 'not-listed' | 'unreadable';

/** Looks texts up, one finding each; a phone number comes as `tel:…`. Rejects where it can't: nobody passes unchecked. */
export type LookUp = (texts: readonly string[]) => Promise<readonly Finding[]>;
