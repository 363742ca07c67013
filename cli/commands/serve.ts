import type { Command } from 'commander';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

/** Where `lethe serve` listens, and where a code points while no address is set. */
export const DEFAULT_PORT = 8787;
const HOST = '127.0.0.1';

interface ServeOptions {
  readonly dir: string;
  readonly port: string;
  readonly https?: true;
  readonly json?: true;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the published list on this machine, for trying out; needs no passphrase')
    .option('--port <port>', 'port to listen on; 0 takes any that is free', String(DEFAULT_PORT))
    .option('--https', 'with a certificate made for the occasion, which browsers warn about')
    .addOption(dirOption())
    .option('--json', 'print {"url", "port"}')
    .addHelpText(
      'after',
      `
Only the folder "public" is served, on 127.0.0.1 alone. End it with Ctrl+C.

Examples:
  lethe serve --dir acme
  lethe serve --dir acme --port 9000 --https`,
    )
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const port = /^\d{1,5}$/.test(options.port) ? Number(options.port) : Number.NaN;
  if (!(port <= 65_535)) throw new Failure('--port takes a number from 0 to 65535.', 'usage');
  const [{ openFolder }, { publicPlace }, { staticHost }] = await Promise.all([
    import('../folder.ts'),
    import('../next-step.ts'),
    import('../static-host.ts'),
  ]);
  const folder = await openFolder(options.dir);
  if (folder.settings.store.kind !== 'folder') {
    throw new Failure('The list is in a bucket, and nothing of it in this folder: reps read it from there.');
  }
  const listener = staticHost(publicPlace(folder.path, folder.settings.store));
  const server = options.https
    ? await httpsServer(listener)
    : (await import('node:http')).createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new Failure(listenProblem(error, port))));
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const url = `${options.https ? 'https' : 'http'}://${HOST}:${actual}/`;
  if (options.json) printJson({ url, port: actual });
  else print(url);
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

async function httpsServer(listener: import('node:http').RequestListener) {
  const [{ createServer }, { selfSignedCertificate }] = await Promise.all([
    import('node:https'),
    import('../self-signed.ts'),
  ]);
  const certificate = await selfSignedCertificate(['localhost'], [[127, 0, 0, 1]], Date.now());
  return createServer(certificate, listener);
}

function listenProblem(error: Error, port: number): string {
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Port ${port} is in use: name another by --port, or 0 for any.`;
  }
  if ('code' in error && error.code === 'EACCES')
    return `Port ${port} needs more rights: name one above 1023.`;
  return error.message;
}
