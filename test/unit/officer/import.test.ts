import { beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { createBrake } from '../../../utils/officer/brake.ts';
import { openImportFile } from '../../../utils/officer/import-file.ts';
import { type ImportPreview, previewImport } from '../../../utils/officer/import-preview.ts';
import { blockAll, recordBlocks } from '../../../utils/officer/record.ts';
import { type ImportOrder, runImport } from '../../../utils/officer/run-import.ts';
import { requireRegister, type Session } from '../../../utils/officer/session.ts';
import type { Ground } from '../../../utils/register/block.ts';
import { digestText } from '../../../utils/register/identify.ts';
import { standingBlocks } from '../../../utils/register/register.ts';
import { memoryOrganisation } from './memory-organisation.ts';

let session: Session;
let register: Awaited<ReturnType<typeof memoryOrganisation>>['register'];

beforeEach(async () => {
  ({ session, register } = await memoryOrganisation());
});

const GROUND = {
  basis: 'objection',
  reference: 'IMP-1',
  recordedAt: 1,
  wording: null,
  reviewAt: null,
} as const;

function opening(text: string): () => AsyncIterable<Uint8Array> {
  return async function* () {
    const bytes = utf8(text);
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
}

async function preview(text: string, scope: Ground['scope'] = 'marketing'): Promise<ImportPreview> {
  const file = await openImportFile(opening(text));
  if (!file.ok) throw new Error(file.problem);
  return previewImport(session, file, scope);
}

async function run(text: string, more: Partial<ImportOrder> = {}) {
  const shown = more.preview ?? (await preview(text));
  const ground = GROUND;
  return runImport(session, {
    open: opening(text),
    wanted: undefined,
    preview: shown,
    ground,
    purpose: 'test',
    ...more,
  });
}

async function add(address: string, scope: Ground['scope']): Promise<void> {
  const result = await digestText(session.digestKey, 'email', address);
  if (!result.ok) throw new Error(result.reason);
  const ground = { ...GROUND, scope, reference: 'R', evidence: null };
  await recordBlocks(session, ground, await blockAll(session, [result.digested]), 'test');
}

async function standing(): Promise<number> {
  return standingBlocks(await requireRegister(session)).length;
}

const people = (count: number) =>
  `email\n${Array.from({ length: count }, (_, index) => `person-${index}@example.org`).join('\n')}\n`;

describe('a preview', () => {
  it('tells new, listed, repeated and invalid apart, with lines, and records nothing', async () => {
    await add('ann@example.org', 'all');
    await add('bob@example.org', 'marketing');
    const text = `email
Ann@example.org
bob@example.org
cas@example.org
cas+news@example.org
info@example.org
nobody

@acme.example
`;
    const shown = await preview(text);
    expect(shown).toMatchObject({ fresh: 2, already: 2, duplicates: 1, roles: 1, fromThisFile: 0 });
    expect([...shown.invalid.named()]).toEqual([
      { line: 7, reason: 'no-at' },
      { line: 9, reason: 'whole-company' },
    ]);
    expect(await preview(text, 'all')).toMatchObject({ fresh: 3, already: 1 });
    expect(await standing()).toBe(2);
  });

  it('of many broken rows counts all and names each by its line', async () => {
    const shown = await preview(`email\nann@example.org\n${'nobody at all\n'.repeat(30_000)}`);
    expect(shown).toMatchObject({ fresh: 1, invalid: { count: 30_000 } });
    expect([...shown.invalid.named(2)].map(({ line }) => line)).toEqual([3, 4]);
    expect([...shown.invalid.named()].at(-1)).toEqual({ line: 30_002, reason: 'no-at' });
  });

  it('ended while the file is read says so by its signal', async () => {
    const file = await openImportFile(opening(people(1000)));
    if (!file.ok) throw new Error(file.problem);
    const ending = new AbortController();
    const looking = previewImport(session, file, 'all', {
      signal: ending.signal,
      onRead: () => ending.abort('enough'),
    });
    await expect(looking).rejects.toBe('enough');
  });
});

describe('an import', () => {
  it('records whom the preview called new, on its ground, and no address', async () => {
    await add('person-3@example.org', 'all');
    const told: number[] = [];
    expect(await run(people(100), { onRecorded: async count => void told.push(count) })).toEqual({
      recorded: 99,
      isComplete: true,
    });
    expect(told).toEqual([32, 96, 99]);
    const blocks = standingBlocks(await requireRegister(session)).filter(
      ({ reference }) => reference === 'IMP-1',
    );
    expect(blocks).toHaveLength(99);
    expect(blocks[0]).toMatchObject({ basis: 'objection', scope: 'marketing', evidence: { channel: null } });
    expect(await preview(people(100))).toMatchObject({ fresh: 0, already: 100, fromThisFile: 99 });
  });

  it('paused records what was hashed and nothing more, and goes on with the next', async () => {
    const brake = createBrake();
    let hashed = 0;
    const importing = run(people(200), {
      brake,
      onHashed(count) {
        hashed = count;
        if (count === 40) brake.hold();
      },
    });
    await expect.poll(standing).toBeGreaterThanOrEqual(40);
    const before = await standing();
    expect(before).toBe(hashed);
    // Three more that were under way when the brake was put on.
    expect(before).toBeLessThan(45);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(await standing()).toBe(before);
    brake.release();
    expect(await importing).toEqual({ recorded: 200, isComplete: true });
    expect(await standing()).toBe(200);
  });

  it('ended keeps what was hashed; with the same file it goes on', async () => {
    const ending = new AbortController();
    const outcome = await run(people(200), {
      signal: ending.signal,
      onHashed: count => count === 50 && ending.abort(),
    });
    expect(outcome.isComplete).toBe(false);
    expect(outcome.recorded).toBeGreaterThanOrEqual(50);
    expect(outcome.recorded).toBeLessThan(60);
    expect(await standing()).toBe(outcome.recorded);
    expect(await preview(people(200))).toMatchObject({
      already: outcome.recorded,
      fromThisFile: outcome.recorded,
    });
    expect(await run(people(200))).toEqual({ recorded: 200 - outcome.recorded, isComplete: true });
    expect(await standing()).toBe(200);
  });

  it('loses nothing to another who writes to the same chain meanwhile', async () => {
    let others = 0;
    await run(people(300), {
      async onRecorded() {
        others += 1;
        await add(`other-${others}@example.org`, 'all');
      },
    });
    expect(others).toBeGreaterThan(2);
    expect(await standing()).toBe(300 + others);
  });

  it('reads the register once, however often it writes', async () => {
    await add('ann@example.org', 'all');
    const shown = await preview(people(500));
    let reads = 0;
    const { get } = register;
    register.get = path => {
      reads += 1;
      return get(path);
    };
    await run(people(500), { preview: shown });
    expect(reads).toBe(0);
    register.get = get;
    expect(await standing()).toBe(501);
  });

  it('of a file that was changed since it was looked at records nothing', async () => {
    const shown = await preview(people(3));
    await expect(run(people(4), { preview: shown })).rejects.toThrow('The file was changed');
    expect(await standing()).toBe(0);
  });

  it('whose store fails says so, and what was recorded before stays', async () => {
    const { putNew } = register;
    register.putNew = async (path, bytes) => {
      if (path.endsWith('00000003.age')) throw new Error('the store is gone');
      return putNew(path, bytes);
    };
    await expect(run(people(200))).rejects.toThrow('the store is gone');
    register.putNew = putNew;
    expect(await standing()).toBe(32);
    expect(await run(people(200))).toEqual({ recorded: 168, isComplete: true });
  });
});
