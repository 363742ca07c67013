import { wrap } from 'comlink';
import { type Browser, browser } from 'wxt/browser';
import type { PageApi } from './page-api.ts';
import { endpointOf } from './port-endpoint.ts';
import { type BackgroundMessage, PAGE_PORT } from './protocol.ts';

/** An extension page's way to the host. */
export interface PageClient {
  /**
   * Asks the host. One that goes before it answers, as Firefox's event page does when it was idle, may have done nothing: the next
   * one is asked once more, so a question must do no harm when it is asked twice. Rejects when that goes as well.
   */
  call<T>(question: (api: PageApi) => Promise<T>): Promise<T>;
}

/** Hosts went one after another before they answered. */
export class HostGone extends Error {
  override readonly name = 'HostGone';

  constructor() {
    super('the host is gone');
  }
}

interface Connection {
  readonly port: Browser.runtime.Port;
  readonly api: PageApi;
}

const AGAIN_MS = 500;
/** How many hosts are asked one question. */
const HOSTS = 2;
const GONE = Symbol('the host is gone');

/**
 * Keeps a connection to the host until the signal aborts. `onChanged` is called at each connection, and whenever
 * what was read before may have changed.
 */
export function createPageClient(onChanged: () => void, signal: AbortSignal): PageClient {
  let connection: Promise<Connection> | undefined;

  async function connect(): Promise<Connection> {
    const message: BackgroundMessage = { type: 'ensure-host' };
    await browser.runtime.sendMessage(message);
    const port = browser.runtime.connect({ name: PAGE_PORT });
    port.onMessage.addListener((notice: unknown) => {
      if (isChanged(notice)) onChanged();
    });
    port.onDisconnect.addListener(lost);
    return { port, api: wrap<PageApi>(endpointOf(port)) };
  }

  function connected(): Promise<Connection> {
    connection ??= connect().then(
      made => {
        queueMicrotask(onChanged);
        return made;
      },
      error => {
        lost();
        throw error;
      },
    );
    return connection;
  }

  function lost(): void {
    connection = undefined;
    if (!signal.aborted) setTimeout(() => void connected().catch(() => undefined), AGAIN_MS);
  }

  signal.addEventListener('abort', () => {
    void connection?.then(({ port }) => port.disconnect());
  });
  connected().catch(() => undefined);

  async function callOnce<T>(question: (api: PageApi) => Promise<T>): Promise<T | typeof GONE> {
    const { port, api } = await connected();
    return new Promise((resolve, reject) => {
      port.onDisconnect.addListener(() => resolve(GONE));
      question(api).then(resolve, reject);
    });
  }

  return {
    async call(question) {
      for (let host = 0; host < HOSTS; host++) {
        const answer = await callOnce(question);
        if (answer !== GONE) return answer;
      }
      throw new HostGone();
    },
  };
}

function isChanged(notice: unknown): boolean {
  return typeof notice === 'object' && notice !== null && 'type' in notice && notice.type === 'changed';
}
