import { browser } from 'wxt/browser';
import { startHost } from '../../utils/lookup/host.ts';
import { startLookupWorker, synchroniseInWorker } from '../../utils/lookup/host-workers.ts';
import { openStore } from '../../utils/sync/store.ts';

// Chrome gives an offscreen document runtime messaging and nothing else: the toolbar is the background's.
const host = startHost({
  store: openStore(),
  startLookup: startLookupWorker,
  synchronise: synchroniseInWorker,
  tellBackground(message) {
    browser.runtime.sendMessage(message).catch(() => undefined);
  },
  self: { id: browser.runtime.id, origin: location.origin },
  now: Date.now,
});

browser.runtime.onConnect.addListener(port => host.connect(port));
