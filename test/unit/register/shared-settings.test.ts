import { expect, it } from 'vitest';
import { nextTime } from '../../../utils/officer/settle-settings.ts';
import { appendOperations } from '../../../utils/register/append.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { ann, append, bob, emptyRegister, NOW } from './two-writers.ts';

async function settingsOf(access: ReturnType<typeof emptyRegister>['access']) {
  const read = await readRegister(access, []);
  if (!read.ok) throw new Error(read.detail);
  return Object.fromEntries([...read.register.settings].map(([name, { value }]) => [name, value]));
}

const change = (recordedAt: number, values: Readonly<Record<string, unknown>>) =>
  ({ type: 'settings', recordedAt, values }) as const;

it('a register has of each setting what was recorded last, whoever did', async () => {
  const { access } = emptyRegister();
  await append(access, ann, change(1, { contact: 'Ann', guard: 'hold' }));
  await append(access, bob, change(2, { contact: 'Bob' }));
  await append(access, ann, change(3, { guard: 'block' }));
  expect(await settingsOf(access)).toEqual({ contact: 'Bob', guard: 'block' });
});

it('two of the same moment that knew nothing of each other are the same to every reader', async () => {
  const [lower, higher] = [ann, bob].toSorted((a, b) => (a.key.keyId < b.key.keyId ? -1 : 1));
  if (!lower || !higher) throw new Error('two officers');
  for (const order of [
    [lower, higher],
    [higher, lower],
  ]) {
    const { access } = emptyRegister();
    for (const signer of order) {
      await appendOperations(access, signer, [], [change(5, { contact: signer.key.keyId })], NOW);
    }
    expect(await settingsOf(access)).toEqual({ contact: higher.key.keyId });
  }
});

it('a time at the end of all times is nobody’s last word, whoever has which key', async () => {
  for (const [thief, officer] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    const { access } = emptyRegister();
    await append(access, thief, change(Number.MAX_SAFE_INTEGER, { contact: 'Thief' }));
    const read = await readRegister(access, []);
    if (!read.ok) throw new Error(read.detail);
    await append(access, officer, change(nextTime(read.register), { contact: 'Officer' }));
    expect(await settingsOf(access)).toEqual({ contact: 'Officer' });
  }
});
