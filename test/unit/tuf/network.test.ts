import { describe, expect, test } from 'vitest';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';
import { BASE, DAY, DemoRepository, HEAD_PATH, textOf } from './demo-repository.ts';

type Failure = () => Promise<Response>;

/** Ways in which one request can go wrong. */
const FAILURES: Readonly<Record<string, Failure>> = {
  'the network is down': () => Promise.reject(new TypeError('Failed to fetch')),
  'the server answers 500': async () => new Response('oops', { status: 500 }),
  'the file is cut short': async () => new Response('{"signed": {'),
};

/** The repository's fetch, of which the n-th request from now on fails. */
function failingAt(repository: DemoRepository, position: number, failure: Failure): Fetch {
  let count = 0;
  return (url, init) => (count++ === position ? failure() : repository.fetch(url, init));
}

/** A repository two publications and two roots ahead of its client. */
async function aheadOfItsClient(): Promise<DemoRepository> {
  const repository = await DemoRepository.create();
  expect(await repository.update()).toMatchObject({ ok: true });
  for (const head of ['second list', 'third list']) {
    const { root } = repository.signers;
    repository.signers.root = [await generateSigningKey()];
    await repository.publishRoot([...root, ...repository.signers.root]);
    repository.head = head;
    await repository.publish();
  }
  return repository;
}

/** 2.root, 3.root, 4.root (missing), timestamp, snapshot, targets. */
const REQUESTS = 6;

describe.each(Object.keys(FAILURES))('a torn update, %s', name => {
  const failure = FAILURES[name];
  if (!failure) throw new Error(name);

  test.each(Array.from({ length: REQUESTS }, (_, position) => position))(
    'at request %i, is reported and made good by the next',
    async position => {
      const repository = await aheadOfItsClient();
      const torn = await repository.update({ fetch: failingAt(repository, position, failure) });
      expect(torn).toMatchObject({
        ok: false,
        problem: { code: expect.stringMatching(/^(offline|bad-file)$/) },
      });
      const next = await repository.update();
      expect(next).toMatchObject({ ok: true, versions: { root: 3, timestamp: 3, snapshot: 3, targets: 3 } });
      const head = next.ok ? await next.target(HEAD_PATH) : next;
      expect(head.ok && textOf(head.value)).toBe('third list');
    },
  );

  test('at the head, is reported and made good by the next', async () => {
    const repository = await aheadOfItsClient();
    const torn = await repository.update({ fetch: failingAt(repository, REQUESTS, failure) });
    expect(torn.ok && (await torn.target(HEAD_PATH))).toMatchObject({ ok: false });
    const next = await repository.update();
    expect(next).toMatchObject({ ok: true, changed: false });
    const head = next.ok ? await next.target(HEAD_PATH) : next;
    expect(head.ok && textOf(head.value)).toBe('third list');
  });
});

describe('the walk over roots', () => {
  test.each([403, 404])('%i ends it', async status => {
    const repository = await DemoRepository.create();
    const fetch = failingAt(repository, 0, async () => new Response('', { status }));
    expect(await repository.update({ fetch })).toMatchObject({ ok: true });
  });

  test.each([500, 429, 401])('%i doesn’t: somebody may be keeping a new root from us', async status => {
    const repository = await DemoRepository.create();
    const fetch = failingAt(repository, 0, async () => new Response('', { status }));
    expect(await repository.update({ fetch })).toEqual({
      ok: false,
      problem: { code: 'offline', detail: `2.root.json was answered with ${status}` },
    });
  });
});

describe('what stands in the way', () => {
  test('a redirect is refused by name', async () => {
    const repository = await DemoRepository.create();
    const location = 'https://elsewhere.example/timestamp.json';
    const fetch = failingAt(
      repository,
      1,
      async () => new Response(null, { status: 302, headers: { location } }),
    );
    expect(await repository.update({ fetch })).toEqual({
      ok: false,
      problem: { code: 'offline', detail: 'timestamp.json was redirected, which is refused' },
    });
  });

  test('endless data in a timestamp is cut off', async () => {
    const repository = await DemoRepository.create();
    const endless = () =>
      new ReadableStream<Uint8Array>({ pull: controller => controller.enqueue(new Uint8Array(1024)) });
    const fetch = failingAt(repository, 1, async () => new Response(endless()));
    expect(await repository.update({ fetch })).toEqual({
      ok: false,
      problem: { code: 'bad-file', detail: 'timestamp.json is longer than 16384 bytes' },
    });
  });

  test('a snapshot longer than the timestamp says is cut off at that length', async () => {
    const repository = await DemoRepository.create();
    const path = 'metadata/1.snapshot.json';
    const length = repository.file(path).length;
    repository.files.set(path, new Uint8Array(length + 1));
    expect(await repository.update()).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', detail: `1.snapshot.json is longer than ${length} bytes` },
    });
  });

  test('a timestamp that isn’t there is the repository’s fault', async () => {
    const repository = await DemoRepository.create();
    repository.files.delete('metadata/timestamp.json');
    expect(await repository.update()).toEqual({
      ok: false,
      problem: { code: 'bad-file', detail: "timestamp.json isn't there (answer 404)" },
    });
  });

  test('a store that can’t be written is reported, and the next update completes', async () => {
    const repository = await DemoRepository.create();
    repository.store.broken = true;
    expect(await repository.update()).toEqual({
      ok: false,
      problem: { code: 'store-broken', detail: "timestamp.json couldn't be kept: quota exceeded" },
    });
    repository.store.broken = false;
    expect(await repository.update()).toMatchObject({ ok: true });
  });

  test('a store full of rubbish is replaced', async () => {
    const repository = await DemoRepository.create();
    expect(await repository.update()).toMatchObject({ ok: true });
    for (const name of repository.store.files.keys()) repository.store.files.set(name, new Uint8Array(100));
    repository.store.files.set('2.root.json', new Uint8Array(100));
    expect(await repository.update()).toMatchObject({ ok: true, changed: true });
    expect(await repository.update()).toMatchObject({ ok: true, changed: false });
  });

  test('only the repository is asked, and only for its files', async () => {
    const repository = await aheadOfItsClient();
    const asked: string[] = [];
    const update = await repository.update({
      fetch: (url, init) => {
        asked.push(url);
        return repository.fetch(url, init);
      },
    });
    if (update.ok) await update.target(HEAD_PATH);
    expect(asked).toEqual([
      `${BASE}metadata/2.root.json`,
      `${BASE}metadata/3.root.json`,
      `${BASE}metadata/4.root.json`,
      `${BASE}metadata/timestamp.json`,
      `${BASE}metadata/3.snapshot.json`,
      `${BASE}metadata/3.targets.json`,
      expect.stringMatching(new RegExp(`^${BASE}targets/[0-9a-f]{64}\\.${HEAD_PATH}$`)),
    ]);
  });

  test('a metadata file already at hand isn’t fetched again', async () => {
    const repository = await DemoRepository.create();
    expect(await repository.update()).toMatchObject({ ok: true });
    repository.time += DAY;
    await repository.publishTimestamp(repository.snapshotBytes());
    repository.requests.length = 0;
    expect(await repository.update()).toMatchObject({ ok: true, changed: true, versions: { timestamp: 2 } });
    expect(repository.requests).toEqual(['metadata/2.root.json', 'metadata/timestamp.json']);
  });
});
