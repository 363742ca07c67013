import type { Browser } from 'wxt/browser';
import type { HostLink } from '../../../utils/lookup/host-link.ts';
import type { FrameMessage, HostMessage, PageNotice } from '../../../utils/lookup/protocol.ts';
import { eachAnswer } from './each-answer.ts';

type Listener<T> = (value: T) => void;

function event<T>() {
  const listeners = new Set<Listener<T>>();
  return {
    addListener: (listener: Listener<T>) => listeners.add(listener),
    removeListener: (listener: Listener<T>) => listeners.delete(listener),
    emit: (value: T) => {
      for (const listener of [...listeners]) listener(value);
    },
  };
}

/** One end of a Port, and what a test does at the other. */
export class FakePort {
  readonly sent: FrameMessage[] = [];
  readonly onMessage = event<HostMessage>();
  readonly onDisconnect = event<FakePort>();
  isOpen = true;

  postMessage(message: FrameMessage): void {
    if (!this.isOpen) throw new Error('Attempting to use a disconnected port object');
    this.sent.push(message);
  }

  disconnect(): void {
    this.isOpen = false;
  }

  /** The other side ends it. */
  drop(): void {
    this.isOpen = false;
    this.onDisconnect.emit(this);
  }

  looks() {
    return this.sent.flatMap(message => (message.type === 'look' ? [message] : []));
  }
}

/** A host that is there or isn't, and an extension that lives or doesn't. */
export class FakeLink {
  readonly ports: FakePort[] = [];
  ensured = 0;
  isAlive = true;
  wake: () => void = () => undefined;

  port(): FakePort {
    const port = this.ports.at(-1);
    if (!port) throw new Error('nothing connected');
    return port;
  }

  readonly link: HostLink = {
    connect: () => {
      if (!this.isAlive) throw new Error('Extension context invalidated.');
      const port = new FakePort();
      this.ports.push(port);
      return asPort(port);
    },
    ensureHost: async () => {
      this.ensured += 1;
    },
    alive: () => this.isAlive,
    onHostStarted: listener => {
      this.wake = listener;
    },
  };
}

function asPort(port: unknown): Browser.runtime.Port {
  if (!isPort(port)) throw new Error('not a Port');
  return port;
}

function isPort(value: unknown): value is Browser.runtime.Port {
  return value instanceof FakePort || value instanceof FakeHostPort;
}

/** The host's end of a Port from somewhere: what it posts is kept, what it is sent is said. */
export class FakeHostPort {
  readonly posted: (HostMessage | PageNotice)[] = [];
  readonly onMessage = event<unknown>();
  readonly onDisconnect = event<FakeHostPort>();
  readonly name: string;
  readonly sender: Browser.runtime.MessageSender;

  constructor(name: string, sender: Browser.runtime.MessageSender) {
    this.name = name;
    this.sender = sender;
  }

  postMessage(message: HostMessage | PageNotice): void {
    this.posted.push(message);
  }

  get port(): Browser.runtime.Port {
    return asPort(this);
  }

  /** The list's generations announced so far. */
  generations(): string[] {
    return this.posted.flatMap(message => (message.type === 'list' ? [message.generation] : []));
  }

  /** Each text's index and its verdict, in the order in which they came. */
  answers() {
    const answers = this.posted.flatMap(message => (message.type === 'verdicts' ? message.answers : []));
    return eachAnswer(answers);
  }
}
