import { setTimeout as wait } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { EXTENSION_IDS } from '../../../utils/rollout/extension-ids.ts';
import { closeWelcome } from './close-welcome.ts';
import { BUSY_MS, type DrivenBrowser, type LaunchOptions } from './driven-browser.ts';
import { provideBrowser } from './find-browser.ts';
import { patientPages } from './patient-pages.ts';

const ADDON_ID = EXTENSION_IDS.firefox;

/** Firefox gives each installation a random UUID for its pages' address; this one is fixed for the tests. */
const ADDON_UUID = '7a4d5c52-39f0-4b5e-9a52-5d0f3b7c1e64';

const SANDBOX = 'lethe-harness';

/** Starts Firefox with the add-on; nothing that it asks for leaves the machine. */
export async function launchFirefox(options: LaunchOptions): Promise<DrivenBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    executablePath: options.firefox ?? (await provideBrowser('firefox')),
    headless: options.headless,
    ...(options.profile === undefined ? {} : { userDataDir: options.profile }),
    timeout: BUSY_MS,
    protocolTimeout: BUSY_MS,
    acceptInsecureCerts: true,
    defaultViewport: { width: 1280, height: 800 },
    // Without it the driver may not open moz-extension:// pages (Firefox 138 on).
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ADDON_ID]: ADDON_UUID }),
      // Tests look for English words, on any machine.
      'intl.locale.requested': 'en-US',
      // A touch that a busy machine lets go of after 300 ms would be no press.
      'apz.max_tap_time': 60_000,
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${options.hostsPort};80=${options.hostsPort}`,
      'network.http.http3.enable': false,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,#lethe-harness/v1',
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'extensions.getAddons.cache.enabled': false,
      'extensions.systemAddon.update.enabled': false,
      'extensions.update.enabled': false,
      'app.normandy.enabled': false,
      'datareporting.policy.dataSubmissionEnabled': false,
      'toolkit.telemetry.server': '',
      // Nobody is there to answer a prompt.
      'extensions.webextOptionalPermissionPrompts': false,
      ...(options.firefoxPrivate ? { 'browser.privatebrowsing.autostart': true } : {}),
      ...(options.firefoxIdleMs === undefined
        ? {}
        : { 'extensions.background.idle.timeout': options.firefoxIdleMs }),
    },
  });
  const connection = connectionOf(browser);
  patientPages(browser);
  if (!options.keepsWelcome) closeWelcome(browser);
  if (options.extension) {
    const extensionData = { type: 'path', path: options.extension };
    const allowed = { 'moz:allowPrivateBrowsing': options.firefoxPrivate === true };
    await connection.send('webExtension.install', { extensionData, ...allowed });
  }

  return {
    name: 'firefox',
    browser,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      const url = `moz-extension://${ADDON_UUID}/${path}`;
      // The load goes on in another process, and the driver's own navigation would wait for ever.
      await connection.send('browsingContext.navigate', { context: contextOf(page), url, wait: 'none' });
      const end = Date.now() + BUSY_MS;
      while (Date.now() < end) {
        const there = await page
          .evaluate(() => ({ href: location.href, ready: document.readyState }))
          .catch(() => undefined);
        if (there?.href === url && there.ready === 'complete') return page;
        await wait(50);
      }
      throw new Error(`Firefox did not open ${path}`);
    },
    async inOverlay(page, look, ...parameters) {
      const target = { context: contextOf(page), sandbox: SANDBOX };
      const html = await connection.send('script.callFunction', {
        functionDeclaration: '() => document.documentElement',
        target,
        awaitPromise: false,
        serializationOptions: { maxDomDepth: 1, includeShadowTree: 'all' },
      });
      const sharedId = closedRootIn(html);
      if (!sharedId) return undefined;
      const answer = await connection.send('script.callFunction', {
        functionDeclaration: `async (root, parameters) => JSON.stringify(await (${look})(root, ...JSON.parse(parameters)) ?? null)`,
        arguments: [{ sharedId }, { type: 'string', value: JSON.stringify(parameters) }],
        target,
        awaitPromise: true,
      });
      const text = at(answer, 'result', 'result', 'value');
      if (typeof text !== 'string')
        throw new Error(`the look failed: ${at(answer, 'result', 'exceptionDetails', 'text')}`);
      const value: unknown = JSON.parse(text);
      return value;
    },
    async close() {
      await browser.close();
    },
  };
}

interface Connection {
  send(method: string, parameters: object): Promise<unknown>;
}

/** Puppeteer's own BiDi connection, which its types don't name. */
function connectionOf(browser: Browser): Connection {
  const connection: unknown = 'connection' in browser ? browser.connection : undefined;
  if (!isConnection(connection)) throw new Error('this puppeteer hands out no BiDi connection');
  return connection;
}

function isConnection(value: unknown): value is Connection {
  return typeof value === 'object' && value !== null && 'send' in value && typeof value.send === 'function';
}

function contextOf(page: Page): string {
  const frame = page.mainFrame();
  const id: unknown = '_id' in frame ? frame._id : undefined;
  if (typeof id !== 'string') throw new Error('this puppeteer hands out no browsing context');
  return id;
}

/** The shared id of the closed root on a child of the serialized `<html>`. */
function closedRootIn(html: unknown): string | undefined {
  const children = at(html, 'result', 'result', 'value', 'children');
  if (!Array.isArray(children)) return undefined;
  for (const child of children) {
    const root = at(child, 'value', 'shadowRoot');
    const sharedId = at(root, 'sharedId');
    if (at(root, 'value', 'mode') === 'closed' && typeof sharedId === 'string') return sharedId;
  }
  return undefined;
}

/** The value at a path of keys in an answer of unknown shape. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && key in inner ? Reflect.get(inner, key) : undefined,
    value,
  );
}
