import { createServer, type RequestListener, type Server } from 'node:http';
import { createBrotliCompress, createGzip } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { type Fetch, fetchFile } from '../../../utils/tuf/fetch-file.ts';
import { BASE, DAY, DemoRepository } from './demo-repository.ts';

const MIB = 1024 * 1024;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}

/** Node's fetch, which counts the bytes that are pulled out of it, unpacked. */
function countingFetch(): { readonly fetch: Fetch; pulledBytes(): number } {
  let pulled = 0;
  return {
    async fetch(url, init) {
      const response = await fetch(url, init);
      const reader = response.body?.getReader();
      if (!reader) return response;
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            const { done, value } = await reader.read();
            if (done) return controller.close();
            pulled += value.length;
            controller.enqueue(value);
          },
          cancel: reason => reader.cancel(reason),
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { status: response.status, headers: response.headers });
    },
    pulledBytes: () => pulled,
  };
}

/** As much as is taken, for ever. */
function zeros(write: (chunk: Buffer) => boolean, onDrain: (go: () => void) => void): void {
  const chunk = Buffer.alloc(256 * 1024);
  const go = () => {
    for (let room = true; room; ) room = write(chunk);
    onDrain(go);
  };
  go();
}

const PACKED: Readonly<Record<string, () => ReturnType<typeof createGzip>>> = {
  gzip: createGzip,
  br: createBrotliCompress,
};

describe('endless data from a real server', () => {
  test.each(['identity', 'gzip', 'br'])('%s, cost at most a MiB more memory than allowed', async encoding => {
    const url = await serve((_, response) => {
      response.writeHead(200, encoding === 'identity' ? {} : { 'content-encoding': encoding });
      const packer = PACKED[encoding]?.();
      const out = packer ?? response;
      packer?.pipe(response);
      response.on('close', () => packer?.destroy());
      zeros(
        chunk => !response.destroyed && out.write(chunk),
        go => out.once('drain', go),
      );
    });
    const { fetch, pulledBytes } = countingFetch();
    const maxLengthBytes = 4 * MIB;
    const result = await fetchFile(url, { maxLengthBytes, timeoutMs: 30_000, fetch });
    expect(result).toMatchObject({ ok: false, reason: 'too-long' });
    expect(pulledBytes()).toBeGreaterThan(maxLengthBytes);
    expect(pulledBytes()).toBeLessThanOrEqual(maxLengthBytes + MIB);
  });
});

/** A repository over loopback, of which a test bends single answers. */
async function overLoopback(repository: DemoRepository, bend: Partial<Record<string, RequestListener>>) {
  const address = await serve((request, response) => {
    const path = (request.url ?? '').slice(1);
    const bent = bend[path];
    if (bent) return bent(request, response);
    const bytes = repository.files.get(decodeURIComponent(path));
    response.writeHead(bytes ? 200 : 404, { 'content-type': bytes ? 'application/json' : 'text/html' });
    response.end(bytes ?? '<p>Not found');
  });
  return repository.update({ fetch: (url, init) => fetch(url.replace(BASE, address), init) });
}

describe('a server that is none', () => {
  const signIn: RequestListener = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Welcome to the hotel</title>');
  };

  test.each([
    'metadata/2.root.json',
    'metadata/timestamp.json',
    'metadata/2.snapshot.json',
    'metadata/2.targets.json',
  ])('but a sign-in page in the place of %s is named, and the next update completes', async path => {
    const repository = await DemoRepository.create();
    expect(await overLoopback(repository, {})).toMatchObject({ ok: true });
    await repository.publish();
    expect(await overLoopback(repository, { [path]: signIn })).toMatchObject({
      ok: false,
      problem: { code: 'sign-in-page', detail: expect.stringMatching(/json was answered with a web page/) },
    });
    expect(await overLoopback(repository, {})).toMatchObject({ ok: true, versions: { timestamp: 2 } });
  });

  test('a "not found" that is a web page ends the walk over roots like any other', async () => {
    expect(await overLoopback(await DemoRepository.create(), {})).toMatchObject({ ok: true });
  });

  test('a redirect to another origin is refused, and that origin not asked', async () => {
    let asked = 0;
    const repository = await DemoRepository.create();
    const elsewhere = await serve((_, response) => {
      asked += 1;
      response.end(repository.file('metadata/timestamp.json'));
    });
    const redirect: RequestListener = (_, response) =>
      response.writeHead(302, { location: `${elsewhere}timestamp.json` }).end();
    expect(await overLoopback(repository, { 'metadata/timestamp.json': redirect })).toMatchObject({
      ok: false,
      problem: { code: 'offline', detail: 'timestamp.json was redirected, which is refused' },
    });
    expect(asked).toBe(0);
  });
});

describe('files that vanish', () => {
  test.each(['snapshot', 'targets'] as const)(
    'a new %s that isn’t there is named, and taken once it is',
    async role => {
      const repository = await DemoRepository.create();
      expect(await repository.update()).toMatchObject({ ok: true });
      await repository.publish();
      const path = `metadata/2.${role}.json`;
      const file = repository.file(path);
      repository.files.delete(path);
      for (let again = 0; again < 3; again += 1) {
        expect(await repository.update()).toMatchObject({ ok: false, problem: { code: 'bad-file' } });
      }
      repository.files.set(path, file);
      expect(await repository.update()).toMatchObject({ ok: true, versions: { [role]: 2 } });
    },
  );

  test('an old snapshot and old targets that are gone are no loss', async () => {
    const repository = await DemoRepository.create();
    expect(await repository.update()).toMatchObject({ ok: true });
    for (const role of ['snapshot', 'targets']) repository.files.delete(`metadata/1.${role}.json`);
    expect(await repository.update()).toMatchObject({ ok: true, changed: false });
  });
});

describe('a timestamp that two readers could understand differently', () => {
  test.each([
    [
      'a version of 2^53',
      (text: string) => text.replace(/"version":\s*1/, '"version": 9007199254740992'),
      'safe integer',
    ],
    ['a version of 1e3', (text: string) => text.replace(/"version":\s*1/, '"version": 1e3'), 'safe integer'],
    [
      'two versions',
      (text: string) => text.replace(/"version":\s*1/, '"version": 1, "version": 2'),
      'stands twice',
    ],
    [
      'two blocks of signed content',
      (text: string) => text.replace(/\{/, '{"signed": {"_type": "timestamp"}, '),
      'stands twice',
    ],
    ['brackets five thousand deep', () => '['.repeat(5_000), 'nested too deeply'],
  ])('with %s is refused', async (_, change, words) => {
    const repository = await DemoRepository.create();
    const path = 'metadata/timestamp.json';
    const text = new TextDecoder().decode(repository.file(path));
    const changed = change(text);
    expect(changed).not.toBe(text);
    repository.files.set(path, utf8(changed));
    expect(await repository.update()).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', detail: expect.stringContaining(words) },
    });
  });

  test('but the highest version that is a safe integer is one', async () => {
    const repository = await DemoRepository.create();
    await repository.publish({
      timestamp: { unsigned: signed => ({ ...signed, version: Number.MAX_SAFE_INTEGER }) },
    });
    expect(await repository.update()).toMatchObject({
      ok: true,
      versions: { timestamp: Number.MAX_SAFE_INTEGER },
    });
    await repository.publish();
    expect(await repository.update()).toMatchObject({ ok: false, problem: { code: 'rollback' } });
  });
});

describe('a clock', () => {
  test.each([-20, 6])(
    '%i days off lets an unexpired list in: what it can hide, the status says',
    async days => {
      const repository = await DemoRepository.create();
      expect(await repository.update({ now: () => repository.time + days * DAY })).toMatchObject({
        ok: true,
      });
    },
  );

  test('40 days ahead sees everything expired, and writes nothing off for good', async () => {
    const repository = await DemoRepository.create();
    expect(await repository.update({ now: () => repository.time + 40 * DAY })).toMatchObject({
      ok: false,
      problem: { code: 'expired' },
    });
    expect(await repository.update()).toMatchObject({ ok: true });
  });
});
