import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openSession } from '../../../cli/session.ts';
import { readDeskState } from '../../../utils/desk/desk-state.ts';
import { sentSession } from '../../../utils/desk/sent-session.ts';
import { publishRegister } from '../../../utils/officer/publication.ts';
import { sessionOf } from '../../../utils/officer/session.ts';
import { bringSettingsTogether } from '../../../utils/officer/settle-settings.ts';
import { acmeFolder, PASSPHRASE, succeed } from '../cli/lethe.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dir: string;

beforeAll(async () => {
  dir = await acmeFolder();
  await succeed('add', 'ann@example.org', '--reference', 'DPO-1', '--basis', 'erasure', '--dir', dir);
});
afterAll(() => rm(dir, { recursive: true }));

it('a session that was sent to a worker publishes there, and what the desk shows of it can be sent back', async () => {
  vi.stubEnv('LETHE_PASSPHRASE', PASSPHRASE);
  const session = await openSession(dir);
  vi.unstubAllEnvs();
  const { settings, officer, keys, roots } = structuredClone(sentSession(session));
  expect(settings).toEqual(session.workplace.settings);
  const there = await sessionOf(session.workplace, officer, keys, roots);
  const { settled } = await bringSettingsTogether(there);
  expect(structuredClone(settled)).toMatchObject({ changed: {}, conflicts: [] });
  expect((await readDeskState(there, Date.now())).due.unpublished).toHaveLength(1);
  const published = structuredClone(await publishRegister(there));
  expect(published).toMatchObject({ ok: true, outcome: 'published', touched: 1 });
  const state = structuredClone(await readDeskState(there, Date.now()));
  expect(state).toMatchObject({ standing: 1, due: { unpublished: [] }, freshness: { publication: 2 } });
  expect(state.freshness.expiries.map(({ role }) => role)).toEqual([
    'timestamp',
    'snapshot',
    'targets',
    'root',
  ]);
});
