import { type Browser, browser } from 'wxt/browser';
import { type BackgroundMessage, FRAME_PORT, type WakeMessage } from './protocol.ts';

/** How a content script reaches the host. */
export interface HostLink {
  /** A new Port to the host; throws where this script's extension is gone. */
  connect(): Browser.runtime.Port;
  /** Resolves when the background has seen to it that there is a host. */
  ensureHost(): Promise<void>;
  /** False after the extension was updated, reloaded or removed under this script. */
  alive(): boolean;
  /** A host has started: who waits may connect. */
  onHostStarted(listener: () => void, signal: AbortSignal): void;
}

export const hostLink: HostLink = {
  connect() {
    const port = browser.runtime.connect({ name: FRAME_PORT });
    // Read, so that Chrome doesn't report it as unchecked: that nobody answered is dealt with by the listener.
    port.onDisconnect.addListener(() => void browser.runtime.lastError);
    return port;
  },
  async ensureHost() {
    const message: BackgroundMessage = { type: 'ensure-host' };
    await browser.runtime.sendMessage(message);
  },
  alive() {
    try {
      return browser.runtime?.id !== undefined;
    } catch {
      return false;
    }
  },
  onHostStarted(listener, signal) {
    const onMessage = (message: unknown) => {
      if (isWakeMessage(message)) listener();
    };
    browser.runtime.onMessage.addListener(onMessage);
    signal.addEventListener('abort', () => {
      // Throws where the extension is gone; then nothing comes any more.
      try {
        browser.runtime.onMessage.removeListener(onMessage);
      } catch {}
    });
  },
};

function isWakeMessage(message: unknown): message is WakeMessage {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'host-started'
  );
}
