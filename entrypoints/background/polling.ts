import { type Browser, browser } from 'wxt/browser';
import type { BackgroundMessage } from '../../utils/lookup/protocol.ts';
import type { Policy } from '../../utils/policy/policy.ts';
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

/** Sees to it that the list is synchronised again and again. */
export interface Polling {
  /** After any attempt, whoever asked for it: says when the next one is due. */
  onSynchronised(message: BackgroundMessage & { type: 'synchronised' }): Promise<void>;
  /** The machine has a network again. */
  onOnline(): Promise<void>;
  /** Policy may ask for another interval now. */
  onPolicy(): Promise<void>;
}

/** To be called whenever the background starts, before anything is awaited. */
export function startPolling(poll: () => Promise<unknown>, readPolicy: () => Promise<Policy>): Polling {
  // By its promise: Firefox doesn't end an event page as idle while a listener's is pending.
  browser.alarms.onAlarm.addListener(onAlarm);
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
    onPolicy: () => schedule(null),
  };

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

  async function readInterval(): Promise<number> {
    // Without a policy to be read there is an interval all the same: a browser that never asks again protects nobody.
    const policy = await readPolicy().catch(() => undefined);
    return intervalOfPolicy(policy?.pollMinutes) ?? DEFAULT_INTERVAL_MS;
  }
}

async function readRecord(): Promise<PollRecord> {
  return pollRecordOf((await browser.storage.session.get(RECORD_KEY))[RECORD_KEY]);
}
