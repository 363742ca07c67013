import { type Browser, browser } from 'wxt/browser';
import { createLookupClient } from '../../../utils/lookup/port-lookup-client.ts';
import { shadowRootOf } from '../../../utils/scan/shadow-roots.ts';
import { paintedIn } from './painted-in.ts';

// For a content script's world: the lookup as a frame has it, with a Port of its own.
const ended = new AbortController();
const lookup = createLookupClient({ signal: ended.signal, onDead: () => ended.abort() });
let echoing: Browser.runtime.Port | undefined;

/**
 * Resolves when the host has said that it protects.
 * @returns how many entries its list holds
 */
export async function protecting(): Promise<number> {
  await until(() => lookup.protection()?.state === 'protecting');
  const protection = lookup.protection();
  return protection?.state === 'protecting' ? protection.entries : 0;
}

/**
 * Milliseconds from asking for the first verdict to having them all, none of them listed. As for recipients: what a
 * page shows is answered as late as if each took a tag.
 */
export async function roundTrip(texts: readonly string[]): Promise<number> {
  const verdicts = () => texts.map(text => lookup.verdictOf(text, 'reserved'));
  const start = performance.now();
  // Of all of them each time: to ask is to send, and all are to go in one message.
  await until(() => verdicts().every(({ state }) => state !== 'pending'));
  const elapsed = performance.now() - start;
  const wrong = verdicts().find(({ state }) => state !== 'not-listed');
  if (wrong) throw new Error(`a verdict was ${wrong.state}`);
  return elapsed;
}

/** Milliseconds for an empty message over a Port, and back. */
export async function emptyMessage(portName: string): Promise<number> {
  echoing ??= browser.runtime.connect({ name: portName });
  const port = echoing;
  return new Promise(resolve => {
    const start = performance.now();
    const listener = () => {
      port.onMessage.removeListener(listener);
      resolve(performance.now() - start);
    };
    port.onMessage.addListener(listener);
    port.postMessage(null);
  });
}

/** A badge that takes longer doesn't come. */
const MOST_MS = 10_000;

/** Milliseconds from a row with this address until the frame that painted its badge is over. */
export async function firstBadge(address: string): Promise<number> {
  const row = document.createElement('p');
  row.textContent = address;
  const before = paintedIn(overlayRoot());
  const start = performance.now();
  document.body.append(row);
  while (paintedIn(overlayRoot()) === before) {
    await nextFrame();
    if (performance.now() - start > MOST_MS) throw new Error('no badge was painted');
  }
  // A task behind the frame: what it painted is on its way to the screen.
  await new Promise(resolve => setTimeout(resolve));
  const elapsed = performance.now() - start;
  row.remove();
  while (paintedIn(overlayRoot()) > before) await nextFrame();
  return elapsed;
}

/** The extension's own scripts may look into its closed root. */
function overlayRoot(): ShadowRoot | undefined {
  for (const host of document.documentElement.children) {
    const root = host instanceof HTMLElement ? shadowRootOf(host) : null;
    if (root) return root;
  }
  return undefined;
}

function nextFrame(): Promise<unknown> {
  return new Promise(resolve => requestAnimationFrame(resolve));
}

function until(isIt: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const heard = new AbortController();
    const look = () => {
      if (heard.signal.aborted || !isIt()) return;
      heard.abort();
      resolve();
    };
    lookup.subscribe(look, heard.signal);
    look();
  });
}
