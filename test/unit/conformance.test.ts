import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DemoRepository, HEAD_PATH } from './tuf/demo-repository.ts';

const CLIENT = fileURLToPath(new URL('../conformance/client', import.meta.url));

/** Answers by the repository's files as they stand at the moment. */
function serve(repository: DemoRepository, requests: string[]): Server {
  return createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    requests.push(path);
    const bytes = repository.files.get(path);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
}

function run(...words: string[]): Promise<number | undefined> {
  const child = execFile(CLIENT, words);
  return new Promise(resolve => child.on('exit', code => resolve(code ?? undefined)));
}

describe('the client that tuf-conformance runs', { timeout: 30_000 }, () => {
  const requests: string[] = [];
  let repository: DemoRepository;
  let folder: string;
  let server: Server;
  let metadata: string[];
  let downloads: string[];

  beforeAll(async () => {
    repository = await DemoRepository.create(Date.now());
    folder = await mkdtemp(join(tmpdir(), 'lethe-conformance-'));
    server = serve(repository, requests).listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = `http://127.0.0.1:${address.port}`;
    metadata = ['--metadata-dir', folder, '--metadata-url', `${url}/metadata/`];
    downloads = ['--target-dir', join(folder, 'targets'), '--target-base-url', `${url}/targets/`];
    await writeFile(join(folder, 'enrolled.txt'), repository.enrolled);
  });

  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  test('takes a root without asking the repository', async () => {
    expect(await run('--metadata-dir', folder, 'init', join(folder, 'enrolled.txt'))).toBe(0);
    expect(await readFile(join(folder, 'root.json'))).toEqual(Buffer.from(repository.enrolled));
    expect(requests).toEqual([]);
  });

  test('refreshes, and keeps the newest of each role under its plain name', async () => {
    const root = await repository.publishRoot(repository.signers.root);
    expect(await run(...metadata, 'refresh')).toBe(0);
    const kept = (await readdir(folder)).filter(name => name.endsWith('.json'));
    expect(kept.sort()).toEqual(['root.json', 'snapshot.json', 'targets.json', 'timestamp.json']);
    expect(await readFile(join(folder, 'root.json'))).toEqual(Buffer.from(root));
  });

  test('downloads a target, and not again while its bytes match', async () => {
    requests.length = 0;
    const words = [...metadata, ...downloads, '--target-name', HEAD_PATH, 'download'];
    expect([await run(...words), await run(...words)]).toEqual([0, 0]);
    expect(requests.filter(path => path.startsWith('targets/'))).toHaveLength(1);
    const [file = ''] = await readdir(join(folder, 'targets'));
    expect(await readFile(join(folder, 'targets', file), 'utf8')).toBe(repository.head);
  });

  test('fails where a target isn’t there, and where metadata isn’t sound', async () => {
    expect(await run(...metadata, ...downloads, '--target-name', 'no such', 'download')).toBe(1);
    repository.files.set('metadata/timestamp.json', repository.snapshotBytes());
    expect(await run(...metadata, 'refresh')).toBe(1);
  });
});
