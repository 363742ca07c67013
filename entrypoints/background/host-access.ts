import { wrap } from 'comlink';
import { browser } from 'wxt/browser';
import { type Host, startHost } from '../../utils/lookup/host.ts';
import { startLookupWorker, synchroniseInWorker } from '../../utils/lookup/host-workers.ts';
import type { PageApi } from '../../utils/lookup/page-api.ts';
import { endpointOf } from '../../utils/lookup/port-endpoint.ts';
import { type BackgroundMessage, PAGE_PORT, type WakeMessage } from '../../utils/lookup/protocol.ts';
import type { PolicySeen } from '../../utils/policy/policy.ts';
import { openStore } from '../../utils/sync/store.ts';
import { watchedTabs } from './inject.ts';
import { stayingAwake } from './stay-awake.ts';

/** One way to the host, wherever it lives. */
export interface HostAccess {
  /** Resolves when there is a host. */
  ensure(): Promise<void>;
  call<T>(question: (api: PageApi) => Promise<T>): Promise<T>;
}

/** Chrome's service worker can't have workers, so an offscreen document has them; Firefox's event page can. */
export function hostAccess(
  onMessage: (message: BackgroundMessage) => Promise<unknown>,
  readPolicy: () => Promise<PolicySeen>,
): HostAccess {
  return import.meta.env.FIREFOX ? hostHere(onMessage, readPolicy) : hostOffscreen();
}

function hostHere(
  onMessage: (message: BackgroundMessage) => Promise<unknown>,
  readPolicy: () => Promise<PolicySeen>,
): HostAccess {
  const host: Host = startHost({
    store: openStore(),
    startLookup: startLookupWorker,
    synchronise: () => stayingAwake(synchroniseInWorker),
    tellBackground: message => void onMessage(message),
    readPolicy,
    self: { id: browser.runtime.id, origin: location.origin },
    now: Date.now,
  });
  browser.runtime.onConnect.addListener(port => host.connect(port));
  browser.runtime.onSuspend.addListener(() => host.sleep());
  addEventListener('online', () => void onMessage({ type: 'online' }));
  void wakeFrames();
  return { ensure: async () => undefined, call: question => question(host.api) };
}

function hostOffscreen(): HostAccess {
  let creating: Promise<void> | undefined;

  async function ensure(): Promise<void> {
    creating ??= createOffscreen().finally(() => {
      creating = undefined;
    });
    return creating;
  }

  return {
    ensure,
    async call(question) {
      await ensure();
      const port = browser.runtime.connect({ name: PAGE_PORT });
      try {
        return await new Promise((resolve, reject) => {
          port.onDisconnect.addListener(() => reject(new Error('the host is gone')));
          question(wrap<PageApi>(endpointOf(port))).then(resolve, reject);
        });
      } finally {
        port.disconnect();
      }
    },
  };
}

async function createOffscreen(): Promise<void> {
  const contexts = await browser.runtime.getContexts({
    contextTypes: [browser.runtime.ContextType.OFFSCREEN_DOCUMENT],
  });
  if (contexts.length > 0) return;
  await browser.offscreen.createDocument({
    url: 'offscreen.html',
    reasons: [browser.offscreen.Reason.WORKERS],
    justification: 'Addresses are hashed and looked up in a worker, which a service worker cannot have.',
  });
  await wakeFrames();
}

/** Frames that lost an earlier host come back to this one, so that popup and toolbar know what they show. */
async function wakeFrames(): Promise<void> {
  const message: WakeMessage = { type: 'host-started' };
  // A tab without our script has nobody to answer.
  await Promise.allSettled(
    (await watchedTabs()).map(tab => tab.id !== undefined && browser.tabs.sendMessage(tab.id, message)),
  );
}
