import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { CHROMIUMS } from '../../utils/rollout/chromium.ts';
import { EXTENSION_IDS, storeUrls } from '../../utils/rollout/extension-ids.ts';
import { chromiumJson, firefoxPolicies } from '../../utils/rollout/json-files.ts';
import type { Settings } from '../../utils/rollout/roll-out.ts';
import { people } from '../pages/people.ts';
import { buildExtension } from './harness/build-extension.ts';
import { launchChromium } from './harness/chromium.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { endBackground } from './harness/end-background.ts';
import { checkByHand, openOptions, waitForState } from './harness/extension-pages.ts';
import { launchFirefox } from './harness/firefox.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { settledProfile } from './harness/kill-run.ts';
import { giveOwnId, managedFolder } from './harness/managed-chromium.ts';
import { firefoxUnder } from './harness/managed-firefox.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';

let organisation: Organisation;
let folder: string;
let hosts: Hosts;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [people.mira.address]);
  folder = await mkdtemp(join(tmpdir(), 'lethe-managed-'));
  hosts = await startHosts();
});

afterAll(async () => {
  await hosts?.close();
  await organisation?.remove();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const inChromium = await managedFolder(`lethe-test-${process.pid}.json`);

describe.skipIf(typeof inChromium === 'string')(`Chromium (${told(inChromium)})`, () => {
  let id: string;
  let driven: DrivenBrowser;
  let page: Page;

  async function start(): Promise<void> {
    const extension = join(folder, 'chrome-mv3');
    const profile = join(folder, 'profile');
    driven = await launchChromium({
      extension,
      extensionId: id,
      hostsPort: hosts.port,
      headless: true,
      profile,
    });
    page = await openOptions(driven);
  }

  async function obeys(settings: Settings): Promise<void> {
    if (typeof inChromium === 'string') throw new Error(inChromium);
    await inChromium.write(policiesFor(id, settings));
  }

  beforeAll(async () => {
    id = await giveOwnId(await buildExtension(folder, 'chromium'));
  });

  afterAll(async () => {
    await driven?.close();
    if (typeof inChromium !== 'string') await inChromium.remove();
  });

  it('is enrolled and locked by policy from its first start, and its desk hidden', async () => {
    const enrolment = await organisation.enrolmentCode();
    await obeys({
      enrolment,
      lockOptions: true,
      hideDesk: true,
      guard: 'block',
      sites: ['crm.example.test'],
    });
    await start();
    expect(await waitForState(page, state => state.includes('state-calm'))).toContain('Protecting');
    const shown = await lockedText(page);
    expect(shown).toContain('crm.example.test');
    expect(shown).not.toContain('Enrol again');
    expect(shown).not.toContain('Leave Northwind');
    expect(shown).not.toContain('privacy desk');
    await expect.poll(() => guardLevel(page)).toBe('block');
    // As docs/rollout.md has IT try it.
    expect(await checkByHand(driven, 'canary@lethe.invalid')).toContain('On the list');
    const desk = await driven.openExtensionPage('desk.html');
    await expect.poll(() => textOf(desk)).toContain('has hidden the privacy desk');
    await desk.close();
  });

  it('follows a change while it runs', async () => {
    await obeys({ enrolment: await organisation.enrolmentCode(), guard: 'warn', lockOptions: true });
    await expect.poll(() => textOf(page)).toContain('Open the privacy desk');
    await expect.poll(() => guardLevel(page)).toBe('warn');
    await expect.poll(() => textOf(page)).toContain('has locked these options');
  });

  it('obeys the last policy seen where none is there after a start', async () => {
    if (typeof inChromium === 'string') throw new Error(inChromium);
    await driven.close();
    await inChromium.withdraw();
    await start();
    await waitForState(page, state => state.includes('state-calm'));
    await lockedText(page);
    await expect.poll(() => guardLevel(page)).toBe('warn');
  });

  it('takes a policy that comes late, and goes on protecting when it is withdrawn', async () => {
    if (typeof inChromium === 'string') throw new Error(inChromium);
    await obeys({ enrolment: await organisation.enrolmentCode(), hideDesk: true });
    await expect.poll(() => textOf(page)).not.toContain('has locked these options');
    await inChromium.withdraw();
    await expect.poll(() => textOf(page)).toContain('Leave Northwind');
    const shown = await textOf(page);
    expect(shown).toContain('Protecting');
    expect(shown).toContain('Open the privacy desk');
    await expect.poll(() => guardLevel(page)).toBe('hold');
  });
});

/** It reads its policies when it starts, and never says that one changed: so each change is a start in the same profile. */
describe('Firefox', () => {
  const place = () => join(folder, 'firefox');
  let firefox: Awaited<ReturnType<typeof firefoxUnder>>;
  let driven: DrivenBrowser | undefined;

  beforeAll(async () => {
    firefox = await firefoxUnder({ policies: {} }, place());
  });

  afterAll(() => driven?.close());

  /** Starts anew under these settings, or under none; the options' page. */
  async function startUnder(settings: Settings | null, context: TestContext): Promise<Page> {
    if (typeof firefox === 'string') return skipped(firefox, context);
    const policies = settings && {
      '3rdparty': firefoxPolicies(rollOut(EXTENSION_IDS.chrome, settings))['3rdparty'],
    };
    await writeFile(
      join(place(), 'distribution', 'policies.json'),
      JSON.stringify({ policies: policies ?? {} }),
    );
    const profile = join(folder, 'firefox-profile');
    if (driven) {
      await driven.close();
      await settledProfile(profile);
    }
    driven = await launchFirefox({
      extension: await buildExtension(folder, 'firefox'),
      firefox: firefox.executable,
      hostsPort: hosts.port,
      headless: true,
      profile,
    });
    return openOptions(driven);
  }

  it('says that nothing is checked before a policy has come', async context => {
    const page = await startUnder(null, context);
    expect(await waitForState(page, state => state.includes('state-rust'))).toContain("isn't enrolled yet");
  });

  it('is enrolled and locked by policies.json, though it comes late, and its desk hidden', async context => {
    const enrolment = await organisation.enrolmentCode();
    const settings = { enrolment, lockOptions: true, hideDesk: true, guard: 'block' } as const;
    const page = await startUnder(settings, context);
    expect(await waitForState(page, state => state.includes('state-calm'))).toContain('Protecting');
    const shown = await lockedText(page);
    expect(shown).not.toContain('Leave Northwind');
    expect(shown).not.toContain('privacy desk');
    await expect.poll(() => guardLevel(page)).toBe('block');
    const desk = await driven?.openExtensionPage('desk.html');
    if (desk) await expect.poll(() => textOf(desk)).toContain('has hidden the privacy desk');
  });

  it('follows a change at its next start', async context => {
    const enrolment = await organisation.enrolmentCode();
    const page = await startUnder({ enrolment, guard: 'warn', lockOptions: true }, context);
    await expect.poll(() => textOf(page)).toContain('Open the privacy desk');
    await expect.poll(() => guardLevel(page)).toBe('warn');
    await expect.poll(() => textOf(page)).toContain('has locked these options');
  });

  it('obeys the last policy seen where none is there after a start', async context => {
    const page = await startUnder(null, context);
    await waitForState(page, state => state.includes('state-calm'));
    await lockedText(page);
    await expect.poll(() => guardLevel(page)).toBe('warn');
  });

  it('goes on protecting, and lets the rep choose again, where it was withdrawn a day ago', async context => {
    if (typeof firefox === 'string') return skipped(firefox, context);
    if (!driven) return skipped('no Firefox was started by the tests before this one', context);
    const before = await openOptions(driven);
    await before.evaluate(`(async () => {
      const now = Date.now();
      const { policy } = await chrome.storage.local.get('policy');
      await chrome.storage.local.set({ policy: { ...policy, absentSince: now - 25 * 3_600_000 } });
      await chrome.storage.session.set({ 'running-since': now - 25 * 3_600_000 });
    })()`);
    await before.close();
    await endBackground(driven);
    const page = await openOptions(driven);
    await expect.poll(() => textOf(page)).toContain('Leave Northwind');
    await expect.poll(() => textOf(page)).toContain('Protecting');
    await expect.poll(() => guardLevel(page)).toBe('hold');
  });
});

function skipped(reason: string, context: TestContext): never {
  process.stderr.write(`SKIPPED, ${context.task.name}: ${reason}.\n`);
  return context.skip(reason);
}

function rollOut(chromiumId: string, settings: Settings) {
  const ids = { ...EXTENSION_IDS, chrome: chromiumId };
  return { organisation: 'Northwind', ids, urls: storeUrls(ids), settings };
}

/** As IT gets them, but for the install: the extension is there already. */
function policiesFor(id: string, settings: Settings): object {
  const [chrome] = CHROMIUMS;
  if (!chrome) throw new Error('Chrome is one of them');
  const { '3rdparty': thirdParty } = JSON.parse(chromiumJson(chrome, rollOut(id, settings)));
  return { '3rdparty': thirdParty };
}

function textOf(page: Page): Promise<string> {
  return page.$eval('body', body => body.innerText);
}

/** What the page shows once it says that policy enrolled it, and locked what can be chosen. */
async function lockedText(page: Page): Promise<string> {
  await expect.poll(() => textOf(page)).toContain("enrolled by your organisation's policy");
  await expect.poll(() => textOf(page)).toContain('has locked these options');
  return textOf(page);
}

/** What the host told the pages last; undefined before it has. */
async function guardLevel(page: Page): Promise<unknown> {
  return page.evaluate(
    `new Promise(resolve => {
      const port = chrome.runtime.connect({ name: 'lethe/page' });
      port.onMessage.addListener(message => { if (message.id === 'level') resolve(message.value?.protection?.guard); });
      port.postMessage({ id: 'level', type: 'APPLY', path: ['status'], argumentList: [] });
    })`,
  );
}

function told(outcome: object | string): string {
  return typeof outcome === 'string' ? outcome : 'by a file of its folder of policies';
}
