import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import { type Host, startHost } from '../../../utils/lookup/host.ts';
import { NO_POLICY, type Policy, type PolicySeen } from '../../../utils/policy/policy.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';
import { syncOnce } from '../../../utils/sync/sync.ts';
import { PublishedList, START } from '../sync/published-list.ts';

/** A busy machine takes its time. */
const PATIENT = { timeout: 30_000 };

let list: PublishedList;
let other: PublishedList;
let store: Store;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  list = await PublishedList.create();
  await list.publish({ 'anna@example.com': 'all' });
  other = await PublishedList.create();
  await other.publish({ 'ben@example.com': 'all' });
  store = openStore(`lethe-${crypto.randomUUID()}`);
});

afterEach(() => {
  vi.useRealTimers();
});

/** A host over this test's store; what it fetches comes from the list that it is enrolled with. */
function start(readPolicy?: () => Promise<PolicySeen>): Host {
  return startHost({
    store,
    ...(readPolicy && { readPolicy }),
    startLookup: () => ({
      service: {
        load: async () => ({ generation: (await store.snapshot()).list?.generation ?? null, problem: null }),
        look: async () => undefined,
        check: async () => ({ state: 'not-listed' }),
        rememberService: async () => undefined,
        hold: async () => ({ ok: false, problem: 'not-protecting' }),
        endHold: async () => undefined,
        forget: () => undefined,
      },
      onFailure: () => undefined,
      end: () => undefined,
    }),
    synchronise: async () => {
      const id = (await store.snapshot()).enrolment?.listId.toString();
      const from = id === other.enrolment.listId.toString() ? other : list;
      return syncOnce({ store, fetch: from.fetch, now: () => START });
    },
    tellBackground: () => undefined,
    self: { id: 'lethe-id', origin: 'chrome-extension://lethe-id' },
    now: () => START,
  });
}

function forced(by: PublishedList, policy: Partial<Policy> = {}): PolicySeen {
  return {
    policy: { ...NO_POLICY, forcesEnrolment: true, ...policy },
    code: encodeEnrolment(by.enrolment),
  };
}

function seen(policy: Partial<Policy>): PolicySeen {
  return { policy: { ...NO_POLICY, ...policy }, code: null };
}

async function enrolledWith(): Promise<string | undefined> {
  return (await store.snapshot()).enrolment?.listId.toString();
}

describe('enrolment by policy', () => {
  it('is taken at the start, without the rep', async () => {
    const host = start(async () => forced(list));
    await expect.poll(async () => (await host.api.status()).protection.state, PATIENT).toBe('protecting');
    expect(await enrolledWith()).toBe(list.enrolment.listId.toString());
  });

  it('that comes late is taken when it comes', async () => {
    const host = start();
    expect((await host.api.status()).protection.state).toBe('not-protecting');
    await host.api.obey(forced(list));
    expect((await host.api.status()).protection.state).toBe('protecting');
  });

  it('that comes twice at once is taken once', async () => {
    const host = start();
    const enrol = vi.spyOn(store, 'enrol');
    await Promise.all([host.api.obey(forced(list)), host.api.obey(forced(list))]);
    expect(enrol).toHaveBeenCalledOnce();
  });

  it('takes the place of what the rep was enrolled with', async () => {
    const host = start();
    await host.api.enrol(encodeEnrolment(other.enrolment));
    await host.api.obey(forced(list));
    expect(await enrolledWith()).toBe(list.enrolment.listId.toString());
    expect((await host.api.status()).protection.state).toBe('protecting');
  });

  it('can be neither replaced nor left by the rep', async () => {
    const host = start(async () => forced(list));
    await expect.poll(enrolledWith, PATIENT).toBeDefined();
    for (const code of [list, other].map(({ enrolment }) => encodeEnrolment(enrolment))) {
      expect(await host.api.enrolRefusal(code)).toBe('by-policy');
      await expect(host.api.enrol(code)).rejects.toThrow('enrolled by policy');
    }
    await expect(host.api.leave()).rejects.toThrow('enrolled by policy');
    expect(await enrolledWith()).toBe(list.enrolment.listId.toString());
  });

  it('takes another seal key as soon as policy names it', async () => {
    const host = start(async () => forced(list));
    await expect.poll(enrolledWith, PATIENT).toBeDefined();
    const next = encodeEnrolment({ ...list.enrolment, sealEpoch: 2 });
    await host.api.obey({ ...forced(list), code: next });
    expect((await store.snapshot()).enrolment?.sealEpoch).toBe(2);
  });

  it('that is withdrawn leaves the list in force, and the rep free to leave it', async () => {
    const host = start(async () => forced(list));
    await expect.poll(async () => (await host.api.status()).protection.state, PATIENT).toBe('protecting');
    await host.api.obey(seen({}));
    expect((await host.api.status()).protection.state).toBe('protecting');
    await host.api.leave();
    expect(await enrolledWith()).toBeUndefined();
  });
});

describe('a second organisation', () => {
  it('is refused unless the first is left', async () => {
    const host = start();
    const [mine, theirs] = [list, other].map(({ enrolment }) => encodeEnrolment(enrolment));
    await host.api.enrol(mine ?? '');
    expect(await host.api.enrolRefusal(mine ?? '')).toBeNull();
    expect(await host.api.enrolRefusal(theirs ?? '')).toBe('other-organisation');
    await expect(host.api.enrol(theirs ?? '')).rejects.toThrow('Leave that one first');
    expect(await enrolledWith()).toBe(list.enrolment.listId.toString());
    await host.api.leave();
    await host.api.enrol(theirs ?? '');
    expect(await enrolledWith()).toBe(other.enrolment.listId.toString());
  });
});

describe('locked options', () => {
  it('keep enrolment and sites as they are', async () => {
    const host = start();
    await host.api.setPanelOnly(['LinkedIn']);
    await host.api.enrol(encodeEnrolment(list.enrolment));
    await host.api.obey(seen({ locksOptions: true }));
    await expect(host.api.leave()).rejects.toThrow('locked');
    await expect(host.api.enrol(encodeEnrolment(list.enrolment))).rejects.toThrow('locked');
    await expect(host.api.setPanelOnly([])).rejects.toThrow('locked');
    expect(await host.api.panelOnly()).toEqual({ organisation: [], own: [] });
    await host.api.obey(seen({}));
    expect(await host.api.panelOnly()).toEqual({ organisation: [], own: ['LinkedIn'] });
  });

  it('let a browser that isn’t enrolled be enrolled', async () => {
    const host = start(async () => seen({ locksOptions: true }));
    await host.api.enrol(encodeEnrolment(list.enrolment));
    expect(await enrolledWith()).toBeDefined();
  });
});

describe('the guard’s level', () => {
  it('is the policy’s while it names one, else the list’s', async () => {
    const host = start();
    await host.api.enrol(encodeEnrolment(list.enrolment));
    const level = async () => {
      const { protection } = await host.api.status();
      return protection.state === 'not-protecting' ? undefined : protection.guard;
    };
    const before = await level();
    expect(before).not.toBe('block');
    await host.api.obey(seen({ guard: 'block' }));
    expect(await level()).toBe('block');
    await host.api.obey(seen({}));
    expect(await level()).toBe(before);
  });
});

describe('sites out of whose pages Lethe stays', () => {
  it('are those of the list and of policy, and the rep can’t take one back', async () => {
    const host = start();
    await host.api.enrol(encodeEnrolment(list.enrolment));
    await host.api.obey(seen({ panelOnly: ['LinkedIn'] }));
    expect(await host.api.panelOnly()).toEqual({ organisation: ['LinkedIn'], own: [] });
  });
});

describe('a policy that can’t be read', () => {
  it('keeps nobody from being protected', async () => {
    await start().api.enrol(encodeEnrolment(list.enrolment));
    const host = start(() => Promise.reject(new Error('the background is gone')));
    expect((await host.api.status()).protection.state).toBe('protecting');
    expect(await host.api.policy()).toEqual(NO_POLICY);
  });
});
