import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const LETHE = ['--import', 'tsx', join(import.meta.dirname, '../../../cli/lethe.ts')];

it('a reader who has read enough ends nothing, and sees no stack', async () => {
  const child = spawn(process.execPath, [...LETHE, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', chunk => {
    said += String(chunk);
  });
  expect([await once(child, 'close'), said]).toEqual([[0, null], '']);
});

it.runIf(process.platform === 'linux')('output that is full is told in a sentence', async () => {
  const command = `"$0" "$@" --help > /dev/full`;
  const ended = promisify(execFile)('sh', ['-c', command, process.execPath, ...LETHE]);
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stderr: "Error: Standard output can't be written: ENOSPC: no space left on device, write\n",
  });
});
