import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lethe, succeed } from './lethe.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lethe-log-'));
});

afterAll(() => rm(dir, { recursive: true }));

const line = (address: string, path: string, status: number) =>
  `${address} - - [29/Nov/2026:08:30:15 +0000] "GET ${path} HTTP/2.0" ${status} 0 "-" "Firefox/153.0"`;

async function logOf(...lines: string[]): Promise<string> {
  const file = join(dir, `${Math.random()}.log`);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

describe('lethe coverage', () => {
  it('counts clients a day and prints no address', async () => {
    const log = await logOf(
      line('192.0.2.7', '/metadata/timestamp.json', 304),
      line('192.0.2.7', '/metadata/2.root.json', 404),
      line('192.0.2.8', '/metadata/timestamp.json', 200),
      line('192.0.2.8', '/metadata/5.snapshot.json', 200),
      line('192.0.2.9', '/favicon.ico', 404),
    );
    const said = await succeed('coverage', log);
    expect(said).toContain('2026-11-29  2        0           Firefox 153: 2  1: 1       5: 1');
    const json = await succeed('coverage', log, '--json');
    expect(JSON.parse(json)).toEqual({
      days: [
        {
          day: '2026-11-29',
          clients: 2,
          unanswered: 0,
          browsers: { 'Firefox 153': 2 },
          roots: { 1: 1 },
          snapshots: { 5: 1 },
        },
      ],
      lines: { read: 5, ofList: 4, unreadable: 0 },
    });
    expect(said + json).not.toContain('192.0.2');
  });

  it('says of a compressed log how it is read', async () => {
    const log = join(dir, 'access.log.1.gz');
    await writeFile(log, gzipSync(line('192.0.2.7', '/metadata/timestamp.json', 304).repeat(50)));
    expect(await lethe(['coverage', log])).toMatchObject({
      code: 1,
      err: `Error: ${log} is compressed: zcat ${log} | lethe coverage -\n`,
    });
  });

  it('says what it could not read, without repeating it', async () => {
    const log = await logOf('192.0.2.7 nonsense', line('192.0.2.8', '/metadata/timestamp.json', 200));
    const { code, err } = await lethe(['coverage', log]);
    expect({ code, err }).toEqual({ code: 0, err: "Warning: 1 of 2 lines couldn't be read.\n" });
    expect(await lethe(['coverage', await logOf('192.0.2.7 nonsense')])).toMatchObject({
      code: 1,
      err: expect.not.stringContaining('192.0.2.7'),
    });
    expect(await lethe(['coverage', join(dir, 'none.log')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no file'),
    });
    expect(await succeed('coverage', await logOf(line('192.0.2.8', '/', 200)))).toContain('Nobody asked');
  });
});
