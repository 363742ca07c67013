import { expect, it, vi } from 'vitest';
import { blockIdentifiers } from '../../../utils/officer/block-identifiers.ts';
import { requireRegister } from '../../../utils/officer/session.ts';
import { GROUND, memoryOrganisation } from './memory-organisation.ts';

const named = (text: string) => [{ kind: 'email', text, isUsual: true } as const];

it('reads the register once: one of a million blocks takes half a minute', async () => {
  const { session, register } = await memoryOrganisation();
  await blockIdentifiers(session, named('anna@example.com'), GROUND, 'test');
  const list = vi.spyOn(register, 'list');
  expect(await blockIdentifiers(session, named('ben@example.com'), GROUND, 'test')).toEqual({
    added: 1,
    already: 0,
    unwanted: null,
  });
  expect(list).toHaveBeenCalledTimes(1);
});

it('loses nothing where somebody else with the same key wrote meanwhile', async () => {
  const { session } = await memoryOrganisation();
  const { hashing } = session.workplace;
  let isFirst = true;
  const argon2id: typeof hashing.argon2id = async (...input) => {
    if (isFirst) {
      isFirst = false;
      await blockIdentifiers(session, named('anna@example.com'), GROUND, 'test');
    }
    return hashing.argon2id(...input);
  };
  const slow = { ...session, workplace: { ...session.workplace, hashing: { ...hashing, argon2id } } };
  await blockIdentifiers(slow, named('ben@example.com'), GROUND, 'test');
  expect((await requireRegister(session)).blocks.size).toBe(2);
});
