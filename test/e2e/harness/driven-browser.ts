import type { Browser, Page } from 'puppeteer-core';
import type { BrowserName } from './find-browser.ts';

/** How long a busy machine may take for what an idle one does within a second or two, such as the start of a worker. */
export const BUSY_MS = 60_000;

/** What can pass between a test and a page. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface DrivenBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** A page of the extension, such as `options.html` or `popup.html?tab=3`, in a tab of its own. */
  openExtensionPage(path: string): Promise<Page>;
  /**
   * Runs a function on Lethe's closed shadow root in the page's top frame, in a world that the page doesn't
   * share. The function goes over as text: it can use nothing but its parameters and the DOM. Undefined when
   * there is no overlay.
   */
  inOverlay<Result extends Json, Parameters extends readonly Json[]>(
    page: Page,
    look: (root: ShadowRoot, ...parameters: Parameters) => Result | Promise<Result>,
    ...parameters: Parameters
  ): Promise<unknown>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export type Launch = (options: LaunchOptions) => Promise<DrivenBrowser>;

export interface LaunchOptions {
  /** The built extension; absent for a browser without it. */
  readonly extension?: string;
  /** Chromium's id of an extension that was built with a key of its own. */
  readonly extensionId?: string;
  /** In place of the Firefox that is installed. */
  readonly firefox?: string;
  /** Every host name leads to this port of 127.0.0.1; see hosts.ts. */
  readonly hostsPort: number;
  readonly headless: boolean;
  /** How long Firefox lets an idle event page live, in milliseconds; 30 seconds if absent. */
  readonly firefoxIdleMs?: number;
  /** True for a Firefox that keeps nothing ("always use private browsing mode"), with the add-on allowed there. */
  readonly firefoxPrivate?: boolean;
  /** True where the page that opens after an installation is to stay. */
  readonly keepsWelcome?: true;
  /** Folder of a profile that outlives the browser; absent for a fresh one, removed at the end. */
  readonly profile?: string;
  /** False where the caller ends the browser itself on Ctrl+C; else the driver does. */
  readonly handleSignals?: boolean;
}
