import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../../utils/register/case-event.ts';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import type { CaseOperation } from '../../../utils/register/operation.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { whatToErase } from '../../../utils/register/what-to-erase.ts';
import { ann, append, block, bob, emptyRegister, identifier, lift, NOW } from './two-writers.ts';

function step(reference: string, event: CaseEvent): CaseOperation {
  return { type: 'case', reference, recordedAt: NOW, event };
}

const opened = (reference: string) => step(reference, { kind: 'identity', at: NOW, how: 'account' });
const closed = (reference: string) => step(reference, { kind: 'closed', at: NOW + 1 });

async function read(access: RegisterAccess) {
  const result = await readRegister(access, []);
  if (!result.ok) throw new Error(result.detail);
  return result.register;
}

/** Three of an import, of which DPO-9 lifted one; the import's case and DPO-9 are closed. */
async function anImport() {
  const { access } = emptyRegister();
  const [gone, ...kept] = [identifier(), identifier(), identifier()];
  await append(access, ann, { ...block(gone, ...kept), reference: 'IMPORT-1' });
  await append(access, bob, lift('DPO-9', gone), opened('DPO-9'), closed('DPO-9'));
  await append(access, ann, opened('IMPORT-1'), closed('IMPORT-1'));
  return { access, gone, kept };
}

describe('what goes', () => {
  it('by a reference: the blocks lifted under it, and its own steps', async () => {
    const { access, gone } = await anImport();
    const register = await read(access);
    expect(whatToErase(register, register.heads, ['DPO-9'])).toEqual({
      ok: true,
      erasable: { blocks: new Set([gone.id]), cases: new Set(['DPO-9']) },
      leftCases: ['IMPORT-1'],
    });
  });

  it('by the id of a block: that block alone', async () => {
    const { access, gone } = await anImport();
    const register = await read(access);
    expect(whatToErase(register, register.heads, [gone.id])).toMatchObject({
      erasable: { blocks: new Set([gone.id]), cases: new Set() },
      leftCases: ['DPO-9', 'IMPORT-1'],
    });
  });

  it('is nothing at all while one of what is named has to stay', async () => {
    const { access } = await anImport();
    const register = await read(access);
    expect(whatToErase(register, register.heads, ['DPO-9', 'IMPORT-1'])).toEqual({
      ok: false,
      problem: 'standing',
      name: 'IMPORT-1',
      count: 2,
    });
    expect(whatToErase(register, register.heads, ['DPO-9', 'DPO-8'])).toMatchObject({ problem: 'unknown' });
  });

  it('is nothing before the lift is published, in whichever chain it stands', async () => {
    const { access } = await anImport();
    const register = await read(access);
    const withoutBob = register.heads.filter(({ writer }) => writer !== bob.key.keyId);
    expect(whatToErase(register, withoutBob, ['DPO-9'])).toMatchObject({ problem: 'unpublished', count: 1 });
  });

  it('is no case that is open', async () => {
    const { access } = await anImport();
    await append(access, ann, opened('DPO-10'));
    const register = await read(access);
    expect(whatToErase(register, register.heads, ['DPO-10'])).toMatchObject({ problem: 'open' });
  });
});
