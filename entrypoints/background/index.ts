import { type Browser, browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import type { BackgroundMessage } from '../../utils/lookup/protocol.ts';
import { hostAccess } from './host-access.ts';
import { injectIntoOpenTabs, isWatched, watchedTabs } from './inject.ts';
import { showTabs, showUnreadable } from './toolbar.ts';

const SYNC_ALARM = 'sync';
const SYNC_EVERY_MINUTES = 15;
/** Spreads an organisation's browsers over the interval. */
const JITTER_MINUTES = 3;
/** How long after a page has loaded its content script must have spoken. */
const READABLE_WITHIN_MS = 3_000;

export default defineBackground({
  type: 'module',
  main() {
    const host = hostAccess(onBackgroundMessage);

    function onBackgroundMessage(message: BackgroundMessage): Promise<unknown> {
      return message.type === 'toolbar' ? showTabs(message) : host.ensure();
    }

    browser.runtime.onMessage.addListener((message: unknown, sender: Browser.runtime.MessageSender) => {
      if (sender.id !== browser.runtime.id || !isBackgroundMessage(message)) return undefined;
      return onBackgroundMessage(message);
    });

    browser.runtime.onInstalled.addListener(() => {
      void scheduleSync();
      void host.call(api => api.sync()).then(injectIntoOpenTabs);
    });
    browser.runtime.onStartup.addListener(() => {
      void scheduleSync();
      void host.call(api => api.sync());
    });
    browser.alarms.onAlarm.addListener(alarm => {
      if (alarm.name === SYNC_ALARM) void host.call(api => api.sync());
    });

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

/** Alarms may be lost when the browser is updated, so each start makes sure; one that runs isn't put off. */
async function scheduleSync(): Promise<void> {
  if (await browser.alarms.get(SYNC_ALARM)) return;
  await browser.alarms.create(SYNC_ALARM, {
    delayInMinutes: SYNC_EVERY_MINUTES + Math.random() * JITTER_MINUTES,
    periodInMinutes: SYNC_EVERY_MINUTES,
  });
}

function isBackgroundMessage(message: unknown): message is BackgroundMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    (message.type === 'ensure-host' || message.type === 'toolbar')
  );
}
