import { browser } from 'wxt/browser';
import { type KeptPolicy, keptPolicyOf } from './kept-policy.ts';
import type { PolicyValues } from './read-policy.ts';

/** In `storage.local`. */
const KEPT_KEY = 'policy';

/** What the browser hands out as this extension's policy at the moment. */
export async function readManaged(): Promise<PolicyValues | undefined> {
  // Firefox rejects where there is no policy at all.
  return browser.storage.managed.get().catch(() => undefined);
}

/** The last policy seen; null where there was none. */
export async function readKept(): Promise<KeptPolicy | null> {
  return keptPolicyOf((await browser.storage.local.get(KEPT_KEY))[KEPT_KEY]);
}

export async function writeKept(kept: KeptPolicy | null): Promise<void> {
  if (kept === null) await browser.storage.local.remove(KEPT_KEY);
  else await browser.storage.local.set({ [KEPT_KEY]: kept });
}
