import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openFolder } from '../../../cli/folder.ts';
import { type FollowingClient, followingClient } from './following-client.ts';
import { acmeFolder, lethe, succeed } from './lethe.ts';
import { admitted, asBen, benSucceeds, joinedTo, places } from './second-officer.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { fresh, removeAll } = places();
let dir: string;
let ben: string;
let client: FollowingClient;

beforeAll(async () => {
  dir = await acmeFolder();
  const joined = await joinedTo(dir, await fresh());
  await admitted(dir, joined);
  ben = joined.path;
  // Their first command takes everything over, without a word.
  expect(await asBen('status', '--dir', ben)).toMatchObject({ code: 0, err: '' });
  client = await followingClient(dir);
});

afterAll(async () => {
  await removeAll();
  await rm(dir, { recursive: true });
});

/** As an officer would in an editor. */
async function change(folder: string, values: object): Promise<void> {
  const file = join(folder, 'lethe.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...values }));
}

const settingsIn = async (folder: string) => (await openFolder(folder)).settings;
const json = async (run: typeof succeed, folder: string, ...words: string[]) =>
  JSON.parse(await run('settings', ...words, '--dir', folder, '--json'));

/** What reps read. */
async function contactOfReps(): Promise<unknown> {
  await client.sync();
  return client.contact();
}

describe('a setting', () => {
  it('that one officer changes is the other one’s with their next publication, and what reps read', async () => {
    await change(dir, { contact: 'Privacy, extension 12', ownDomains: ['acme.example', 'acme.test'] });
    await succeed('publish', '--dir', dir);
    expect(await contactOfReps()).toBe('Privacy, extension 12');
    const { err } = await asBen('publish', '--dir', ben);
    expect(err).toContain(
      'Another officer changed the setting "contact" to "Privacy, extension 12"; here it was "Privacy office"',
    );
    expect(await settingsIn(ben)).toMatchObject({
      contact: 'Privacy, extension 12',
      ownDomains: ['acme.example', 'acme.test'],
      store: { kind: 'folder', at: dir },
    });
    expect(await contactOfReps()).toBe('Privacy, extension 12');
    // Where the second one's folder is stays theirs.
    expect((await settingsIn(dir)).store).toEqual({ kind: 'folder' });
  });

  it('and another that the other changes meanwhile are both everybody’s', async () => {
    await change(dir, { guard: 'warn' });
    await change(ben, { country: 'NL' });
    expect(await json(succeed, dir)).toMatchObject({ recorded: ['guard'], taken: [], conflicts: [] });
    expect(await json(benSucceeds, ben)).toMatchObject({ recorded: ['country'], taken: ['guard'] });
    expect(await json(succeed, dir)).toMatchObject({ recorded: [], taken: ['country'] });
    for (const folder of [dir, ben]) {
      expect(await settingsIn(folder)).toMatchObject({ guard: 'warn', country: 'NL' });
    }
  });

  it('that both change is shown to the second, and nothing is lost until somebody decides', async () => {
    await change(dir, { contact: 'Ann' });
    await change(ben, { contact: 'Ben' });
    await succeed('publish', '--dir', dir);
    const { code, err } = await asBen('publish', '--dir', ben);
    expect(code).toBe(0);
    expect(err).toContain('"contact" is "Ann" in the register, by another officer, and "Ben" here');
    expect(await contactOfReps()).toBe('Ann');
    expect((await settingsIn(ben)).contact).toBe('Ben');
    expect(await benSucceeds('settings', '--dir', ben)).toMatch(
      /contact +"Ben" +in conflict with "Ann", by key/,
    );

    expect(await json(benSucceeds, ben, 'keep', 'contact')).toMatchObject({
      recorded: ['contact'],
      conflicts: [],
    });
    await succeed('publish', '--dir', dir);
    expect((await settingsIn(dir)).contact).toBe('Ben');
    expect(await contactOfReps()).toBe('Ben');
  });

  it('is the other officer’s where that is what somebody decides', async () => {
    await change(dir, { contact: 'Ann' });
    await change(ben, { contact: 'Cas' });
    await succeed('settings', '--dir', dir);
    await benSucceeds('settings', 'take', 'contact', '--dir', ben);
    expect((await settingsIn(ben)).contact).toBe('Ann');
    expect(await json(benSucceeds, ben)).toMatchObject({ recorded: [], taken: [], conflicts: [] });
  });

  it('counts though the clock of whoever changed it be an hour behind', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    try {
      await change(ben, { contact: 'Late' });
      await benSucceeds('settings', '--dir', ben);
    } finally {
      vi.useRealTimers();
    }
    await succeed('settings', '--dir', dir);
    expect((await settingsIn(dir)).contact).toBe('Late');
    await benSucceeds('settings', '--dir', ben);
    expect((await settingsIn(ben)).contact).toBe('Late');
  });

  it('of another name is refused', async () => {
    expect(await lethe(['settings', 'take', 'store', '--dir', dir])).toMatchObject({ code: 2 });
  });

  it('that was changed stands in the audit, by whom', async () => {
    const entries = JSON.parse(await succeed('audit', '--dir', dir, '--json'));
    const changes = entries.filter(({ type }: { type: string }) => type === 'settings');
    expect(new Set(changes.map(({ writer }: { writer: string }) => writer)).size).toBe(2);
    expect(await succeed('audit', '--dir', dir)).toContain('changed settings: contact');
  });
});
