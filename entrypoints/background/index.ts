import { type Browser, browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { maySay } from '../../utils/lookup/message-sender.ts';
import type { BackgroundMessage } from '../../utils/lookup/protocol.ts';
import { startChecks } from './check-selection.ts';
import { startChosenSites } from './chosen-sites.ts';
import { startChosenWords } from './chosen-words.ts';
import { startCursor } from './cursor.ts';
import { hostAccess } from './host-access.ts';
import { injectIntoOpenTabs, isWatched, watchedTabs } from './inject.ts';
import { startLateParts } from './late-parts.ts';
import { startPolicy } from './policy.ts';
import { startPolling } from './polling.ts';
import { showTabs, showUnreadable } from './toolbar.ts';
import { startWelcome } from './welcome.ts';

/** How long after a page has loaded its content script must have spoken. */
const READABLE_WITHIN_MS = 3_000;

export default defineBackground({
  type: 'module',
  main() {
    const policy = startPolicy(seen => {
      void polling.onPolicy();
      // A host that starts meanwhile asks for it by itself.
      host.call(api => api.obey(seen)).catch(() => undefined);
    });
    const host = hostAccess(onBackgroundMessage, policy.look);
    const polling = startPolling(synchronise, async () => (await policy.look()).policy);
    startCursor();
    startChosenWords();
    startLateParts();
    startChosenSites();
    startChecks();
    startWelcome();

    function synchronise(): Promise<unknown> {
      return host.call(api => api.sync());
    }

    function onBackgroundMessage(message: BackgroundMessage): Promise<unknown> {
      switch (message.type) {
        case 'toolbar':
          return showTabs(message);
        case 'synchronised':
          return polling.onSynchronised(message);
        case 'online':
          return polling.onOnline();
        case 'ensure-host':
          return host.ensure();
        case 'policy':
          return policy.look();
      }
    }

    browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
      const self = { id: browser.runtime.id, origin: location.origin };
      if (!isBackgroundMessage(message) || !maySay(message, sender, self)) return undefined;
      return onBackgroundMessage(message);
    });

    browser.runtime.onInstalled.addListener(() => {
      void synchronise().then(injectIntoOpenTabs);
    });
    browser.runtime.onStartup.addListener(() => void synchronise());

    browser.tabs.onUpdated.addListener((tabId, change, tab) => {
      if (change.status !== 'complete' || !isWatched(tab.url)) return;
      setTimeout(() => void showIfUnreadable(tabId), READABLE_WITHIN_MS);
    });

    async function showIfUnreadable(tabId: number): Promise<void> {
      const [report, tabs] = await Promise.all([host.call(api => api.tab(tabId)), watchedTabs()]);
      if (report === null && tabs.some(tab => tab.id === tabId && tab.status === 'complete')) {
        await showUnreadable(tabId);
      }
    }
  },
});

const MESSAGES: readonly unknown[] = [
  'ensure-host',
  'toolbar',
  'synchronised',
  'online',
  'policy',
] satisfies BackgroundMessage['type'][];

function isBackgroundMessage(message: unknown): message is BackgroundMessage {
  return (
    typeof message === 'object' && message !== null && 'type' in message && MESSAGES.includes(message.type)
  );
}
