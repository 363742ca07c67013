import { browser } from 'wxt/browser';
import { chosenOrigins } from '../../utils/sites/site-access.ts';
import { sites } from '../../utils/sites/sites.ts';
import type { TakenBack } from '../../utils/sites/taken-back.ts';
import { injectInto } from './inject.ts';

const SCRIPT = 'chosen-sites';

/**
 * Keeps the script of the sites that the rep chose in step with what the browser has granted, which is the only record
 * of them. To be called whenever the background starts: a browser forgets scripts at an update, and permissions may be
 * taken back in its own settings.
 */
export function startChosenSites(): void {
  // One after another: a registration under way would be missed by the next.
  let last = register();
  const again = (): void => {
    last = last.then(register);
  };
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    again();
    void last.then(() => injectInto(chosenOrigins(origins)));
  });
  browser.permissions.onRemoved.addListener(({ origins = [] }) => {
    again();
    void tellFrames(origins);
  });
}

/** A script that is there stays there, so it has to end itself. */
async function tellFrames(origins: readonly string[]): Promise<void> {
  const message: TakenBack = { type: 'taken-back', origins };
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(tabs.map(({ id }) => id !== undefined && browser.tabs.sendMessage(id, message)));
}

async function register(): Promise<void> {
  try {
    const { origins = [] } = await browser.permissions.getAll();
    const matches = chosenOrigins(origins);
    const before = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
    if (before.length > 0) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    if (matches.length === 0) return;
    await browser.scripting.registerContentScripts([
      {
        id: SCRIPT,
        matches,
        // A pattern for every site may have been granted: these have their script by the manifest.
        excludeMatches: sites.flatMap(site => [...site.hosts]),
        js: ['frame.js'],
        runAt: 'document_start',
        allFrames: true,
        matchOriginAsFallback: true,
      },
    ]);
  } catch {
    // Tried again at the next start; until then the popup says that such a page can't be read.
  }
}
