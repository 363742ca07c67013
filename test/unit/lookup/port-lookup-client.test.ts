import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLookupClient, type PortLookupClient } from '../../../utils/lookup/port-lookup-client.ts';
import type { Protection, Verdict } from '../../../utils/lookup/verdict.ts';
import { FakeLink } from './fake-port.ts';

const PROTECTING: Protection = {
  state: 'protecting',
  organisation: 'Acme',
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
  fake.port().onMessage.emit({ type: 'list', protection: PROTECTING, generation });
}

function answerLast(...verdicts: Verdict[]): void {
  const look = fake.port().looks().at(-1);
  if (!look) throw new Error('nothing was asked');
  const answers = verdicts.map((verdict, index) => [index, verdict] as const);
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
  client.report({ checked: 0, unchecked: 1, listed: [] });
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
  fake.port().onMessage.emit({ type: 'verdicts', id: old, answers: [[0, CLEAR]] });
  expect(client.verdictOf('a')).toEqual(PENDING);
  await settle();
  expect(fake.port().looks()).toHaveLength(2);
});

it('asks again after a minute for what there was no budget for, and at once for a recipient', async () => {
  client.verdictOf('a');
  await settle();
  answerLast(BUDGET);
  expect(client.verdictOf('a')).toEqual(BUDGET);
  expect(client.verdictOf('a', 'reserved')).toEqual(PENDING);
  await settle();
  answerLast(BUDGET);
  heard = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toBe(1);
  expect(client.verdictOf('a')).toEqual(PENDING);
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
