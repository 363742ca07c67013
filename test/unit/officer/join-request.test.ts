import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect, it } from 'vitest';
import {
  checkNumberOf,
  isOfficerName,
  type JoinRequest,
  joinFile,
  readJoin,
} from '../../../utils/officer/join-request.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';

const signer = await generateSigningKey();
const REQUEST: JoinRequest = {
  listId: '00112233445566778899aabbccddeeff',
  name: 'Ben Olt',
  key: signer.key,
  recipient: await identityToRecipient(await generateIdentity()),
  root: { version: 1, sha256: new Uint8Array(32).fill(7) },
};
const FILE = await joinFile(REQUEST, signer);

it('a request is read as it was written', async () => {
  expect(await readJoin(FILE)).toEqual({ ok: true, request: REQUEST });
});

it('and refused where anything of it is another', async () => {
  const other = await generateSigningKey();
  const changes = {
    listId: 'f'.repeat(32),
    name: 'Bea',
    publicKey: other.key.publicValue,
    recipient: await identityToRecipient(await generateIdentity()),
    rootVersion: 2,
    rootSha256: 'a'.repeat(64),
  };
  const fields: Record<string, unknown> = JSON.parse(FILE);
  expect(Object.keys(fields).toSorted()).toEqual(
    ['format', 'signature', 'type', ...Object.keys(changes)].toSorted(),
  );
  for (const [name, value] of Object.entries(changes)) {
    const changed = JSON.stringify({ ...fields, [name]: value });
    expect(await readJoin(changed), name).toMatchObject({
      ok: false,
      said: { key: 'told.failure.requestChanged' },
    });
  }
});

it.each([
  ['no JSON', 'lethe1:abc', 'choose the file that the newcomer sent'],
  ['an invitation', JSON.stringify({ type: 'lethe-invitation' }), 'choose the file that the newcomer sent'],
  ['of a newer Lethe', JSON.stringify({ ...JSON.parse(FILE), format: 2 }), 'newer Lethe'],
  ['a key of another length', JSON.stringify({ ...JSON.parse(FILE), publicKey: 'ab' }), 'damaged'],
  ['no recipient', JSON.stringify({ ...JSON.parse(FILE), recipient: 'age1nothing' }), 'damaged'],
  ['a name that turns the line round', JSON.stringify({ ...JSON.parse(FILE), name: 'neB\u202e' }), 'damaged'],
])('what is %s is refused by its name', async (_what, text, problem) => {
  expect(await readJoin(text)).toMatchObject({
    ok: false,
    said: { english: expect.stringContaining(problem) },
  });
});

it('the number that is read out stands for all of it', async () => {
  const number = await checkNumberOf(REQUEST);
  expect(number).toMatch(/^\d{5}( \d{5}){5}$/);
  const others = [
    { ...REQUEST, name: 'Bea' },
    { ...REQUEST, key: (await generateSigningKey()).key },
    { ...REQUEST, recipient: await identityToRecipient(await generateIdentity()) },
    { ...REQUEST, root: { ...REQUEST.root, sha256: new Uint8Array(32).fill(8) } },
    { ...REQUEST, listId: 'f'.repeat(32) },
  ];
  const numbers = await Promise.all(others.map(checkNumberOf));
  expect(new Set([number, ...numbers]).size).toBe(others.length + 1);
});

it('the number is the same in every release', async () => {
  const fixed = {
    ...REQUEST,
    key: { ...signer.key, publicValue: '11'.repeat(32) },
    recipient: 'age1example',
  };
  expect(await checkNumberOf(fixed)).toBe('44567 84295 76510 65736 43401 81465');
});

it.each(['', ' Ben', 'Ben\n', 'Ben\u200b', '\u3164', 'x'.repeat(81)])(
  '"%s" is no name of an officer',
  name => {
    expect(isOfficerName(name)).toBe(false);
  },
);
