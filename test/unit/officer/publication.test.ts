import { expect, it } from 'vitest';
import { publishRegister } from '../../../utils/officer/publication.ts';
import { blockAll, recordBlocks } from '../../../utils/officer/record.ts';
import type { PublishProgress } from '../../../utils/publish/publish-progress.ts';
import { digestText } from '../../../utils/register/identify.ts';
import { GROUND, memoryOrganisation } from './memory-organisation.ts';

it('tells each step when it begins, and how far reading and writing have come', async () => {
  const { session } = await memoryOrganisation();
  for (const name of ['ann', 'bob', 'cas']) {
    const digested = await digestText(session.digestKey, 'email', `${name}@example.org`);
    if (!digested.ok) throw new Error(digested.reason);
    await recordBlocks(session, GROUND, await blockAll(session, [digested.digested]), 'test');
  }
  const told: PublishProgress[] = [];
  const publish = () => publishRegister(session, {}, progress => void told.push(progress));
  expect(await publish()).toMatchObject({ outcome: 'published' });
  const stepsOf = (all: readonly PublishProgress[]) => [...new Set(all.map(({ step }) => step))];
  expect(stepsOf(told)).toEqual(['check', 'register', 'build', 'write', 'sign']);
  const partsOf = (wanted: string) =>
    told.flatMap(({ step, part }) => (step === wanted && part ? [part] : []));
  // The settings, and three blocks.
  expect(partsOf('register')).toEqual([1, 2, 3, 4].map(done => ({ done, of: 4 })));
  const [first, ...others] = partsOf('write');
  expect(first?.done).toBe(0);
  expect(first?.of).toBeGreaterThan(0);
  const done = others.map(part => part.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(first?.of);

  told.length = 0;
  expect(await publish()).toMatchObject({ outcome: 'confirmed' });
  expect(stepsOf(told)).toEqual(['check', 'register', 'build', 'sign']);
});

it('waits for whoever shows it', async () => {
  const { session } = await memoryOrganisation();
  let open: () => void = () => undefined;
  let isShown = false;
  const published = publishRegister(session, {}, async ({ step }) => {
    if (step !== 'build') return;
    await new Promise<void>(resolve => {
      open = resolve;
      isShown = true;
    });
  });
  await expect.poll(() => isShown).toBe(true);
  expect(await Promise.race([published, new Promise(resolve => setTimeout(resolve, 50, 'waits'))])).toBe(
    'waits',
  );
  open();
  expect(await published).toMatchObject({ ok: true });
});
