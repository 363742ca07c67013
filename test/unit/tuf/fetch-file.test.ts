import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { type Fetch, fetchFile } from '../../../utils/tuf/fetch-file.ts';

const servers: Server[] = [];

afterEach(() => {
  vi.useRealTimers();
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
  return `http://127.0.0.1:${address.port}/file`;
}

const bounds = { maxLengthBytes: 1000, timeoutMs: 5000, fetch };

describe('a file', () => {
  test('comes whole', async () => {
    const url = await serve((_, response) => response.end('hello'));
    expect(await fetchFile(url, bounds)).toEqual({ ok: true, bytes: utf8('hello') });
  });

  test('may be exactly as long as allowed', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(1000)));
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: true });
  });

  test('may be empty', async () => {
    const url = await serve((_, response) => response.end());
    expect(await fetchFile(url, bounds)).toEqual({ ok: true, bytes: new Uint8Array() });
  });

  test.each([
    [{}, 'no-store'],
    [{ cache: 'no-cache' }, 'no-cache'],
  ] as const)(
    'is asked for without cookies and referrer, and with %j the cache is at "%s"',
    async (options, cache) => {
      const asked = vi.fn<Fetch>(async () => new Response('hello'));
      await fetchFile('https://list.example.org/file', { ...bounds, ...options, fetch: asked });
      expect(asked).toHaveBeenCalledWith(
        'https://list.example.org/file',
        expect.objectContaining({
          cache,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          redirect: 'manual',
        }),
      );
      expect(asked.mock.calls[0]?.[1]).not.toHaveProperty('headers');
    },
  );

  test('is fetched without handing fetch an owner, which a browser’s fetch refuses', async () => {
    let owner: unknown = 'never called';
    async function asked(this: unknown) {
      owner = this;
      return new Response('hello');
    }
    await fetchFile('https://list.example.org/file', { ...bounds, fetch: asked });
    expect(owner).toBeUndefined();
  });
});

describe('an answer that isn’t the file', () => {
  test.each([
    [403, 'missing'],
    [404, 'missing'],
    [500, 'status'],
    [503, 'status'],
    [206, 'status'],
    [204, 'status'],
  ])('%i is "%s"', async (status, reason) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    expect(await fetchFile(url, bounds)).toMatchObject({
      ok: false,
      reason,
      detail: expect.stringContaining(`${status}`),
    });
  });

  test.each([301, 302, 303, 307, 308])('redirect %i is refused, and its address not asked', async status => {
    let asked = 0;
    const elsewhere = await serve((_, response) => {
      asked++;
      response.end('elsewhere');
    });
    const url = await serve((_, response) => response.writeHead(status, { location: elsewhere }).end());
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'redirected' });
    expect(asked).toBe(0);
  });

  test('a redirect that a browser hides is refused', async () => {
    const opaque = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    const result = await fetchFile('https://list.example.org/file', { ...bounds, fetch: async () => opaque });
    expect(result).toMatchObject({ ok: false, reason: 'redirected' });
  });

  test('a redirect that fetch followed all the same is refused', async () => {
    const followed = Object.defineProperty(new Response('elsewhere'), 'redirected', { value: true });
    const result = await fetchFile('https://list.example.org/file', {
      ...bounds,
      fetch: async () => followed,
    });
    expect(result).toMatchObject({ ok: false, reason: 'redirected' });
  });

  test('a web page is refused as such, whoever signs one in there', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<title>Sign in</title>'),
    );
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'web-page' });
  });

  test('304, where nobody asked for it, is no redirect', async () => {
    const url = await serve((_, response) => response.writeHead(304).end());
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'status' });
  });

  test('no server is "network"', async () => {
    const url = await serve(() => undefined);
    for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve));
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'network' });
  });

  test('a connection that breaks off is "network", never a short file', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'network' });
  });
});

describe('endless data', () => {
  test('is cut off one byte past the limit, and the source is told', async () => {
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 100;
        controller.enqueue(new Uint8Array(100));
      },
      cancel() {
        cancelled = true;
      },
    });
    const result = await fetchFile('https://list.example.org/file', {
      ...bounds,
      fetch: async () => new Response(body),
    });
    expect(result).toMatchObject({ ok: false, reason: 'too-long' });
    expect(sent).toBeLessThanOrEqual(1300);
    expect(cancelled).toBe(true);
  });

  test('is cut off on a real connection', async () => {
    let closed = false;
    const url = await serve((_, response) => {
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => {
        clearInterval(more);
        closed = true;
      });
    });
    expect(await fetchFile(url, bounds)).toMatchObject({ ok: false, reason: 'too-long' });
    await vi.waitFor(() => expect(closed).toBe(true));
  });
});

describe('time', () => {
  test('a slow drip ends after the time allowed, however steadily it drips', async () => {
    vi.useFakeTimers();
    let timer: ReturnType<typeof setInterval> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        timer = setInterval(() => controller.enqueue(new Uint8Array(1)), 1000);
      },
      cancel: () => clearInterval(timer),
    });
    const result = fetchFile('https://list.example.org/file', {
      ...bounds,
      timeoutMs: 30_000,
      fetch: async () => new Response(body),
    });
    await vi.advanceTimersByTimeAsync(29_999);
    const open = Symbol('open');
    expect(await Promise.race([result, Promise.resolve(open)])).toBe(open);
    await vi.advanceTimersByTimeAsync(1);
    expect(await result).toMatchObject({
      ok: false,
      reason: 'timeout',
      detail: expect.stringContaining('30 seconds'),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a fetch that never answers and heeds no signal ends too', async () => {
    vi.useFakeTimers();
    const result = fetchFile('https://list.example.org/file', {
      ...bounds,
      fetch: () => new Promise(() => undefined),
    });
    await vi.advanceTimersByTimeAsync(5000);
    expect(await result).toMatchObject({ ok: false, reason: 'timeout' });
  });

  test('whoever asked may end it', async () => {
    const url = await serve(() => undefined);
    const ending = new AbortController();
    const result = fetchFile(url, { ...bounds, signal: ending.signal });
    ending.abort();
    expect(await result).toMatchObject({ ok: false, reason: 'aborted' });
    expect(await fetchFile(url, { ...bounds, signal: ending.signal })).toMatchObject({
      ok: false,
      reason: 'aborted',
    });
  });

  test('a file that came leaves no timer behind', async () => {
    vi.useFakeTimers();
    await fetchFile('https://list.example.org/file', { ...bounds, fetch: async () => new Response('hello') });
    expect(vi.getTimerCount()).toBe(0);
  });
});
