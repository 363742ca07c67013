import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What happens at the server: a file was asked for, or its last byte went out. */
export interface Transfer {
  readonly kind: 'asked' | 'sent';
  readonly path: string;
}

/** Serves a published folder as any publication left it, as slowly as asked. */
export interface ListServer {
  readonly url: string;
  /** Takes `timestamp.json` as it stands for the newest publication. */
  remember(): Promise<void>;
  /** Serves the list as of this publication, counted from 1; 0: the server doesn't answer. */
  serve(publication: number): void;
  /** Lets its own clock say this from now on, in milliseconds since the epoch; absent for the machine's. */
  say(time?: number): void;
  /** Hears of every transfer until it is called with nothing. */
  listen(listener: ((transfer: Transfer) => void) | undefined): void;
  close(): Promise<void>;
}

const CHUNKS = 8;

/** @param chunkMs pause between the eight parts of a segment */
export async function startListServer(folder: string, chunkMs: number): Promise<ListServer> {
  const timestamps: Uint8Array[] = [];
  let served = 0;
  let said: number | undefined;
  let listener: ((transfer: Transfer) => void) | undefined;

  async function send(path: string, response: ServerResponse): Promise<void> {
    const timestamp = path === '/metadata/timestamp.json' ? timestamps[served - 1] : undefined;
    const bytes = timestamp ?? (await readFile(join(folder, path)).catch(() => undefined));
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'date');
    if (said !== undefined) response.setHeader('date', new Date(said).toUTCString());
    response.setHeader('cache-control', 'no-cache');
    if (!bytes) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': bytes.length });
    if (path.startsWith('/segments/')) {
      const size = Math.ceil(bytes.length / CHUNKS);
      for (let start = 0; start < bytes.length; start += size) {
        response.write(bytes.subarray(start, start + size));
        await wait(chunkMs);
      }
      response.end();
    } else response.end(bytes);
    response.once('finish', () => listener?.({ kind: 'sent', path }));
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    if (served === 0) {
      response.destroy();
      return;
    }
    listener?.({ kind: 'asked', path });
    send(path, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the list server got no port');

  return {
    url: `http://127.0.0.1:${address.port}/`,
    async remember() {
      timestamps.push(await readFile(join(folder, 'metadata/timestamp.json')));
    },
    serve(publication) {
      served = publication;
    },
    say(time) {
      said = time;
    },
    listen(next) {
      listener = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
