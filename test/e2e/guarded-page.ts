import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import type { PageReading } from '../../utils/guard/page-reading.ts';
import type { LogEntry } from '../../utils/lookup/log.ts';
import type { Protection, Verdict } from '../../utils/lookup/verdict.ts';
import { openGuarded } from './guard-page.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { giveReason, press } from './harness/hold.ts';
import type { Hosts } from './harness/hosts.ts';

/** A message that a stand-in sent. */
export interface Sent {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly how: string;
}

/** Long enough for anything that was going to be sent. */
const SETTLED_MS = 400;

type Key = Parameters<Page['keyboard']['down']>[0];

/** A stand-in with the guard in it, as a rep has it before them. */
export class GuardedPage {
  readonly page: Page;
  readonly #driven: DrivenBrowser;

  private constructor(driven: DrivenBrowser, page: Page) {
    this.#driven = driven;
    this.page = page;
  }

  static async open(
    driven: DrivenBrowser,
    hosts: Hosts,
    script: string,
    file: string,
    verdicts: Readonly<Record<string, Verdict>>,
  ): Promise<GuardedPage> {
    const guarded = new GuardedPage(driven, await openGuarded(driven, hosts, script, file, verdicts));
    await settle(100);
    return guarded;
  }

  async sentNow(): Promise<readonly Sent[]> {
    return JSON.parse(String(await this.page.evaluate('JSON.stringify(window.sent)')));
  }

  /** What is sent by the time when all that was going to be must have been. */
  async sent(): Promise<readonly Sent[]> {
    await settle();
    return this.sentNow();
  }

  /** The same where something is to be sent, for which a busy machine may take longer. */
  async sentAtLast(): Promise<readonly Sent[]> {
    await expect.poll(() => this.sentNow()).not.toEqual([]);
    return this.sent();
  }

  async log(): Promise<readonly LogEntry[]> {
    return JSON.parse(String(await this.page.evaluate('JSON.stringify(window.guardTest.log)')));
  }

  async actions(): Promise<readonly string[]> {
    return (await this.log()).map(({ action, reason }) => (reason ? `${action} ${reason}` : action));
  }

  async set(verdicts: Readonly<Record<string, Verdict>>): Promise<void> {
    await this.page.evaluate(`window.guardTest.set(${JSON.stringify(verdicts)})`);
  }

  async protect(protection: Protection): Promise<void> {
    await this.page.evaluate(`window.guardTest.protect(${JSON.stringify(protection)})`);
  }

  /** As an organisation with this level. */
  async level(guard: 'warn' | 'hold' | 'block'): Promise<void> {
    await this.protect({
      state: 'protecting',
      organisation: 'Acme',
      guard,
      entries: 256,
      domains: 0,
      confirmedAt: 0,
      publishedAt: 0,
    });
  }

  async reading(): Promise<PageReading | null> {
    return JSON.parse(String(await this.page.evaluate('JSON.stringify(window.guardTest.page())')));
  }

  async title(): Promise<string> {
    return this.text('dialog[open] h2');
  }

  async banner(): Promise<string> {
    return this.text('.banner');
  }

  /** What stands in the overlay, by its first match. */
  async text(selector: string): Promise<string> {
    const read = (root: ShadowRoot, wanted: unknown) => root.querySelector(String(wanted))?.textContent ?? '';
    return String(await this.#driven.inOverlay(this.page, read, selector));
  }

  /** Waits until a dialog asks this; a dialog has its focus from its first moment. */
  async asks(wanted: string): Promise<void> {
    await expect.poll(() => this.title()).toBe(wanted);
  }

  async keys(...pressed: readonly Key[]): Promise<void> {
    for (const key of pressed) await this.page.keyboard.down(key);
    for (const key of [...pressed].reverse()) await this.page.keyboard.up(key);
  }

  /** Presses one of the dialog's buttons with the mouse, as the rep would. */
  async answer(value: string): Promise<void> {
    await press(this.#driven, this.page, value);
  }

  /** Chooses a reason and gives it. */
  async giveReason(reason: string): Promise<void> {
    await giveReason(this.#driven, this.page, reason);
  }
}

export function settle(ms = SETTLED_MS): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
