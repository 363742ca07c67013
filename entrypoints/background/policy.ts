import { browser } from 'wxt/browser';
import { policyAfterLook } from '../../utils/policy/kept-policy.ts';
import type { PolicySeen } from '../../utils/policy/policy.ts';
import { readKept, readManaged, writeKept } from '../../utils/policy/stored-policy.ts';

/** In `storage.session`, which a browser's start empties. */
const RUNNING_SINCE_KEY = 'running-since';

/** Managed policy. Chrome's offscreen document can't read it, so that the background reads it for everybody. */
export interface PolicyWatch {
  /** Looks at managed storage: what is to be obeyed now. */
  look(): Promise<PolicySeen>;
}

/** To be called whenever the background starts, before anything is awaited. `onNews` hears of what differs from before. */
export function startPolicy(onNews: (seen: PolicySeen) => void): PolicyWatch {
  // One after another, since each begins with what the last one kept.
  let last = look(false);

  function again(isChange: boolean): Promise<PolicySeen> {
    last = last.then(
      () => look(isChange),
      () => look(isChange),
    );
    return last;
  }

  async function look(isChange: boolean): Promise<PolicySeen> {
    const [found, kept, runningSince] = await Promise.all([readManaged(), readKept(), readRunningSince()]);
    const after = await policyAfterLook(kept, { found, now: Date.now(), runningSince, isChange });
    if (after.isNews || after.kept?.absentSince !== kept?.absentSince) await writeKept(after.kept);
    if (after.isNews) onNews(after.seen);
    return after.seen;
  }

  // Firefox never says so: it reads a policy once, when it starts.
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') again(true).catch(() => undefined);
  });
  last.catch(() => undefined);
  return { look: () => again(false) };
}

async function readRunningSince(): Promise<number> {
  const known: unknown = (await browser.storage.session.get(RUNNING_SINCE_KEY))[RUNNING_SINCE_KEY];
  if (typeof known === 'number') return known;
  const now = Date.now();
  await browser.storage.session.set({ [RUNNING_SINCE_KEY]: now });
  return now;
}
