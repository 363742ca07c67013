import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../../unit/publish/listen.ts';

/** Stands between client and server, on this machine, and loses answers. */
export interface LossyProxy {
  readonly endpoint: string;
  /**
   * From now on loses the answers to so many writes, after the server did them: the connection is cut, or nothing
   * comes any more.
   */
  loseAnswers(count: number, how: 'cut' | 'silence'): void;
  /** How many were lost since. */
  lost(): number;
  close(): Promise<void>;
}

export async function lossyProxy(target: string): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  let toLose = 0;
  let lost = 0;
  let manner: 'cut' | 'silence' = 'cut';
  const sockets = new Set<Socket>();
  const server = createServer(client => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // The other side ends with it.
      socket.on('error', () => undefined);
    }
    let writing = false;
    client.on('data', chunk => {
      if (/^[A-Z]+ \//.test(chunk.toString('latin1', 0, 16)))
        writing = chunk.toString('latin1', 0, 4) === 'PUT ';
      upstream.write(chunk);
    });
    upstream.on('data', chunk => {
      if (!writing || toLose === 0) {
        client.write(chunk);
        return;
      }
      toLose -= 1;
      lost += 1;
      writing = false;
      upstream.destroy();
      if (manner === 'cut') client.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('end', () => client.end());
  });
  const endpoint = await listen(server);
  return {
    endpoint,
    loseAnswers(count, how) {
      toLose = count;
      lost = 0;
      manner = how;
    },
    lost: () => lost,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
