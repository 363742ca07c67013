import { expose } from 'comlink';
import type { Browser } from 'wxt/browser';
import { decodeEnrolment } from '../enrolment/code.ts';
import type { Enrolment } from '../enrolment/enrolment.ts';
import type { HoldView } from '../guard/guard-views.ts';
import { enrolRefusal, isSameEnrolment, REFUSALS } from '../policy/enrol-refusal.ts';
import { NO_POLICY, type PolicySeen } from '../policy/policy.ts';
import { enrolmentRecord } from '../sync/enrolment-record.ts';
import type { Store } from '../sync/store.ts';
import type { SyncOutcome } from '../sync/sync.ts';
import { isFrameMessage } from './frame-message.ts';
import { createListKeeper, type LookupHandle } from './list-keeper.ts';
import { keptEntry, LOG_KEPT_MS } from './log.ts';
import { isOwnPage, type Self } from './message-sender.ts';
import type { PageApi, Status } from './page-api.ts';
import { endpointOf } from './port-endpoint.ts';
import {
  type Answer,
  type BackgroundMessage,
  FRAME_PORT,
  type FrameMessage,
  type FrameReport,
  type HostMessage,
  PAGE_PORT,
  type PageNotice,
} from './protocol.ts';
import { detailsOf } from './status-details.ts';
import { joinReports } from './tab-reports.ts';
import type { Problem } from './verdict.ts';
import { type StopOutcome, waitingOf } from './waiting.ts';

type Port = Browser.runtime.Port;

/** What differs between browsers and tests. */
export interface HostParts {
  readonly store: Store;
  /** Starts a lookup worker that sends its answers to `onAnswers`. */
  readonly startLookup: (onAnswers: (id: number, answers: readonly Answer[]) => void) => LookupHandle;
  /** One synchronisation, in a worker of its own. */
  readonly synchronise: () => Promise<SyncOutcome>;
  /** Says what the toolbar is to show. */
  readonly tellBackground: (message: BackgroundMessage) => void;
  /** What policy is to be obeyed now; absent where none can come. */
  readonly readPolicy?: () => Promise<PolicySeen>;
  /** By which its own Ports are told from others. */
  readonly self: Self;
  readonly now: () => number;
}

/** The worker's host: Chrome's offscreen document, Firefox's background page. */
export interface Host {
  readonly api: PageApi;
  /** Takes a Port if it is one of ours. */
  connect(port: Port): void;
  /** Says to frames that the host is about to end for want of work. */
  sleep(): void;
}

interface Frame {
  readonly port: Port;
  readonly key: string;
  readonly tabId: number;
  readonly isTop: boolean;
  /** Origin of the tab's page. */
  readonly site: string;
  report: FrameReport | undefined;
}

interface Question {
  readonly frame: Frame;
  readonly id: number;
  left: number;
}

/** How often what time changes (expiry) is looked at, and a broken worker started anew. */
const CLOCK_MS = 60_000;
/** "People added since … aren't known": once a day. */
const NOTICE_EVERY_MS = 24 * 3_600_000;
const NOT_PROTECTING: StopOutcome = { ok: false, problem: 'not-protecting' };

/** How long a start waits for its policy. One that comes later is obeyed then. */
const POLICY_WITHIN_MS = 3_000;

export function startHost(parts: HostParts): Host {
  const { store, now, self, tellBackground } = parts;
  const frames = new Set<Frame>();
  const pages = new Set<Port>();
  const questions = new Map<number, Question>();
  const keeper = createListKeeper({
    store,
    now,
    startLookup: () => parts.startLookup(onAnswers),
    onBreakdown() {
      questions.clear();
      announce();
    },
  });
  let nextQuestion = 1;
  let nextFrame = 1;
  let announced = '';
  let syncing: Promise<void> | undefined;
  /** Where the store is broken, its status can't say why the last attempt failed. */
  let lastProblem: Problem | null = null;
  let policy = NO_POLICY;
  let enrolling: Promise<void> = Promise.resolve();
  /** When the rep was last told that the list is old. */
  let noticedAt = 0;
  const ready = firstPolicy()
    .then(() => Promise.all([forgetOldHolds(), readNoticed()]))
    .then(refresh);
  void ready.then(repair);
  setInterval(() => (keeper.isBroken() ? void refresh().then(repair) : announce()), CLOCK_MS);

  function onAnswers(id: number, answers: readonly Answer[]): void {
    const question = questions.get(id);
    if (!question) return;
    for (const [, indexes] of answers) question.left -= indexes.length;
    if (question.left <= 0) questions.delete(id);
    post(question.frame.port, { type: 'verdicts', id: question.id, answers });
  }

  /** Before anything is announced, so that no page shows another state than policy wants. */
  async function firstPolicy(): Promise<void> {
    if (!parts.readPolicy) return;
    const reading = parts.readPolicy().then(seen => {
      policy = seen.policy;
      keeper.obey(policy);
      void ready.then(() => obey(seen)).catch(() => undefined);
    });
    const late = new Promise(resolve => setTimeout(resolve, POLICY_WITHIN_MS));
    await Promise.race([reading, late]).catch(() => undefined);
  }

  async function obey(seen: PolicySeen): Promise<void> {
    policy = seen.policy;
    keeper.obey(policy);
    announce();
    notifyPages();
    const decoded = seen.code === null ? null : decodeEnrolment(seen.code);
    if (decoded?.ok) await enrolByPolicy(decoded.enrolment);
  }

  /** One after another: the second of two that come at once has nothing left to do. */
  function enrolByPolicy(enrolment: Enrolment): Promise<void> {
    enrolling = enrolling.then(() => enrolUnlessSame(enrolment));
    return enrolling;
  }

  async function enrolUnlessSame(enrolment: Enrolment): Promise<void> {
    await ready;
    const current = keeper.snapshot().enrolment;
    if (current !== undefined && isSameEnrolment(current, enrolment)) return;
    // What the store can't take shows in the status; the next start tries again.
    await accept(enrolment).catch(() => undefined);
  }

  function announcementNow(): HostMessage & { type: 'list' } {
    const announcement = keeper.announcement();
    const isDue = announcement.protection.state === 'stale' && now() - noticedAt >= NOTICE_EVERY_MS;
    return { type: 'list', ...announcement, ...(isDue && { noticeDue: true }) };
  }

  /** Tells frames, pages and toolbar, if there is something new to tell. */
  function announce(): void {
    const announcement = announcementNow();
    const text = JSON.stringify(announcement);
    if (text === announced) return;
    announced = text;
    for (const { port } of frames) post(port, announcement);
    showTabs([...new Set([...frames].map(frame => frame.tabId))]);
    notifyPages();
  }

  async function refresh(): Promise<void> {
    const { generation } = keeper.announcement();
    const firstAfter = nextQuestion;
    await keeper.refresh();
    // What was asked of another list is dropped there, and asked again by the frames.
    if (keeper.announcement().generation !== generation) {
      for (const id of questions.keys()) if (id < firstAfter) questions.delete(id);
    }
    announce();
  }

  /** A damaged list is fetched anew at once, not only when the alarm rings. */
  async function repair(): Promise<void> {
    if (keeper.needsSync()) await synchronise();
  }

  function notifyPages(): void {
    const notice: PageNotice = { type: 'changed' };
    for (const port of pages) post(port, notice);
  }

  function framesOf(tabId: number): Frame[] {
    return [...frames].filter(frame => frame.tabId === tabId);
  }

  function reportOf(tabId: number): FrameReport | null {
    const reports = framesOf(tabId).flatMap(frame => (frame.report ? [frame.report] : []));
    return reports.length === 0 ? null : joinReports(reports);
  }

  function showTabs(tabIds: readonly number[]): void {
    const { protection } = keeper.announcement();
    const tabs = tabIds.map(tabId => {
      const report = reportOf(tabId);
      return {
        tabId,
        listed: report?.listed.length ?? 0,
        waiting: report?.listed.filter(({ waiting }) => waiting).length ?? 0,
        isUnreadable: (report?.unreadable.length ?? 0) > 0,
      };
    });
    tellBackground({ type: 'toolbar', protection, tabs });
  }

  function connectFrame(port: Port, tabId: number): void {
    const frame: Frame = {
      port,
      key: `frame ${nextFrame}`,
      tabId,
      isTop: port.sender?.frameId === 0,
      site: siteOf(port),
      report: undefined,
    };
    nextFrame += 1;
    frames.add(frame);
    port.onMessage.addListener((message: unknown) => {
      if (isFrameMessage(message)) void onFrameMessage(frame, message);
    });
    port.onDisconnect.addListener(() => {
      frames.delete(frame);
      for (const [id, question] of questions) if (question.frame === frame) questions.delete(id);
      void keeper.service()?.forget(frame.key);
      if (frame.report) onReport(frame, undefined);
      if (!frame.isTop) askAbove(frame, null);
    });
    void ready.then(() => {
      if (frames.has(frame)) post(port, announcementNow());
    });
  }

  async function onFrameMessage(frame: Frame, message: FrameMessage): Promise<void> {
    switch (message.type) {
      case 'look':
        await ready;
        return frames.has(frame) ? look(frame, message) : undefined;
      case 'report':
        return onReport(frame, message.report);
      case 'log':
        await store.addHold(keptEntry(message.entry, now()));
        return notifyPages();
      case 'noticed':
        noticedAt = now();
        announce();
        // Where it can't be written, the next host says it once more.
        return store.setNoticed(noticedAt).catch(() => undefined);
      case 'service':
        await ready;
        await keeper.ask(service => service.rememberService(message.texts)).catch(() => undefined);
        keeper.renew();
        return announce();
      case 'ask':
        if (!askAbove(frame, message.view) && message.view)
          post(frame.port, { type: 'answered', answered: null });
        return;
      case 'answer': {
        const asker = frame.isTop && framesOf(frame.tabId).find(({ key }) => key === message.from);
        const { answer, shown } = message;
        if (asker) post(asker.port, { type: 'answered', answered: { answer, shown } });
      }
    }
  }

  /** False where there is no top frame that could ask it. */
  function askAbove(frame: Frame, view: HoldView | null): boolean {
    const top = frame.isTop ? undefined : framesOf(frame.tabId).find(({ isTop }) => isTop);
    if (top) post(top.port, { type: 'asked', from: frame.key, view });
    return top !== undefined;
  }

  function look(frame: Frame, { id, priority, texts }: FrameMessage & { type: 'look' }): void {
    const service = keeper.service();
    if (!service) {
      const unknown = { state: 'unknown', reason: 'not-protecting' } as const;
      post(frame.port, { type: 'verdicts', id, answers: [[unknown, [...texts.keys()]]] });
      return;
    }
    const question = nextQuestion;
    nextQuestion += 1;
    questions.set(question, { frame, id, left: texts.length });
    const account = { page: `tab ${frame.tabId}`, site: frame.site, level: priority };
    void service.look(question, { asker: frame.key, ...account, texts });
  }

  function onReport(frame: Frame, report: FrameReport | undefined): void {
    frame.report = report;
    // Also with the same number: it is told to the tab's frame, and a page feels that its thread had a message to take.
    showTabs([frame.tabId]);
    notifyPages();
  }

  /** Synchronises, or joins the synchronisation under way. */
  function synchronise(): Promise<void> {
    return syncing ?? occupy(attempt);
  }

  /** Never two at a time: `act` begins with nothing else under way, and whoever asks meanwhile joins it. */
  function occupy(act: () => Promise<void>): Promise<void> {
    syncing = act().finally(() => {
      syncing = undefined;
      notifyPages();
    });
    return syncing;
  }

  async function attempt(): Promise<void> {
    notifyPages();
    const outcome = await parts.synchronise();
    lastProblem = null;
    if (!outcome.ok && outcome.problem.code !== 'not-enrolled') {
      lastProblem = outcome.problem;
      console.warn('Lethe: synchronisation failed:', outcome.problem.code, outcome.problem.detail);
    }
    const retryAfterMs = outcome.ok ? null : (outcome.retryAfterMs ?? null);
    tellBackground({ type: 'synchronised', failed: lastProblem !== null, retryAfterMs });
    await forgetOldHolds();
    await refresh();
  }

  async function accept(enrolment: Enrolment): Promise<void> {
    const record = await enrolmentRecord(enrolment, now());
    // A poll that began in between, and was joined, would ask under the enrolment of before.
    while (syncing) await syncing.catch(() => undefined);
    await occupy(async () => {
      await store.enrol(record);
      await refresh();
      await attempt();
    });
  }

  /** Frames ask again for what they know, and pages read again. */
  function askAnew(): void {
    keeper.renew();
    announce();
    notifyPages();
  }

  async function readNoticed(): Promise<void> {
    noticedAt = await store.noticed().catch(() => 0);
  }

  async function forgetOldHolds(): Promise<void> {
    // A store that can't be opened says so in the status; here it must not keep the host from starting.
    await store.eraseHolds(now() - LOG_KEPT_MS).catch(() => undefined);
  }

  async function statusOf(): Promise<Status> {
    await ready;
    return {
      protection: keeper.announcement().protection,
      attemptedAt: keeper.snapshot().status.attemptedAt,
      problem: keeper.snapshot().status.problem ?? lastProblem,
      syncing: syncing !== undefined,
      details: await detailsOf(keeper.snapshot()),
    };
  }

  const api: PageApi = {
    status: statusOf,
    tab: async tabId => reportOf(tabId),
    async check(text) {
      await ready;
      const ask = () => keeper.ask(service => service.check(text));
      // Rejected when the list changed or the worker broke down while it looked: then there is another list, or none.
      return (await ask().catch(ask)) ?? { state: 'unknown', reason: 'not-protecting' };
    },
    async sync() {
      await ready;
      await synchronise();
      return statusOf();
    },
    async enrol(code) {
      const decoded = decodeEnrolment(code);
      if (!decoded.ok) throw new Error(decoded.detail);
      await ready;
      const refusal = enrolRefusal(policy, keeper.snapshot().enrolment, decoded.enrolment);
      if (refusal) throw new Error(REFUSALS[refusal]);
      await accept(decoded.enrolment);
      return statusOf();
    },
    async enrolRefusal(code) {
      const decoded = decodeEnrolment(code);
      await ready;
      return decoded.ok ? enrolRefusal(policy, keeper.snapshot().enrolment, decoded.enrolment) : null;
    },
    async leave() {
      await ready;
      if (policy.forcesEnrolment) throw new Error(REFUSALS['by-policy']);
      if (policy.locksOptions) throw new Error(REFUSALS.locked);
      await syncing;
      await store.leave();
      await refresh();
      return statusOf();
    },
    // Pages ask for state and log together: a log that can't be read must not keep them from showing the state.
    holds: () => store.holds().catch(() => []),
    async eraseHolds() {
      await store.eraseHolds();
      notifyPages();
    },
    panelOnly: async () => ({
      organisation: [...new Set([...(keeper.snapshot().list?.head.panelOnly ?? []), ...policy.panelOnly])],
      // Pages ask for state and choices together: choices that can't be read must not keep them from showing the state.
      own: policy.locksOptions ? [] : await store.panelOnly().catch(() => []),
    }),
    async setPanelOnly(sites) {
      if (policy.locksOptions) throw new Error(REFUSALS.locked);
      await store.setPanelOnly(sites);
      await refresh();
    },
    async policy() {
      await ready;
      return policy;
    },
    obey,
    async holdRequest(request) {
      await ready;
      const outcome = await keeper.ask(service => service.hold(request));
      if (outcome?.ok) askAnew();
      return outcome ?? NOT_PROTECTING;
    },
    // As with the log: what can't be read must not keep pages from showing the state.
    waiting: async () => (await store.requests().catch(() => [])).map(waitingOf),
    async endRequest(id) {
      await ready;
      // Where nothing is looked up, nobody is held, and yet it is to go.
      if (keeper.service()) await keeper.ask(service => service.endHold(id));
      else await store.dropRequest(id);
      askAnew();
    },
    ownGuard: () => store.ownGuard().catch(() => null),
    async setOwnGuard(level) {
      await store.setOwnGuard(level);
      await refresh();
    },
  };

  return {
    api,
    connect(port) {
      const { sender } = port;
      if (sender?.id !== self.id) return;
      if (port.name === PAGE_PORT && isOwnPage(sender, self)) {
        pages.add(port);
        port.onDisconnect.addListener(() => pages.delete(port));
        expose(api, endpointOf(port));
      } else if (port.name === FRAME_PORT && sender.tab?.id !== undefined) {
        connectFrame(port, sender.tab.id);
      }
    },
    sleep() {
      for (const { port } of frames) post(port, { type: 'sleep' });
    },
  };
}

/** A frame of another origin is on the account of the page that shows it. */
function siteOf({ sender }: Port): string {
  const url = sender?.tab?.url ?? sender?.url ?? '';
  return URL.canParse(url) ? new URL(url).origin : url;
}

function post(port: Port, message: HostMessage | PageNotice): void {
  try {
    port.postMessage(message);
  } catch {
    // Disconnected a moment ago: its own event tidies up.
  }
}
