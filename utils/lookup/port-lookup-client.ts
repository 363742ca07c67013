import type { Browser } from 'wxt/browser';
import type { StaleNotice } from '../guard/guard.ts';
import type { FramesLink } from '../guard/shared-surface.ts';
import { createBoundedMap } from './bounded-map.ts';
import { type HostLink, hostLink } from './host-link.ts';
import type { LogEntry } from './log.ts';
import type { LookupClient } from './lookup-client.ts';
import {
  type FrameMessage,
  type FrameReport,
  type HostMessage,
  MAX_TEXT_LENGTH,
  MAX_TEXTS,
  type Priority,
} from './protocol.ts';
import type { Protection, Verdict } from './verdict.ts';

/** The lookup over a Port, and what else a frame tells its host. */
export interface PortLookupClient extends LookupClient {
  /** What this frame shows now; told again after every reconnection. */
  report(report: FrameReport): void;
  log(entry: LogEntry): void;
  rememberService(texts: readonly string[]): void;
  /** Names of the sites where nothing is put into pages; undefined until the host said. */
  panelOnly(): readonly string[] | undefined;
  /** Whether the rep is to be told that the list is old; and that they were. */
  readonly staleNotice: StaleNotice;
  /** To other frames of this tab, by the host. */
  readonly frames: FramesLink;
}

export interface LookupClientOptions {
  /** Ends the connection and forgets everything. */
  readonly signal: AbortSignal;
  /** The extension behind this script is gone: whatever it put up is to be taken down. */
  readonly onDead: () => void;
  readonly link?: HostLink;
}

interface Known {
  readonly verdict: Verdict;
  readonly generation: string;
  /** As what it was asked. */
  readonly priority: Priority;
  readonly round: number;
}

/** A `look` under way. */
interface Asked {
  readonly priority: Priority;
  readonly texts: readonly string[];
  unanswered: number;
}

const TEXTS_KEPT = 20_000;
/** So many texts may wait for an answer; recipients have room beside them, which no page can take. */
const MAX_PENDING: Record<Priority, number> = { page: 20_000, reserved: 22_000 };
/** When what was refused for want of budget is asked for again: budgets are by the minute. */
const BUDGET_AGAIN_MS = 60_000;
const BACKOFF_MS = [0, 100, 500, 2_000, 10_000, 30_000] as const;
const PENDING: Verdict = { state: 'pending' };
const NOT_AN_ADDRESS: Verdict = { state: 'unknown', reason: 'not-an-address' };
const NO_BUDGET: Verdict = { state: 'unknown', reason: 'budget' };

/**
 * The content script's lookup. Verdicts are kept by raw text, in memory, under the generation of the list that gave
 * them. The Port is disposable: when it ends, another is opened, and what waits for an answer is asked again. A host
 * that is back with the same list finds the verdicts still standing, so that nothing flickers; with another list,
 * `listed` stands until it is answered anew, and everything else is pending.
 */
export function createLookupClient({
  signal,
  onDead,
  link = hostLink,
}: LookupClientOptions): PortLookupClient {
  const known = createBoundedMap<string, Known>(TEXTS_KEPT);
  const pending = new Map<string, Priority>();
  const asked = new Map<number, Asked>();
  const listeners = new Set<() => void>();
  const unsent: LogEntry[] = [];
  let outbox = new Map<string, Priority>();
  let nextId = 1;
  let port: Browser.runtime.Port | undefined;
  let protection: Protection | undefined;
  let onAsked: Parameters<FramesLink['onAsked']>[0] = () => {};
  let onAnswered: Parameters<FramesLink['onAnswered']>[0] = () => {};
  let panelOnly: readonly string[] | undefined;
  let isNoticeDue = false;
  let generation = '';
  let lastReport: FrameReport | undefined;
  let asleep = false;
  let opening = false;
  let failures = 0;
  let budgetTimer: ReturnType<typeof setTimeout> | undefined;
  /** What was refused for want of budget in one round is asked for again in the next. */
  let round = 0;

  function notify(): void {
    for (const listener of listeners) listener();
  }

  function die(): void {
    if (signal.aborted) return;
    onDead();
  }

  async function open(): Promise<void> {
    if (port || opening || signal.aborted) return;
    opening = true;
    asleep = false;
    try {
      // The host is there as a rule: it is asked for only after a Port found nobody.
      if (failures > 0) {
        await pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 0, signal);
        await link.ensureHost();
      }
      if (!signal.aborted) takePort(link.connect());
    } catch {
      failures += 1;
      if (!link.alive()) return die();
      queueMicrotask(() => void open());
    } finally {
      opening = false;
    }
  }

  function takePort(opened: Browser.runtime.Port): void {
    port = opened;
    opened.onMessage.addListener((message: HostMessage) => {
      if (port === opened) onMessage(message);
    });
    opened.onDisconnect.addListener(() => {
      if (port === opened) onDisconnect();
    });
    asked.clear();
    for (const [text, priority] of pending) outbox.set(text, priority);
    send();
    if (lastReport) post({ type: 'report', report: lastReport });
    for (const entry of unsent.splice(0)) post({ type: 'log', entry });
  }

  function onDisconnect(): void {
    port = undefined;
    asked.clear();
    failures += 1;
    if (!link.alive()) die();
    else if (!asleep || pending.size > 0) void open();
  }

  function onMessage(message: HostMessage): void {
    failures = 0;
    if (message.type === 'sleep') {
      asleep = true;
    } else if (message.type === 'verdicts') {
      takeAnswers(message);
    } else if (message.type === 'asked') {
      onAsked(message.from, message.view);
    } else if (message.type === 'answered') {
      onAnswered(message.answered);
    } else {
      protection = message.protection;
      panelOnly = message.panelOnly;
      isNoticeDue = message.noticeDue === true;
      if (message.generation !== generation) {
        generation = message.generation;
        asked.clear();
        for (const [text, priority] of pending) enqueue(text, priority);
      }
      notify();
    }
  }

  function takeAnswers({ id, answers }: HostMessage & { type: 'verdicts' }): void {
    const look = asked.get(id);
    // Answers under a list that is no longer in force.
    if (!look) return;
    const { priority, texts } = look;
    for (const [verdict, indexes] of answers) {
      look.unanswered -= indexes.length;
      const refused = isForWantOfBudget(verdict);
      for (const index of indexes) {
        const text = texts[index];
        if (text === undefined) continue;
        // Asked as a recipient meanwhile: that answer is on its way, and has a budget of its own.
        if (refused && pending.get(text) !== priority) continue;
        known.set(text, { verdict, generation, priority, round });
        pending.delete(text);
        if (refused) askAgainLater();
      }
    }
    if (look.unanswered <= 0) asked.delete(id);
    notify();
  }

  /** Recipients have a budget of their own, so they needn't wait for the page's. */
  function isToBeAskedAgain(held: Known, priority: Priority): boolean {
    if (!isForWantOfBudget(held.verdict)) return false;
    return held.round !== round || (held.priority === 'page' && priority === 'reserved');
  }

  /** Listeners read their verdicts again, and those without budget are asked for again by that. */
  function askAgainLater(): void {
    budgetTimer ??= setTimeout(() => {
      budgetTimer = undefined;
      round += 1;
      notify();
    }, BUDGET_AGAIN_MS);
  }

  function enqueue(text: string, priority: Priority): void {
    if (outbox.size === 0) queueMicrotask(send);
    pending.set(text, priority);
    outbox.set(text, priority);
  }

  function send(): void {
    if (!port) {
      if (outbox.size > 0) void open();
      return;
    }
    const sending = outbox;
    outbox = new Map();
    const waiting: Record<Priority, string[]> = { reserved: [], page: [] };
    for (const [text, priority] of sending) waiting[priority].push(text);
    for (const priority of ['reserved', 'page'] as const) {
      for (let start = 0; start < waiting[priority].length; start += MAX_TEXTS) {
        const texts = waiting[priority].slice(start, start + MAX_TEXTS);
        asked.set(nextId, { priority, texts, unanswered: texts.length });
        post({ type: 'look', id: nextId, priority, texts });
        nextId += 1;
      }
    }
  }

  function post(message: FrameMessage): void {
    try {
      port?.postMessage(message);
    } catch {
      // Disconnected, or the extension is gone; `onDisconnect` doesn't come in every such case.
      onDisconnect();
    }
  }

  signal.addEventListener('abort', () => {
    clearTimeout(budgetTimer);
    listeners.clear();
    known.clear();
    pending.clear();
    try {
      port?.disconnect();
    } catch {}
    port = undefined;
  });
  link.onHostStarted(() => void open(), signal);
  // A page back from the back/forward cache has lost its Port, and no event said so.
  globalThis.addEventListener?.(
    'pageshow',
    event => {
      if (!event.persisted) return;
      const stale = port;
      port = undefined;
      stale?.disconnect();
      asked.clear();
      void open();
    },
    { signal },
  );
  void open();

  return {
    verdictOf(text, priority = 'page') {
      if (signal.aborted) return { state: 'unknown', reason: 'not-protecting' };
      if (text.length > MAX_TEXT_LENGTH) return NOT_AN_ADDRESS;
      const held = known.get(text);
      if (held && held.generation === generation && !isToBeAskedAgain(held, priority)) return held.verdict;
      const waiting = pending.get(text);
      const meanwhile = held?.verdict.state === 'listed' ? held.verdict : PENDING;
      if (waiting === 'reserved' || waiting === priority) return meanwhile;
      if (pending.size >= MAX_PENDING[priority]) {
        askAgainLater();
        return meanwhile === PENDING ? NO_BUDGET : meanwhile;
      }
      enqueue(text, priority);
      return meanwhile;
    },
    subscribe(listener, listenerSignal) {
      if (listenerSignal.aborted) return;
      listeners.add(listener);
      listenerSignal.addEventListener('abort', () => listeners.delete(listener));
    },
    protection: () => protection,
    panelOnly: () => panelOnly,
    staleNotice: {
      isDue: () => isNoticeDue,
      said() {
        isNoticeDue = false;
        post({ type: 'noticed' });
      },
    },
    frames: {
      ask(view) {
        if (port) post({ type: 'ask', view });
        else if (view) queueMicrotask(() => onAnswered(null));
      },
      answer: (from, answer, shown) => post({ type: 'answer', from, answer, shown }),
      onAsked(listener) {
        onAsked = listener;
      },
      onAnswered(listener) {
        onAnswered = listener;
      },
    },
    report(report) {
      lastReport = report;
      if (port) post({ type: 'report', report });
    },
    log(entry) {
      if (port) post({ type: 'log', entry });
      else {
        unsent.push(entry);
        void open();
      }
    },
    // Without a Port it is lost, and the rep is asked once more.
    rememberService: texts => post({ type: 'service', texts }),
  };
}

function isForWantOfBudget(verdict: Verdict): boolean {
  return verdict.state === 'unknown' && verdict.reason === 'budget';
}

function pause(timeMs: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, timeMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
