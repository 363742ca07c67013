import { type Remote, wrap } from 'comlink';
import { CANARY } from '../../../utils/blocklist/canary.ts';
import { utf8 } from '../../../utils/bytes.ts';
import { domainCandidates, hostOfEmail } from '../../../utils/identifier/domain-v1.ts';
import type { AnswersMessage, LookupService } from '../../../utils/lookup/lookup-service.ts';
import { loadArgon2idWasm } from '../../../utils/scheme/argon2-wasm.ts';
import type { Argon2id } from '../../../utils/scheme/tag.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';
import { openStore } from '../../../utils/sync/store.ts';

// For the built lookup worker itself, beside what it runs: asks it from within, so that no message between threads
// is in the time.
const answered = new Map<number, (count: number) => void>();
let nextId = 1;
let hostWithin: { tell(message: unknown): void; service: Remote<LookupService> } | undefined;
let argon2id: Argon2id | undefined;

/** Milliseconds from IndexedDB to a list that answers for its canary. */
export async function load(): Promise<number> {
  const start = performance.now();
  const { problem } = await within().service.load();
  const elapsed = performance.now() - start;
  const { state } = await within().service.check(CANARY);
  if (state !== 'listed') throw new Error(`the list was not loaded: ${problem?.code ?? 'no list'}`);
  return elapsed;
}

/** Milliseconds from texts to all their verdicts, which all have to be of this state. */
export async function look(texts: readonly string[], state: 'listed' | 'not-listed'): Promise<number> {
  const id = nextId;
  nextId += 1;
  let left = texts.length;
  const { tell } = within();
  const done = new Promise<void>(resolve => {
    answered.set(id, count => {
      left -= count;
      if (left === 0) resolve();
    });
  });
  wanted = state;
  // No page's, whose cheap answers are held back as long as a tag takes; and without a budget.
  const asking = { asker: 'bench', page: 'own', site: 'own', level: 'own' } as const;
  const start = performance.now();
  tell({ type: 'look', question: id, request: { ...asking, texts } });
  await done;
  const elapsed = performance.now() - start;
  answered.delete(id);
  if (wrong !== undefined) throw new Error(`a verdict was ${wrong}`);
  return elapsed;
}

/** Milliseconds for the HMACs that a batch needs at the least, by the same key: of each address, of each domain once. */
export async function bareHmacs(addresses: readonly string[]): Promise<number> {
  key ??= await digestKeyInForce();
  const digestKey = key;
  const domains = new Set(addresses.flatMap(address => domainCandidates(hostOfEmail(address))));
  const messages = [
    ...addresses.map(address => utf8(['lethe/v1', 'email', '1', address].join('\0'))),
    ...[...domains].map(domain => utf8(['lethe/v1', 'domain', '1', domain].join('\0'))),
  ];
  const start = performance.now();
  await Promise.all(messages.map(message => crypto.subtle.sign('HMAC', digestKey, message)));
  return performance.now() - start;
}

/** Milliseconds for one Argon2id as tags need it, in this thread. */
export async function bareArgon2id(wasmUrl: string): Promise<number> {
  argon2id ??= await loadArgon2idWasm(wasmUrl);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const password = crypto.randomUUID().replaceAll('-', '').repeat(2);
  const start = performance.now();
  await argon2id(password, salt, SUITE_1);
  return performance.now() - start;
}

async function digestKeyInForce(): Promise<CryptoKey> {
  const { enrolment } = await openStore().snapshot();
  if (!enrolment) throw new Error('nothing is enrolled');
  return enrolment.digestKey;
}

let key: CryptoKey | undefined;
let wanted: string | undefined;
let wrong: string | undefined;

/** What comes from this worker's host is dispatched here, and what it replies is taken. */
function within() {
  if (hostWithin) return hostWithin;
  const replies = new EventTarget();
  const tell = (data: unknown) => globalThis.dispatchEvent(new MessageEvent('message', { data }));
  Object.assign(globalThis, {
    postMessage(data: AnswersMessage) {
      if (data.type === 'answers') onAnswers(data);
      else replies.dispatchEvent(new MessageEvent('message', { data }));
    },
  });
  const service = wrap<LookupService>({
    postMessage: tell,
    addEventListener: replies.addEventListener.bind(replies),
    removeEventListener: replies.removeEventListener.bind(replies),
  });
  hostWithin = { tell, service };
  return hostWithin;
}

function onAnswers({ question, answers }: AnswersMessage): void {
  for (const [{ state }, indexes] of answers) {
    if (state !== wanted) wrong = state;
    answered.get(question)?.(indexes.length);
  }
}
