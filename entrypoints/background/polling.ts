import { type Browser, browser } from 'wxt/browser';
import type { BackgroundMessage } from '../../utils/lookup/protocol.ts';
import {
  DEFAULT_INTERVAL_MS,
  latestPollAt,
  nextPollAt,
  type PollRecord,
  pollRecordOf,
  recordAfter,
  soonAt,
  wasSleptThrough,
} from '../../utils/sync/next-poll.ts';
import { intervalOfPolicy } from '../../utils/sync/poll-policy.ts';

/** The next poll; there is always one. */
const POLL_ALARM = 'poll';
/** One in between, after sleep or a time without network. */
const SOON_ALARM = 'poll-soon';

/** In `storage.session`: a service worker forgets, and after a start of the browser the count begins anew. */
const RECORD_KEY = 'polls';
/** In `storage.local`: the last policy seen. */
const POLICY_KEY = 'policy';

/** Sees to it that the list is synchronised again and again. */
export interface Polling {
  /** After any attempt, whoever asked for it: says when the next one is due. */
  onSynchronised(message: BackgroundMessage & { type: 'synchronised' }): Promise<void>;
  /** The machine has a network again. */
  onOnline(): Promise<void>;
}

/** To be called whenever the background starts, before anything is awaited. */
export function startPolling(poll: () => Promise<unknown>): Polling {
  // By its promise: Firefox doesn't end an event page as idle while a listener's is pending.
  browser.alarms.onAlarm.addListener(onAlarm);
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void schedule(null);
  });
  void repair();

  async function onAlarm({ name, scheduledTime }: Browser.alarms.Alarm): Promise<void> {
    if (name === SOON_ALARM) return pollNow();
    if (name !== POLL_ALARM) return;
    const slept = wasSleptThrough(scheduledTime, Date.now());
    // First of all: whatever ends this attempt, there is a next.
    await schedule(null);
    if (slept) await browser.alarms.create(SOON_ALARM, { when: soonAt(Date.now(), Math.random()) });
    else await pollNow();
  }

  async function pollNow(): Promise<void> {
    // The host says how it went; where it is gone before it can, the next alarm is set.
    await poll().catch(() => undefined);
  }

  return {
    async onSynchronised({ failed, retryAfterMs }) {
      const record = recordAfter(await readRecord(), failed, Date.now());
      await browser.storage.session.set({ [RECORD_KEY]: record });
      await browser.alarms.clear(SOON_ALARM);
      await schedule(retryAfterMs);
    },
    async onOnline() {
      if ((await readRecord()).failures === 0) return;
      await browser.alarms.create(SOON_ALARM, { when: soonAt(Date.now(), Math.random()) });
    },
  };
}

async function schedule(retryAfterMs: number | null): Promise<void> {
  const [{ failures }, intervalMs] = await Promise.all([readRecord(), readInterval()]);
  const { onLine: online } = navigator;
  const random = Math.random();
  const when = nextPollAt({ now: Date.now(), intervalMs, failures, retryAfterMs, online, random });
  await browser.alarms.create(POLL_ALARM, { when });
}

/** Browsers lose alarms at an update, and a clock that was set back puts one off by as much. */
async function repair(): Promise<void> {
  const [alarm, intervalMs] = await Promise.all([browser.alarms.get(POLL_ALARM), readInterval()]);
  if (!alarm || alarm.scheduledTime > latestPollAt(Date.now(), intervalMs)) await schedule(null);
}

async function readRecord(): Promise<PollRecord> {
  return pollRecordOf((await browser.storage.session.get(RECORD_KEY))[RECORD_KEY]);
}

/** A policy may be missing for a while after the browser's start, so the last one seen holds. */
async function readInterval(): Promise<number> {
  // Firefox rejects where there is no policy at all.
  const managed = await browser.storage.managed.get('pollMinutes').catch(() => undefined);
  const interval = intervalOfPolicy(managed?.pollMinutes);
  if (interval !== undefined) {
    await browser.storage.local.set({ [POLICY_KEY]: { pollMinutes: managed?.pollMinutes } });
    return interval;
  }
  const kept: unknown = (await browser.storage.local.get(POLICY_KEY))[POLICY_KEY];
  const minutes =
    typeof kept === 'object' && kept !== null && 'pollMinutes' in kept ? kept.pollMinutes : undefined;
  return intervalOfPolicy(minutes) ?? DEFAULT_INTERVAL_MS;
}
