import { describe, expect, it } from 'vitest';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import { type Erasable, erase, finishErasures } from '../../../utils/register/erase.ts';
import type { CaseOperation } from '../../../utils/register/operation.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { standingBlocks } from '../../../utils/register/register.ts';
import { eraseLines, registerObjectPath } from '../../../utils/register/register-object.ts';
import { ann, append, block, bob, emptyRegister, identifier, lift, NOW } from './two-writers.ts';

const LATER = NOW + 86_400_000;

function step(reference: string): CaseOperation {
  const event = { kind: 'identity', at: NOW, how: 'account' } as const;
  return { type: 'case', reference, recordedAt: NOW, event };
}

async function read(access: RegisterAccess) {
  const result = await readRegister(access, []);
  if (!result.ok) throw new Error(result.detail);
  return result.register;
}

/** Everything that the objects say, opened. */
async function textOf({ store, access }: ReturnType<typeof emptyRegister>): Promise<string> {
  const texts = await Promise.all(
    [...store.files.values()].map(async sealed =>
      new TextDecoder().decode((await access.sealer.open(sealed)) ?? new Uint8Array()),
    ),
  );
  return texts.join('\n');
}

function erasable(blocks: readonly { readonly id: string }[], cases: readonly string[] = []): Erasable {
  return { blocks: new Set(blocks.map(({ id }) => id)), cases: new Set(cases) };
}

/** Two of an import by Ann, one of them lifted by Bob; a case of its own that was lifted; and one that stands. */
async function threeCases() {
  const register = emptyRegister();
  const { access } = register;
  const [gone, kept, alone, standing] = [identifier(), identifier(), identifier(), identifier()];
  await append(access, ann, block(gone, kept));
  await append(access, ann, { ...block(alone), reference: 'DPO-2' }, step('DPO-2'), step('DPO-3'));
  await append(access, bob, { ...block(standing), reference: 'DPO-3' }, lift('DPO-1', gone));
  await append(access, bob, lift('DPO-2', alone));
  return { ...register, gone, kept, alone, standing };
}

describe('erasing', () => {
  it('takes every word of the blocks and the case, and leaves the others, in all chains', async () => {
    const register = await threeCases();
    const { access, gone, kept, alone, standing } = register;
    const before = await read(access);
    const erased = await erase(access, bob, before, erasable([gone, alone], ['DPO-2']), LATER);
    expect(erased.ok).toBe(true);

    const after = await read(access);
    expect([...after.blocks.keys()].toSorted()).toEqual([kept.id, standing.id].toSorted());
    expect(standingBlocks(after)).toHaveLength(2);
    expect([...after.cases.keys()]).toEqual(['DPO-3']);
    expect(after.unfinishedErasures).toEqual([]);
    const text = await textOf(register);
    for (const { id } of [gone, alone]) expect(text).not.toContain(id);
    expect(text).not.toContain('DPO-2');
    for (const { id } of [kept, standing]) expect(text).toContain(id);
    expect(text).toContain('DPO-3');
  });

  it('breaks no chain: what was seen before is found again', async () => {
    const { access, gone, alone } = await threeCases();
    const before = await read(access);
    await erase(access, bob, before, erasable([gone, alone], ['DPO-2']), LATER);
    expect(await readRegister(access, before.heads)).toMatchObject({ ok: true });
    await append(access, ann, block(identifier()));
    expect((await read(access)).blocks.size).toBe(3);
  });

  it('refuses a block that stands, and erases nothing', async () => {
    const register = await threeCases();
    const before = await textOf(register);
    const { access, gone, standing } = register;
    expect(await erase(access, bob, await read(access), erasable([gone, standing]), LATER)).toMatchObject({
      ok: false,
      problem: 'standing',
    });
    expect(await textOf(register)).toBe(before);
  });

  it('interrupted after its record counts already, and is finished later', async () => {
    const register = await threeCases();
    const { access, store, gone, alone } = register;
    const refusing = {
      ...store,
      replaceIf: () => Promise.reject(new Error('killed')),
    };
    const work = erase(
      { ...access, store: refusing },
      bob,
      await read(access),
      erasable([gone, alone]),
      LATER,
    );
    await expect(work).rejects.toThrow('killed');

    const between = await read(access);
    expect(between.blocks.has(gone.id)).toBe(false);
    expect(between.unfinishedErasures.length).toBeGreaterThan(0);
    expect(await textOf(register)).toContain(gone.id);
    await finishErasures(access, between.unfinishedErasures);
    expect(await textOf(register)).not.toContain(gone.id);
    expect((await read(access)).unfinishedErasures).toEqual([]);
  });

  it('in the same object by two at once loses neither', async () => {
    const register = emptyRegister();
    const { access, store } = register;
    const [first, second, kept] = [identifier(), identifier(), identifier()];
    await append(access, ann, block(first, second, kept));
    await append(access, ann, lift('DPO-1', first), lift('DPO-2', second));
    let other: Promise<unknown> | undefined;
    const slow = {
      ...store,
      async replaceIf(...words: Parameters<typeof store.replaceIf>) {
        // Between reading and writing the other one is through.
        other ??= read(access).then(now => erase(access, bob, now, erasable([second]), LATER));
        await other;
        return store.replaceIf(...words);
      },
    };
    await erase({ ...access, store: slow }, ann, await read(access), erasable([first]), LATER);
    const text = await textOf(register);
    expect(text).not.toContain(first.id);
    expect(text).not.toContain(second.id);
    expect([...(await read(access)).blocks.keys()]).toEqual([kept.id]);
  });

  it('leaves nothing of an import once its last row goes', async () => {
    const register = emptyRegister();
    const { access } = register;
    const rows = [identifier(), identifier()];
    await append(access, ann, { ...block(...rows), reference: 'IMPORT-1' });
    await append(access, ann, lift('DPO-1', ...rows));
    for (const row of rows) await erase(access, ann, await read(access), erasable([row]), LATER);
    const text = await textOf(register);
    expect(text).not.toMatch(/IMPORT-1|DPO-1/u);
  });
});

describe('a register without a line that nobody recorded as erased', () => {
  it('is refused, by name', async () => {
    const { access, store } = await threeCases();
    const path = registerObjectPath(ann.key.keyId, 1);
    const signed = await access.sealer.open(store.files.get(path) ?? new Uint8Array());
    store.files.set(path, await access.sealer.seal(eraseLines(signed ?? new Uint8Array(), [1])));
    expect(await readRegister(access, [])).toMatchObject({
      ok: false,
      problem: 'missing-line',
      detail: expect.stringContaining(`${path} lacks its line 1`),
    });
  });

  it('is refused also where a line was put in its place', async () => {
    const { access, store } = await threeCases();
    const path = registerObjectPath(ann.key.keyId, 1);
    const signed = new TextDecoder().decode(
      await access.sealer.open(store.files.get(path) ?? new Uint8Array()),
    );
    const lines = signed.split('\n');
    lines[3] = lines[4] ?? '';
    store.files.set(path, await access.sealer.seal(new TextEncoder().encode(lines.join('\n'))));
    expect(await readRegister(access, [])).toMatchObject({ ok: false, problem: 'malformed' });
  });
});
