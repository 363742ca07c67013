import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isFrameMessage } from '../../../utils/lookup/frame-message.ts';
import { createLookupClient, type PortLookupClient } from '../../../utils/lookup/port-lookup-client.ts';
import { type Answer, MAX_TEXT_LENGTH } from '../../../utils/lookup/protocol.ts';
import type { Protection, Verdict } from '../../../utils/lookup/verdict.ts';
import { FakeLink } from './fake-port.ts';

const PROTECTING: Protection = {
  state: 'protecting',
  organisation: 'Acme',
  guard: 'hold',
  entries: 300,
  domains: 0,
  confirmedAt: 0,
  publishedAt: 0,
};
const LISTED: Verdict = { state: 'listed', scope: 'all', match: 'exact' };
const CLEAR: Verdict = { state: 'not-listed' };
const PENDING: Verdict = { state: 'pending' };
const BUDGET: Verdict = { state: 'unknown', reason: 'budget' };

let fake: FakeLink;
let client: PortLookupClient;
let ending: AbortController;
let onDead: ReturnType<typeof vi.fn<() => void>>;
let heard: number;

beforeEach(async () => {
  vi.useFakeTimers();
  fake = new FakeLink();
  ending = new AbortController();
  onDead = vi.fn(() => ending.abort());
  client = createLookupClient({ signal: ending.signal, onDead, link: fake.link });
  heard = 0;
  client.subscribe(() => {
    heard += 1;
  }, ending.signal);
  await settle();
  greet('list 1');
  heard = 0;
});

afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

function greet(generation: string): void {
  fake.port().onMessage.emit({ type: 'list', protection: PROTECTING, panelOnly: [], generation });
}

function answerLast(...verdicts: Verdict[]): void {
  const look = fake.port().looks().at(-1);
  if (!look) throw new Error('nothing was asked');
  const answers = verdicts.map((verdict, index): Answer => [verdict, [index]]);
  fake.port().onMessage.emit({ type: 'verdicts', id: look.id, answers });
}

it('asks once for what is read in one go, and then holds the verdicts', async () => {
  expect([client.verdictOf('a'), client.verdictOf('b'), client.verdictOf('a')]).toEqual([
    PENDING,
    PENDING,
    PENDING,
  ]);
  await settle();
  expect(fake.port().looks()).toMatchObject([{ priority: 'page', texts: ['a', 'b'] }]);
  answerLast(LISTED, CLEAR);
  expect(heard).toBe(1);
  expect([client.verdictOf('a'), client.verdictOf('b')]).toEqual([LISTED, CLEAR]);
  expect(client.protection()).toEqual(PROTECTING);
});

it('asks for a recipient apart from the page, also when the page asked already', async () => {
  client.verdictOf('a');
  await settle();
  client.verdictOf('a', 'reserved');
  await settle();
  expect(fake.port().looks()).toMatchObject([{ priority: 'page' }, { priority: 'reserved', texts: ['a'] }]);
});

it('after a disconnection ensures the host, asks again what was pending, and reports again', async () => {
  client.verdictOf('a', 'reserved');
  client.report({ checked: 0, unchecked: 1, listed: [], unreadable: [], record: 'none' });
  await settle();
  fake.port().drop();
  await settle();
  expect(fake.ensured).toBe(1);
  expect(fake.ports).toHaveLength(2);
  expect(fake.port().sent).toMatchObject([
    { type: 'look', priority: 'reserved', texts: ['a'] },
    { type: 'report', report: { unchecked: 1 } },
  ]);
  greet('list 1');
  answerLast(LISTED);
  expect(client.verdictOf('a')).toEqual(LISTED);
});

it('finds its verdicts standing when the host is back with the same list', async () => {
  client.verdictOf('a');
  await settle();
  answerLast(CLEAR);
  fake.port().drop();
  await settle();
  greet('list 1');
  expect(client.verdictOf('a')).toEqual(CLEAR);
});

it('with another list, holds who is listed until it is answered anew, and nobody else', async () => {
  client.verdictOf('a');
  client.verdictOf('b');
  await settle();
  answerLast(LISTED, CLEAR);
  greet('list 2');
  expect([client.verdictOf('a'), client.verdictOf('b')]).toEqual([LISTED, PENDING]);
  await settle();
  answerLast(CLEAR, LISTED);
  expect([client.verdictOf('a'), client.verdictOf('b')]).toEqual([CLEAR, LISTED]);
});

it('ignores an answer that was given under the list before', async () => {
  client.verdictOf('a');
  await settle();
  const old = fake.port().looks().at(-1)?.id ?? 0;
  greet('list 2');
  fake.port().onMessage.emit({ type: 'verdicts', id: old, answers: [[CLEAR, [0]]] });
  expect(client.verdictOf('a')).toEqual(PENDING);
  await settle();
  expect(fake.port().looks()).toHaveLength(2);
});

function answer(look: { readonly id: number }, ...verdicts: Verdict[]): void {
  const answers = verdicts.map((verdict, index): Answer => [verdict, [index]]);
  fake.port().onMessage.emit({ type: 'verdicts', id: look.id, answers });
}

/** What a listener does with every notice: it reads its verdicts again. */
function readAgain(...texts: [text: string, priority: 'page' | 'reserved'][]): void {
  client.subscribe(() => {
    for (const [text, priority] of texts) client.verdictOf(text, priority);
  }, ending.signal);
}

it('asks again after a minute for all that there was no budget for, also what was refused last', async () => {
  readAgain(['a', 'page'], ['b', 'page']);
  client.verdictOf('a');
  await settle();
  answerLast(BUDGET);
  await vi.advanceTimersByTimeAsync(30_000);
  client.verdictOf('b');
  await settle();
  answerLast(BUDGET);
  expect(client.verdictOf('a')).toEqual(BUDGET);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(fake.port().looks()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(fake.port().looks().at(-1)).toMatchObject({ texts: ['a', 'b'] });
  answerLast(CLEAR, BUDGET);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fake.port().looks().at(-1)).toMatchObject({ texts: ['b'] });
});

it('asks at once for a recipient whom the page had no budget for, but not again and again', async () => {
  readAgain(['a', 'reserved']);
  client.verdictOf('a');
  await settle();
  answerLast(BUDGET);
  await settle();
  expect(fake.port().looks()).toMatchObject([{ priority: 'page' }, { priority: 'reserved' }]);
  expect(client.verdictOf('a', 'reserved')).toEqual(PENDING);
  answerLast(BUDGET);
  await settle();
  expect(client.verdictOf('a', 'reserved')).toEqual(BUDGET);
  expect(fake.port().looks()).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fake.port().looks()).toHaveLength(3);
});

it("a recipient waits for its own answer when the page's is refused", async () => {
  client.verdictOf('a');
  await settle();
  client.verdictOf('a', 'reserved');
  await settle();
  const [ofPage, ofRecipient] = fake.port().looks();
  if (!ofPage || !ofRecipient) throw new Error('not asked twice');
  answer(ofPage, BUDGET);
  expect(client.verdictOf('a', 'reserved')).toEqual(PENDING);
  answer(ofRecipient, LISTED);
  expect(client.verdictOf('a')).toEqual(LISTED);
});

it("keeps a recipient's verdict when the page's answer comes later and is a refusal", async () => {
  client.verdictOf('a');
  await settle();
  client.verdictOf('a', 'reserved');
  await settle();
  const [ofPage, ofRecipient] = fake.port().looks();
  if (!ofPage || !ofRecipient) throw new Error('not asked twice');
  answer(ofRecipient, LISTED);
  answer(ofPage, BUDGET);
  expect(client.verdictOf('a')).toEqual(LISTED);
});

it('asks for thousands in messages that the host takes', async () => {
  const texts = Array.from({ length: 2_500 }, (_, index) => `${index}@example.com`);
  for (const text of texts) client.verdictOf(text);
  await settle();
  const looks = fake.port().looks();
  expect(looks.map(look => look.texts.length)).toEqual([1_000, 1_000, 500]);
  expect(looks.every(isFrameMessage)).toBe(true);
  expect(looks.flatMap(look => look.texts)).toEqual(texts);
});

it('does not ask for a text that is too long for any address', async () => {
  expect(client.verdictOf('x'.repeat(MAX_TEXT_LENGTH + 1))).toEqual({
    state: 'unknown',
    reason: 'not-an-address',
  });
  await settle();
  expect(fake.port().looks()).toEqual([]);
});

it('holds no more than 20,000 waiting texts for a page, and recipients beside them', async () => {
  for (let text = 0; text < 20_000; text += 1) client.verdictOf(`${text}@example.com`);
  expect(client.verdictOf('one.more@example.com')).toEqual(BUDGET);
  expect(client.verdictOf('recipient@example.com', 'reserved')).toEqual(PENDING);
  await settle();
  for (const look of fake.port().looks()) answer(look, ...look.texts.map(() => CLEAR));
  heard = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toBe(1);
  expect(client.verdictOf('one.more@example.com')).toEqual(PENDING);
});

it('stays unconnected while the host sleeps, until there is something to ask or a host has started', async () => {
  fake.port().onMessage.emit({ type: 'sleep' });
  fake.port().drop();
  await settle();
  expect(fake.ports).toHaveLength(1);
  client.verdictOf('new');
  await settle();
  expect(fake.ports).toHaveLength(2);
  expect(fake.port().looks()).toMatchObject([{ texts: ['new'] }]);
});

it('wakes with a host that has started', async () => {
  fake.port().onMessage.emit({ type: 'sleep' });
  fake.port().drop();
  fake.wake();
  await settle();
  expect(fake.ports).toHaveLength(2);
});

it('ends when its extension is gone', async () => {
  fake.isAlive = false;
  fake.port().drop();
  await settle();
  expect(onDead).toHaveBeenCalledOnce();
  expect(client.verdictOf('a')).toEqual({ state: 'unknown', reason: 'not-protecting' });
});

it('waits longer and longer for a host that does not come', async () => {
  for (const pause of [0, 100, 500, 2_000]) {
    fake.port().drop();
    await vi.advanceTimersByTimeAsync(pause);
  }
  expect(fake.ports).toHaveLength(5);
});

it('keeps a line of the log until it can be handed over', async () => {
  fake.port().onMessage.emit({ type: 'sleep' });
  fake.port().drop();
  client.log({ time: 1, site: 'Gmail', scope: 'all', action: 'held' });
  await settle();
  expect(fake.port().sent).toMatchObject([{ type: 'log', entry: { action: 'held' } }]);
});
