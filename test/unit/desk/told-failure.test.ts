import { expect, it } from 'vitest';
import { told, untold } from '../../../utils/desk/told-failure.ts';
import { OfficerFailure } from '../../../utils/officer/officer-failure.ts';
import { StoreFailure } from '../../../utils/publish/store-failure.ts';
import type { Sentence } from '../../../utils/sentence.ts';

/** What arrives on the other side of a worker's port. */
async function arrived(work: () => Promise<unknown>): Promise<unknown> {
  const sent = structuredClone(await told(work));
  try {
    return untold(sent);
  } catch (error) {
    return error;
  }
}

const failing = (error: unknown) => arrived(() => Promise.reject(error));

it('what a worker says arrives', async () => {
  expect(await arrived(async () => new Map([['DPO-1', 2]]))).toEqual(new Map([['DPO-1', 2]]));
});

it('a failure arrives with what says it in each language', async () => {
  const said: Sentence = {
    key: 'told.register.missing',
    values: ['a.json', new Date(0)],
    english: 'a.json is missing.',
  };
  const officers = await failing(new OfficerFailure(said));
  expect(officers).toBeInstanceOf(OfficerFailure);
  expect(officers).toMatchObject({ message: 'a.json is missing.', said });
  const failure = await failing(new StoreFailure('full', said));
  expect(failure).toBeInstanceOf(StoreFailure);
  expect(failure).toMatchObject({ problem: 'full', said });
});

it('what the browser refused arrives by the name that it has for it', async () => {
  const failure = await failing(new DOMException('no room', 'QuotaExceededError'));
  expect(failure).toBeInstanceOf(DOMException);
  expect(failure).toMatchObject({ name: 'QuotaExceededError', message: 'no room' });
});

it('of anything else, the sentence arrives', async () => {
  expect(await failing(new TypeError('no such thing'))).toEqual(new Error('no such thing'));
  expect(await failing('text')).toEqual(new Error('text'));
});
