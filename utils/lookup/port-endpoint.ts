import type { Endpoint } from 'comlink';
import type { Browser } from 'wxt/browser';

/**
 * An extension's Port as Comlink's endpoint. Only what JSON can carry goes through it: Chrome serialises so.
 * Calls under way when the Port ends are never answered: who calls has to listen for its end as well.
 */
export function endpointOf(port: Browser.runtime.Port): Endpoint {
  const wrapped = new Map<EventListenerOrEventListenerObject, (message: unknown) => void>();
  let ended = false;
  port.onDisconnect.addListener(() => {
    ended = true;
  });
  return {
    postMessage(message) {
      // Comlink says goodbye when a proxy is collected, which may be long after the Port's end.
      if (!ended) port.postMessage(message);
    },
    addEventListener(_type, listener) {
      const onMessage = (data: unknown) => {
        const event = new MessageEvent('message', { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      wrapped.set(listener, onMessage);
      port.onMessage.addListener(onMessage);
    },
    removeEventListener(_type, listener) {
      const onMessage = wrapped.get(listener);
      if (onMessage) port.onMessage.removeListener(onMessage);
      wrapped.delete(listener);
    },
  };
}
