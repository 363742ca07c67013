import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { staticHost } from '../../cli/static-host.ts';
import { buildExtension } from './harness/build-extension.ts';
import type { DrivenBrowser } from './harness/driven-browser.ts';
import { endBackground } from './harness/end-background.ts';
import { browsersHere } from './harness/every-browser.ts';
import { enrol, openOptions, syncNow } from './harness/extension-pages.ts';
import { type Hosts, startHosts } from './harness/hosts.ts';
import { createOrganisation, type Organisation } from './harness/organisation.ts';

interface Exchange {
  /** Method and path. */
  readonly request: string;
  readonly headers: IncomingHttpHeaders;
  /** When it came, in milliseconds since the epoch. */
  readonly time: number;
  status: number;
}

const MINUTE_MS = 60_000;
/** When Firefox's event page goes to sleep here. */
const IDLE_MS = 2_000;
const FOR_EVER = 'public, max-age=31536000, immutable';

let folder: string;
let organisation: Organisation;
let server: Server;
let repository: string;
let code: string;
let exchanges: Exchange[];
/** The repository as it is handed out now: at first without the last publication. */
let files: RequestListener;
let older: RequestListener;
let newer: RequestListener;
/** Answers in the repository's place, where a test sets it. */
let instead: RequestListener | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-polling-'));
  organisation = await createOrganisation('Northwind');
  const dir = ['--dir', organisation.folder];
  const published = join(organisation.folder, 'public');
  await cp(published, join(folder, 'older'), { recursive: true });
  older = staticHost(join(folder, 'older'));
  newer = staticHost(published);
  await organisation.lethe(
    'add',
    'anna@example.com',
    '--reference',
    'CASE-1',
    '--basis',
    'objection',
    ...dir,
  );
  await organisation.lethe('publish', ...dir);
  server = createServer((request, response) => {
    const { method, url, headers } = request;
    const exchange = { request: `${method} ${url}`, headers, time: Date.now(), status: 0 };
    exchanges.push(exchange);
    response.on('close', () => {
      exchange.status = response.statusCode;
    });
    (instead ?? files)(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  repository = `http://127.0.0.1:${address.port}/`;
  code = (await organisation.lethe('enrol', ...dir, '--repository-url', repository)).trim();
});

afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await organisation?.remove();
  await rm(folder, { recursive: true, force: true });
});

describe.each(browsersHere)('%s', (name, launch) => {
  let hosts: Hosts;
  let driven: DrivenBrowser;
  /** Minutes from a poll to the next. */
  const distances: number[] = [];

  beforeAll(async () => {
    exchanges = [];
    instead = undefined;
    files = older;
    hosts = await startHosts();
    const extension = await buildExtension(folder, name);
    driven = await launch({ extension, hostsPort: hosts.port, headless: true, firefoxIdleMs: IDLE_MS });
    expect((await enrol(driven, code)).state).toContain('Protecting');
  });

  afterAll(async () => {
    await driven?.close();
    await hosts?.close();
  });

  beforeEach(() => {
    instead = undefined;
    exchanges = [];
  });

  it('costs two requests without news, a 304 and the look for a next root, and tells the server nothing', async () => {
    await ring();
    await settled();
    distances.push(await minutesToNextPoll());
    expect(outcomes()).toEqual(['404 GET /metadata/2.root.json', '304 GET /metadata/timestamp.json']);
    for (const { headers } of exchanges) {
      for (const told of ['cookie', 'referer', 'authorization']) expect(headers).not.toHaveProperty(told);
    }
  });

  it('costs six with news, whatever a badly set up server lets browsers keep', async () => {
    instead = (request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (field, value) => setHeader(field, field === 'Cache-Control' ? FOR_EVER : value);
      const writeHead = response.writeHead.bind(response);
      response.writeHead = (status: number) => writeHead(status, { 'Cache-Control': FOR_EVER });
      files(request, response);
    };
    // Now the browser may keep the timestamp for a year, and that there is no second root.
    await sync();
    files = newer;
    exchanges = [];
    await ring();
    await settled();
    expect(outcomes().map(outcome => outcome.replace(/[0-9a-f]{32,}/gu, '…'))).toEqual([
      '404 GET /metadata/2.root.json',
      '200 GET /metadata/timestamp.json',
      '200 GET /metadata/2.snapshot.json',
      '200 GET /metadata/2.targets.json',
      '200 GET /targets/….….head',
      '200 GET /segments/….bin',
    ]);
    expect(await statusText()).toContain('Protecting');
  });

  it('wakes an extension that sleeps, and sets each alarm at another distance', async () => {
    const before = Date.now();
    if (name === 'chromium') await ringWithBackgroundEnded();
    // Time enough for the event page to end by itself, and not at the moment in which the alarm rings.
    else await ring(4 * IDLE_MS);
    await settled();
    expect(exchanges).toHaveLength(2);
    if (name === 'firefox') expect(await backgroundStartedAt()).toBeGreaterThan(before);
    distances.push(await minutesToNextPoll());
    expect(distances).toHaveLength(2);
    for (const minutes of distances) {
      expect(minutes).toBeGreaterThan(11);
      expect(minutes).toBeLessThan(19);
    }
    expect(distances[0]).not.toBeCloseTo(distances[1] ?? 0, 2);
  });

  it('after an alarm that the machine slept through comes soon, not at once', async () => {
    await inExtension(`chrome.alarms.create('poll', { when: Date.now() - 3_600_000 }).then(() => 0)`);
    await expect.poll(() => minutesTo('poll-soon')).toBeGreaterThan(0);
    expect(await minutesTo('poll-soon')).toBeLessThan(1.5);
    expect(exchanges).toEqual([]);
    await beginCount();
    await inExtension(`chrome.alarms.create('poll-soon', { when: Date.now() + 500 }).then(() => 0)`);
    await expect.poll(() => exchanges.length).toBe(2);
    await settled();
    expect(await minutesTo('poll-soon')).toBeUndefined();
  });

  it('backs off from a server in trouble for as long as it asks, and comes back at a word', async () => {
    instead = (_, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Date, Retry-After');
      response.setHeader('Retry-After', '5400');
      response.writeHead(503).end();
    };
    await ring();
    await settled();
    expect(exchanges).toHaveLength(1);
    await expect.poll(minutesToNextPoll).toBeGreaterThan(89);
    expect(await minutesToNextPoll()).toBeLessThan(94);
    instead = undefined;
    expect(await sync()).not.toContain('failed');
    await expect.poll(minutesToNextPoll).toBeLessThan(19);
  });

  it('names a sign-in page and keeps the list', async () => {
    instead = (_, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'text/html');
      response.writeHead(200).end('<!doctype html><title>Sign in to this network</title>');
    };
    const shown = await sync();
    expect(shown).toContain('A web page came instead of the list.');
    expect(shown).toContain('Protecting');
  });

  it('isn’t left with a damaged copy that the browser keeps and a server confirms by its date', async () => {
    instead = (request, response) => {
      if (!request.url?.endsWith('/timestamp.json')) return files(request, response);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Last-Modified', new Date().toUTCString());
      response.writeHead(200).end('{"signed": {}}');
    };
    expect(await sync()).toContain('is damaged or missing');
    // Many a server goes by the date alone.
    instead = (request, response) => {
      if (request.headers['if-modified-since'] === undefined) return files(request, response);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.writeHead(304).end();
    };
    expect(await sync()).not.toContain('damaged');
  });

  it('names CORS headers that are missing, keeps the list, and goes on when they are there', async () => {
    instead = (request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (field, value) =>
        field.startsWith('Access-Control') ? response : setHeader(field, value);
      files(request, response);
    };
    const shown = await sync();
    expect(shown).toContain('its CORS headers are missing');
    expect(shown).toContain('Protecting');
    instead = undefined;
    expect(await sync()).not.toContain('failed');
  });

  it.runIf(name === 'firefox')('is kept awake until a slow line has brought everything', async () => {
    instead = (request, response) => void wait(1.5 * IDLE_MS).then(() => files(request, response));
    await ring();
    await expect.poll(outcomes).toContain('304 GET /metadata/timestamp.json');
    await settled();
    expect(exchanges).toHaveLength(2);
    expect(await statusText()).not.toContain('failed');
  });

  it.runIf(name === 'chromium')('goes on where the browser’s cache was cleared', async () => {
    const page = await driven.browser.newPage();
    const session = await page.createCDPSession();
    await session.send('Network.clearBrowserCache');
    await page.close();
    await sync();
    expect(outcomes()).toEqual(['404 GET /metadata/2.root.json', '200 GET /metadata/timestamp.json']);
  });

  /** Lets the alarm for the next poll ring soon, until the first request arrives, which must not be earlier. */
  async function ring(inMs = 1_000): Promise<void> {
    const when = await setAlarm(inMs);
    await expect.poll(() => exchanges.length).toBeGreaterThan(0);
    expect(exchanges[0]?.time).toBeGreaterThanOrEqual(when);
  }

  /** The same with the background ended before it rings; later, where the machine takes longer than that. */
  async function ringWithBackgroundEnded(inMs = 1_000): Promise<void> {
    const when = await setAlarm(inMs);
    await endBackground(driven);
    if (Date.now() < when) {
      await expect.poll(() => exchanges.length).toBeGreaterThan(0);
      expect(exchanges[0]?.time).toBeGreaterThanOrEqual(when);
      return;
    }
    await idle();
    exchanges = [];
    await ringWithBackgroundEnded(4 * inMs);
  }

  /** When the alarm for the next poll will ring, in milliseconds since the epoch; no page of the extension is open then. */
  async function setAlarm(inMs: number): Promise<number> {
    await nextPollStands();
    await beginCount();
    return Number(
      await inExtension(`{
        const when = Date.now() + ${inMs};
        chrome.alarms.create('poll', { when }).then(() => when);
      }`),
    );
  }

  /** The options page's own button; what that says afterwards. */
  async function sync(): Promise<string> {
    await beginCount();
    const shown = await syncNow(driven);
    await counted();
    return shown;
  }

  /** The record of attempts is written whole behind each, without what a test put in. */
  async function beginCount(): Promise<void> {
    await inExtension(`chrome.storage.session.get('polls')
      .then(({ polls }) => chrome.storage.session.set({ polls: { ...polls, uncounted: true } })).then(() => 0)`);
  }

  /** Waits until the background knows how the attempt since `beginCount` went: only then it sets the next alarm. */
  async function counted(): Promise<void> {
    const look = `chrome.storage.session.get('polls').then(({ polls }) => polls?.uncounted ?? false)`;
    await expect.poll(() => inExtension(look)).toBe(false);
  }

  /** Waits until no synchronisation is under way, and the last one was counted. */
  async function settled(): Promise<void> {
    await idle();
    await counted();
  }

  async function idle(): Promise<void> {
    const page = await openOptions(driven);
    await page.waitForSelector('.block .state + .row button:not([disabled])');
    await page.close();
  }

  async function statusText(): Promise<string> {
    const page = await openOptions(driven);
    const text = await page.$eval('.block', block => block.textContent ?? '');
    await page.close();
    return text;
  }

  /** Minutes until an alarm rings; undefined if there is none of that name. */
  async function minutesTo(alarm: string): Promise<number | undefined> {
    const due = await inExtension(
      `chrome.alarms.get('${alarm}').then(alarm => alarm ? alarm.scheduledTime : null)`,
    );
    return typeof due === 'number' ? (due - Date.now()) / MINUTE_MS : undefined;
  }

  /** The last attempt's own alarm is set behind its end, in place of any other. */
  async function nextPollStands(): Promise<void> {
    let before: unknown;
    await expect
      .poll(async () => {
        const when = await inExtension(`chrome.alarms.get('poll').then(alarm => alarm?.scheduledTime ?? 0)`);
        const isSame = when === before;
        before = when;
        return isSame && when !== 0;
      })
      .toBe(true);
  }

  async function minutesToNextPoll(): Promise<number> {
    return (await minutesTo('poll')) ?? Number.NaN;
  }

  /** Firefox only: when the event page that runs now was started. */
  async function backgroundStartedAt(): Promise<number> {
    return Number(await inExtension('chrome.extension.getBackgroundPage()?.performance.timeOrigin ?? 0'));
  }

  async function inExtension(expression: string): Promise<unknown> {
    const page = await driven.openExtensionPage('options.html');
    try {
      return await page.evaluate(expression);
    } finally {
      await page.close();
    }
  }
});

function outcomes(): string[] {
  return exchanges.map(({ request, status }) => `${status} ${request}`);
}
