import { describe, expect, it } from 'vitest';
import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import {
  ABSENT_FOR_MS,
  ARRIVES_WITHIN_MS,
  type KeptPolicy,
  keptPolicyOf,
  type PolicyLook,
  policyAfterLook,
  policyOf,
} from '../../../utils/policy/kept-policy.ts';
import { NO_POLICY } from '../../../utils/policy/policy.ts';
import { CODE, ENROLMENT } from './policies.ts';

const NOON = Date.UTC(2026, 10, 29, 12);
const MINUTE_MS = 60_000;
const POLICY = { enrolment: CODE, guard: 'block', lockOptions: true };

function look(found: PolicyLook['found'], changes: Partial<PolicyLook> = {}): PolicyLook {
  return { found, now: NOON, runningSince: NOON, isChange: false, ...changes };
}

async function kept(): Promise<KeptPolicy> {
  const after = await policyAfterLook(null, look(POLICY));
  if (after.kept === null) throw new Error('a policy was found');
  return after.kept;
}

describe('a policy that is found', () => {
  it('is obeyed, and news', async () => {
    const after = await policyAfterLook(null, look(POLICY));
    expect(after).toMatchObject({ isNews: true, seen: { code: CODE } });
    expect(after.seen.policy).toMatchObject({ forcesEnrolment: true, locksOptions: true, guard: 'block' });
  });

  it('is no news when it is found again, in whatever order', async () => {
    const again = { lockOptions: true, guard: 'block', enrolment: CODE };
    expect(await policyAfterLook(await kept(), look(again))).toMatchObject({ isNews: false });
  });

  it.each([
    ['a setting', { ...POLICY, guard: 'warn' }],
    ['one setting less', { enrolment: CODE, guard: 'block' }],
    ['the code', { ...POLICY, enrolment: encodeEnrolment({ ...ENROLMENT, sealEpoch: 2 }) }],
    ['no code any more', { guard: 'block', lockOptions: true }],
  ])('is news with another: %s', async (_what, changed) => {
    expect(await policyAfterLook(await kept(), look(changed))).toMatchObject({ isNews: true });
  });

  it('is kept without its code', async () => {
    expect(JSON.stringify(await kept())).not.toContain(CODE.slice(10, 40));
  });
});

describe('a policy that is absent', () => {
  it.each([[undefined], [{}]])('at a start goes on as it was last seen (%j)', async found => {
    const after = await policyAfterLook(await kept(), look(found));
    expect(after.isNews).toBe(false);
    expect(after.seen.code).toBeNull();
    expect(after.seen.policy).toMatchObject({ forcesEnrolment: true, locksOptions: true, guard: 'block' });
  });

  it('goes on for less than a day, and is withdrawn after it', async () => {
    const gone = (await policyAfterLook(await kept(), look({}))).kept;
    const looked = (afterMs: number) =>
      policyAfterLook(gone, look({}, { now: NOON + afterMs, runningSince: NOON }));
    expect((await looked(ABSENT_FOR_MS - 1)).seen.policy.locksOptions).toBe(true);
    expect(await looked(ABSENT_FOR_MS)).toMatchObject({
      kept: null,
      isNews: true,
      seen: { policy: NO_POLICY },
    });
  });

  it('isn’t withdrawn by a weekend: after a start it may still be on its way', async () => {
    const gone = (await policyAfterLook(await kept(), look({}))).kept;
    const monday = NOON + 3 * ABSENT_FOR_MS;
    const looked = (afterMs: number) =>
      policyAfterLook(gone, look({}, { now: monday + afterMs, runningSince: monday }));
    expect((await looked(MINUTE_MS)).seen.policy.locksOptions).toBe(true);
    expect((await looked(ARRIVES_WITHIN_MS)).seen.policy.locksOptions).toBe(false);
  });

  it('is withdrawn at once where the browser says that it changed', async () => {
    const after = await policyAfterLook(await kept(), look({}, { isChange: true }));
    expect(after).toMatchObject({ kept: null, isNews: true, seen: { policy: NO_POLICY, code: null } });
  });

  it('and comes back is obeyed anew, with a new day when it goes again', async () => {
    const gone = (await policyAfterLook(await kept(), look({}))).kept;
    const back = await policyAfterLook(gone, look(POLICY, { now: NOON + ABSENT_FOR_MS / 2 }));
    expect(back).toMatchObject({ isNews: false, kept: { absentSince: null } });
    const later = await policyAfterLook(back.kept, look({}, { now: NOON + ABSENT_FOR_MS }));
    expect(later.seen.policy.locksOptions).toBe(true);
  });

  it('isn’t prolonged by a clock that was set back', async () => {
    const gone = (await policyAfterLook(await kept(), look({}, { now: NOON + 10 * ABSENT_FOR_MS }))).kept;
    const back = (await policyAfterLook(gone, look({}))).kept;
    const end = look({}, { now: NOON + ABSENT_FOR_MS });
    expect((await policyAfterLook(back, end)).kept).toBeNull();
  });

  it('and was never there is nothing', async () => {
    expect(await policyAfterLook(null, look(undefined, { isChange: true }))).toEqual({
      kept: null,
      isNews: false,
      seen: { policy: NO_POLICY, code: null },
    });
  });
});

describe('what was kept', () => {
  it('is read back as it was', async () => {
    const before = await kept();
    expect(keptPolicyOf(JSON.parse(JSON.stringify(before)))).toEqual(before);
    expect(policyOf(before)).toMatchObject({ forcesEnrolment: true, guard: 'block' });
  });

  it.each([[undefined], [7], [{ values: [] }], [{ pollMinutes: 20 }]])('%j is none', value => {
    expect(keptPolicyOf(value)).toBeNull();
  });
});
