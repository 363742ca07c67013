import 'fake-indexeddb/auto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { browserWorkplace } from '../../../utils/desk/browser-workplace.ts';
import { openDeskDatabase } from '../../../utils/desk/desk-database.ts';
import { archiveOf, filesToUpload, organisationFolder } from '../../../utils/desk/folder-archive.ts';
import { checkAnswers, NO_ANSWERS } from '../../../utils/desk/set-up-answers.ts';
import { blockIdentifiers } from '../../../utils/officer/block-identifiers.ts';
import { foundOrganisation } from '../../../utils/officer/found-organisation.ts';
import { publishRegister } from '../../../utils/officer/publication.ts';
import type { Session } from '../../../utils/officer/session.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { PASSPHRASE, succeed } from '../cli/lethe.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let session: Session;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-archive-'));
  const checked = checkAnswers({
    ...NO_ANSWERS,
    organisation: 'Acme BV',
    officer: ' Ann Example ',
    host: 'folder',
    repository: 'https://lists.acme.example/',
    passphrase: PASSPHRASE,
    passphraseAgain: PASSPHRASE,
    kitPassphrase: 'another one for the kit',
    kitPassphraseAgain: 'another one for the kit',
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  const { settings, credentials, founder } = checked.place;
  const database = await openDeskDatabase();
  const hashing = { argon2id: argon2idNode, atOnce: 4 };
  const founded = await foundOrganisation(
    settings,
    founder,
    complete => ({
      ...browserWorkplace({ database, hashing, warn: () => {} }, complete, credentials),
      // Node has no locks of its own.
      exclusively: (_purpose, work) => work(),
    }),
    async () => {},
  );
  session = founded.session;
  const wanted = [{ kind: 'email', text: 'ann@example.org', isUsual: true }] as const;
  const ground = {
    reference: 'DPO-1',
    basis: 'erasure',
    scope: 'all',
    recordedAt: Date.now(),
    evidence: null,
    wording: null,
    reviewAt: null,
  } as const;
  await blockIdentifiers(session, wanted, ground, 'desk');
  expect(await publishRegister(session)).toMatchObject({ ok: true, outcome: 'published' });
  for await (const { name, input } of organisationFolder(
    session.workplace.files,
    session.workplace.settings,
  )) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), input);
  }
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('the command line goes on in a folder that was saved in the browser', async () => {
  const checked = JSON.parse(await succeed('check', 'Ann@example.org', '--json', '--dir', folder));
  expect(JSON.stringify(checked)).toContain('DPO-1');
  await succeed('add', 'bob@example.org', '--reference', 'DPO-2', '--basis', 'objection', '--dir', folder);
  const status = JSON.parse(await succeed('publish', '--json', '--dir', folder));
  expect(status).toMatchObject({ outcome: 'published' });
  expect(await succeed('officers', '--dir', folder)).toContain('Ann Example (you)');
});

it('what is to be uploaded is what the command line has in public, and no key or register', async () => {
  const names: string[] = [];
  for await (const { name } of filesToUpload(session.workplace.repository)) names.push(name);
  expect(names).toContain('_headers');
  expect(names).toContain('.nojekyll');
  expect(names).toContain('metadata/timestamp.json');
  expect(names.filter(name => /\.age$|register|lethe\.json|public\//u.test(name))).toEqual([]);
  // What the browser published stands there still beside what the command line added since.
  const there = await readdir(join(folder, 'public'), { recursive: true });
  expect(names.filter(name => !there.includes(name))).toEqual([]);
});

it('is one file to save', async () => {
  const archive = new Uint8Array(
    await (await archiveOf(filesToUpload(session.workplace.repository))).arrayBuffer(),
  );
  // The signatures of a local file and of the end of a directory (APPNOTE 4.3.7, 4.3.16).
  expect([...archive.slice(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
  expect([...archive.slice(-22, -18)]).toEqual([0x50, 0x4b, 5, 6]);
  expect(new TextDecoder('latin1').decode(archive)).toContain('metadata/timestamp.json');
});
