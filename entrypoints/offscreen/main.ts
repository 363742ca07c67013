import { browser } from 'wxt/browser';
import { startHost } from '../../utils/lookup/host.ts';
import { startLookupWorker, synchroniseInWorker } from '../../utils/lookup/host-workers.ts';
import type { BackgroundMessage } from '../../utils/lookup/protocol.ts';
import type { PolicySeen } from '../../utils/policy/policy.ts';
import { openStore } from '../../utils/sync/store.ts';

// Chrome gives an offscreen document runtime messaging and nothing else: toolbar and alarms are the background's.
function tellBackground(message: BackgroundMessage): void {
  browser.runtime.sendMessage(message).catch(() => undefined);
}

function readPolicy(): Promise<PolicySeen> {
  const question: BackgroundMessage = { type: 'policy' };
  return browser.runtime.sendMessage(question);
}

const host = startHost({
  store: openStore(),
  startLookup: startLookupWorker,
  synchronise: synchroniseInWorker,
  tellBackground,
  readPolicy,
  self: { id: browser.runtime.id, origin: location.origin },
  now: Date.now,
});

browser.runtime.onConnect.addListener(port => host.connect(port));
addEventListener('online', () => tellBackground({ type: 'online' }));
