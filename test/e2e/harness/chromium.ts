import { setTimeout as wait } from 'node:timers/promises';
import puppeteer, { type CDPSession, type Page, type Protocol } from 'puppeteer-core';
import { EXTENSION_IDS } from '../../../utils/rollout/extension-ids.ts';
import { closeWelcome } from './close-welcome.ts';
import { BUSY_MS, type DrivenBrowser, type LaunchOptions } from './driven-browser.ts';
import { provideBrowser } from './find-browser.ts';
import { patientPages } from './patient-pages.ts';

export const EXTENSION_ID = EXTENSION_IDS.chrome;

/** Starts Chrome, Chromium or Edge with the extension; nothing that it asks for leaves the machine. */
export async function launchChromium(options: LaunchOptions): Promise<DrivenBrowser> {
  const map = `127.0.0.1:${options.hostsPort}`;
  const browser = await puppeteer.launch({
    executablePath: await provideBrowser('chromium'),
    headless: options.headless,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    timeout: BUSY_MS,
    protocolTimeout: BUSY_MS,
    // Loading by the debugging pipe works in branded Chrome too, which ignores --load-extension since 137.
    pipe: true,
    // Tests look for English words, on any machine. On Linux neither a flag nor a preference says it.
    env: { ...process.env, LANGUAGE: 'en_US' },
    handleSIGINT: options.handleSignals ?? true,
    handleSIGTERM: options.handleSignals ?? true,
    handleSIGHUP: options.handleSignals ?? true,
    enableExtensions: options.extension ? [options.extension] : false,
    ...(options.headless ? { defaultViewport: { width: 1280, height: 800 } } : { defaultViewport: null }),
    args: [
      // Root has no user namespace to build the sandbox in.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.headless ? ['--disable-gpu'] : ['--window-size=1280,900']),
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-default-apps',
      // Chromium's own questions about forms and the account, which would stand in the log of arrivals.
      '--disable-features=AutofillServerCommunication',
      '--no-first-run',
      '--no-default-browser-check',
      '--ignore-certificate-errors',
      `--host-resolver-rules=MAP *:443 ${map}, MAP *:80 ${map}, EXCLUDE 127.0.0.1`,
    ],
  });
  patientPages(browser);
  if (!options.keepsWelcome) closeWelcome(browser);

  return {
    name: 'chromium',
    browser,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      const id = options.extensionId ?? EXTENSION_ID;
      await untilInstalled(() => page.goto(`chrome-extension://${id}/${path}`));
      return page;
    },
    async inOverlay(page, look, ...parameters) {
      const session = await page.createCDPSession();
      try {
        const objectId = await overlayRoot(session, page);
        if (!objectId) return undefined;
        const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
          objectId,
          functionDeclaration: `function (...parameters) { return (${look})(this, ...parameters); }`,
          arguments: parameters.map(value => ({ value })),
          returnByValue: true,
          awaitPromise: true,
        });
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      } finally {
        await session.detach();
      }
    },
    async close() {
      await browser.close();
    },
  };
}

/** The remote object of the closed root on a child of `<html>`, in a world of its own. */
async function overlayRoot(session: CDPSession, page: Page): Promise<string | undefined> {
  const { root } = await session.send('DOM.getDocument', { depth: 2, pierce: true });
  const html = root.children?.find(node => node.nodeName === 'HTML');
  const shadow = html?.children?.flatMap(closedRoots)[0];
  if (!shadow) return undefined;
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: `lethe-harness-${page.url().length}`,
  });
  const { object } = await session.send('DOM.resolveNode', {
    backendNodeId: shadow.backendNodeId,
    executionContextId,
  });
  return object.objectId;
}

function closedRoots(node: Protocol.DOM.Node): Protocol.DOM.Node[] {
  return (node.shadowRoots ?? []).filter(shadow => shadow.shadowRootType === 'closed');
}

/** A browser that has just started may not know its extension yet, and then blocks its pages. */
async function untilInstalled(open: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + BUSY_MS;
  for (;;) {
    try {
      await open();
      return;
    } catch (error) {
      const early = error instanceof Error && error.message.includes('ERR_BLOCKED_BY_CLIENT');
      if (!early || Date.now() > deadline) throw error;
      await wait(100);
    }
  }
}
