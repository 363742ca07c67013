import { createServer } from 'node:http';

/** A server in front of `lethe serve` that notes what is asked for and can hand on something else. */
export interface RepositoryFront {
  /** Address for the enrolment. */
  readonly url: string;
  /** Method and path of each request, in order. */
  readonly requests: readonly string[];
  /** Sets what happens to files on their way from now on. `undefined` hands on the file as it is. */
  alter(change: Change | undefined): void;
  close(): Promise<void>;
}

type Change = (path: string, bytes: Uint8Array) => Uint8Array | undefined;

export async function startRepositoryFront(origin: () => string): Promise<RepositoryFront> {
  const requests: string[] = [];
  let change: Change | undefined;
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    requests.push(`${request.method} ${path}`);
    try {
      const answer = await fetch(new URL(path, origin()), { method: request.method ?? 'GET' });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      for (const name of ['access-control-allow-origin', 'access-control-allow-methods', 'content-type']) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.setHeader('cache-control', 'no-cache');
      response.writeHead(answer.status).end((answer.ok && change?.(path, bytes)) || bytes);
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front got no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    requests,
    alter(next) {
      change = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
