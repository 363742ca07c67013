import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { generate } from 'selfsigned';

/** What a host answers; `undefined` is "404 Not Found". */
export interface Reply {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Host = (url: URL) => Reply | undefined | Promise<Reply | undefined>;

/** One thing that arrived: a connection without a request (`connect`), or a request. */
export interface Arrival {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly kind: 'connect' | 'request';
  /** Origin and path with query, as asked for; a bare connection has the origin alone. */
  readonly url: string;
  /** `METHOD body`, for the search for what must not leave; empty for a connection. */
  readonly content: string;
}

/**
 * The whole internet on one port of this machine: browsers are started with every host name mapped here. Hosts
 * that were given a page serve it over https with a self-signed certificate; every connection is logged.
 */
export interface Hosts {
  readonly port: number;
  readonly arrivals: readonly Arrival[];
  /** Lets `host` answer for the origin, `https://…` without a path. */
  serve(origin: string, host: Host): void;
  close(): Promise<void>;
}

/** First byte of a TLS handshake record (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16;

export async function startHosts(): Promise<Hosts> {
  const arrivals: Arrival[] = [];
  const hosts = new Map<string, Host>();
  const sockets = new Set<Socket>();

  async function answer(scheme: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host ?? 'no-host.invalid'}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const content = `${request.method} ${JSON.stringify(request.headers)} ${Buffer.concat(chunks).toString('latin1')}`;
    arrivals.push({ time: Date.now(), kind: 'request', url: url.href, content });
    const reply = await hosts.get(url.origin)?.(url);
    response.writeHead(reply?.status ?? (reply ? 200 : 404), {
      'content-type': reply?.type ?? 'text/plain',
      'cache-control': 'no-store',
      ...reply?.headers,
    });
    response.end(reply?.body ?? 'Nothing here.');
  }

  function handler(scheme: string) {
    return (request: IncomingMessage, response: ServerResponse) => {
      answer(scheme, request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
        response.end(`The page could not be served: ${error instanceof Error ? error.message : error}`);
      });
    };
  }

  const certificate = await generate([{ name: 'commonName', value: 'Lethe test hosts' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const secure = createHttpsServer({ key: certificate.private, cert: certificate.cert }, handler('https'));
  const plain = createHttpServer(handler('http'));
  secure.on('secureConnection', socket => {
    const name = 'servername' in socket && socket.servername ? String(socket.servername) : 'no-name';
    arrivals.push({ time: Date.now(), kind: 'connect', url: `https://${name}`, content: '' });
  });
  secure.on('tlsClientError', () => {});

  const front = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    socket.once('data', first => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve));
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('the hosts got no port');

  return {
    port: address.port,
    arrivals,
    serve(origin, host) {
      hosts.set(origin, host);
    },
    async close() {
      const closed = new Promise<void>(resolve => front.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
