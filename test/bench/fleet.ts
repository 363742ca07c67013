import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeEnrolment } from '../../utils/enrolment/code.ts';
import { DEFAULT_INTERVAL_MS, nextPollAt } from '../../utils/sync/next-poll.ts';
import { buildExtension } from '../e2e/harness/build-extension.ts';
import { launchChromium } from '../e2e/harness/chromium.ts';
import { enrol, syncNow } from '../e2e/harness/extension-pages.ts';
import { startHosts } from '../e2e/harness/hosts.ts';
import { type Answered, startOrganisation } from './published-organisation.ts';
import { seededRandom } from './random-list.ts';
import { short } from './table.ts';

const REPS = 10_000;
const PUBLICATIONS_A_DAY = 24;
/** A working week of them: from then on the head grows by some hundred bytes in a year. */
const EARLIER_PUBLICATIONS = 120;
const ADDITIONS = 4;
const ENTRIES = 1_000;
const DAY_MS = 86_400_000;
const HOUR_MS = DAY_MS / 24;
/** Places of a CDN that serve the reps, each with a cache of its own. */
const CDN_PLACES = 10;
/** How long such a cache may answer for `timestamp.json` and for a root that isn't there, before it asks the origin. */
const CDN_KEEPS_MS = 60_000;

interface Poll {
  readonly answers: readonly Answered[];
}

/** What an organisation's reps ask of the servers, by measured polls of the extension in Chromium: a Markdown table. */
export async function measureFleet(): Promise<string> {
  const polls = await measurePolls();
  const day = simulateDay(polls.idle.answers.length, polls.news.answers.length);
  return tableOf(polls, day);
}

/** One poll without news, and one after a publication, by the built extension. */
async function measurePolls(): Promise<{ readonly idle: Poll; readonly news: Poll }> {
  const random = seededRandom(4);
  const start = Date.now() - (EARLIER_PUBLICATIONS + 1) * DAY_MS;
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const organisation = await startOrganisation(start, random);
  const hosts = await startHosts();
  try {
    organisation.add(ENTRIES);
    await organisation.publish(start);
    await organisation.publishDaily(start + DAY_MS, EARLIER_PUBLICATIONS, ADDITIONS);
    const extension = await buildExtension(folder, 'chromium');
    const driven = await launchChromium({ extension, hostsPort: hosts.port, headless: true });
    try {
      await enrol(driven, encodeEnrolment(organisation.enrolment));
      organisation.traffic();
      await syncNow(driven);
      const idle = organisation.traffic();
      organisation.add(ADDITIONS);
      await organisation.publish(Date.now());
      await syncNow(driven);
      return { idle, news: organisation.traffic() };
    } finally {
      await driven.close();
    }
  } finally {
    await hosts.close();
    await organisation.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Day {
  /** Polls of all reps, and how many of them came after a publication that the rep hadn't seen. */
  readonly polls: number;
  readonly withNews: number;
  /** In the busiest minute. */
  readonly peakIdle: number;
  readonly peakNews: number;
}

/** A day's polls by the extension's own rule, minute by minute. */
function simulateDay(idleRequests: number, newsRequests: number): Day {
  const random = seededRandom(5);
  const share = () => random() / 2 ** 32;
  const minutes = DAY_MS / 60_000;
  const idle = new Float64Array(minutes);
  const news = new Float64Array(minutes);
  for (let rep = 0; rep < REPS; rep += 1) {
    let seen = 0;
    for (let now = share() * DEFAULT_INTERVAL_MS; now < DAY_MS; ) {
      const published = Math.floor((now / DAY_MS) * PUBLICATIONS_A_DAY);
      const counts = published > seen ? news : idle;
      seen = published;
      const minute = Math.floor(now / 60_000);
      counts[minute] = (counts[minute] ?? 0) + 1;
      const situation = { now, failures: 0, retryAfterMs: null, online: true, random: share() };
      now = nextPollAt({ ...situation, intervalMs: DEFAULT_INTERVAL_MS });
    }
  }
  const sum = (counts: Float64Array) => counts.reduce((all, count) => all + count, 0);
  const requests = idle.map((count, minute) => count * idleRequests + (news[minute] ?? 0) * newsRequests);
  const busiest = requests.indexOf(requests.reduce((most, count) => Math.max(most, count), 0));
  return {
    polls: sum(idle) + sum(news),
    withNews: sum(news),
    peakIdle: idle[busiest] ?? 0,
    peakNews: news[busiest] ?? 0,
  };
}

interface Load {
  readonly requests: number;
  readonly bytes: number;
}

/** A second's load of so many polls in so many seconds. */
function loadOf({ idle, news }: { readonly idle: Poll; readonly news: Poll }, counts: Counts): Load {
  const { idlePolls, newsPolls, seconds } = counts;
  return {
    requests: (idlePolls * idle.answers.length + newsPolls * news.answers.length) / seconds,
    bytes: (idlePolls * bytesOf(idle) + newsPolls * bytesOf(news)) / seconds,
  };
}

interface Counts {
  readonly idlePolls: number;
  readonly newsPolls: number;
  readonly seconds: number;
}

/**
 * What reaches the origin behind a CDN, whose every place asks for `timestamp.json` and the next root once in so long,
 * and for each new file once. It doesn't depend on how many reps there are.
 */
function behindCdn({ idle, news }: { readonly idle: Poll; readonly news: Poll }, busiest: boolean): Load {
  const checksASecond = CDN_PLACES / (CDN_KEEPS_MS / 1000);
  const fresh = CDN_PLACES / (busiest ? CDN_KEEPS_MS / 1000 : HOUR_MS / 1000);
  return {
    requests: checksASecond * idle.answers.length + fresh * (news.answers.length - idle.answers.length),
    bytes: checksASecond * bytesOf(idle) + fresh * (bytesOf(news) - bytesOf(idle)),
  };
}

function tableOf(polls: { readonly idle: Poll; readonly news: Poll }, day: Day): string {
  const mean = { idlePolls: day.polls - day.withNews, newsPolls: day.withNews, seconds: DAY_MS / 1000 };
  const peak = { idlePolls: day.peakIdle, newsPolls: day.peakNews, seconds: 60 };
  const rows = [REPS, REPS * 100].flatMap(reps => {
    const scaled = (counts: Counts) => {
      const { requests, bytes } = loadOf(polls, counts);
      return { requests: (requests * reps) / REPS, bytes: (bytes * reps) / REPS };
    };
    return [
      ['origin without a CDN, or the CDN in front', scaled(mean), scaled(peak)] as const,
      ['origin behind a CDN', behindCdn(polls, false), behindCdn(polls, true)] as const,
    ].map(([where, usual, most]) => {
      const cells = [usual.requests, usual.bytes / 1000, most.requests, most.bytes / 1000];
      return `| ${reps.toLocaleString('en')} | ${where} | ${cells.map(short).join(' | ')} |`;
    });
  });
  return [
    `| poll | requests | bytes answered | of which |`,
    `| --- | --- | --- | --- |`,
    pollRow('without news', polls.idle),
    pollRow('after a publication', polls.news),
    '',
    '| reps | where | requests/s | kB/s | requests/s, busiest minute | kB/s, busiest minute |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function pollRow(name: string, poll: Poll): string {
  const parts = poll.answers.map(({ path, status, bytes }) => `${nameOf(path)} ${status}: ${bytes}`);
  return `| ${name} | ${poll.answers.length} | ${bytesOf(poll)} | ${parts.join(', ')} |`;
}

/** A path without its hashes and numbers. */
function nameOf(path: string): string {
  return path
    .replace(/[0-9a-f]{32,64}/g, '…')
    .replace(/\/\d+\./, '/N.')
    .replace(/^\//, '');
}

function bytesOf({ answers }: Poll): number {
  return answers.reduce((sum, { bytes }) => sum + bytes, 0);
}
