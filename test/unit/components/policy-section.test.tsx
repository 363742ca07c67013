// @vitest-environment jsdom

import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EnrolForm } from '../../../components/enrol-form.tsx';
import { OptionsView } from '../../../components/options-view.tsx';
import type { Status } from '../../../utils/lookup/page-api.ts';
import { NO_POLICY, type Policy } from '../../../utils/policy/policy.ts';
import { readPolicy } from '../../../utils/policy/read-policy.ts';
import { CODE } from '../policy/policies.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOON = new Date(2026, 10, 29, 12).getTime();
const ENROLLED: Status = {
  protection: {
    state: 'protecting',
    organisation: 'Acme',
    guard: 'hold',
    entries: 300,
    domains: 0,
    confirmedAt: NOON,
    publishedAt: NOON,
  },
  problem: null,
  attemptedAt: NOON,
  syncing: false,
  details: {
    repository: 'https://lists.acme.example/',
    rootFingerprint: '',
    sealEpoch: 1,
    metadata: null,
    list: null,
  },
};

afterEach(cleanup);

function show(policy: Partial<Policy>, missingSites: readonly string[] = []) {
  const onAllowSites = vi.fn();
  const { container } = render(
    <OptionsView
      status={ENROLLED}
      holds={[]}
      panelOnly={{ organisation: [], own: [] }}
      reminder={null}
      waiting={[]}
      ownGuard={null}
      chosenSites={[]}
      diagnostics=""
      onEndRequest={() => undefined}
      onGuard={() => undefined}
      onUnwatch={() => undefined}
      policy={{ ...NO_POLICY, ...policy }}
      missingSites={missingSites}
      now={NOON}
      onEnrol={async () => undefined}
      onSync={() => undefined}
      onLeave={() => undefined}
      onEraseHolds={() => undefined}
      onPanelOnly={() => undefined}
      onAllowSites={onAllowSites}
    />,
  );
  return { onAllowSites, text: () => container.textContent ?? '' };
}

const LINKEDIN = { name: 'LinkedIn' };

describe('the options', () => {
  it('without a policy say nothing of one and can be changed', () => {
    const { text } = show({});
    expect(text()).not.toContain('Set by your organisation');
    expect(screen.queryByText('Enrol again')).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Leave…' })).not.toBeNull();
    expect(screen.queryByRole('link', { name: 'Open the privacy desk' })).not.toBeNull();
    expect(screen.getByRole('checkbox', LINKEDIN)).toHaveProperty('disabled', false);
  });

  it('that policy enrolled offer no other enrolment', () => {
    const { text } = show({ forcesEnrolment: true });
    expect(text()).toContain("enrolled by your organisation's policy");
    expect(screen.queryByText('Enrol again')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Leave…' })).toBeNull();
    expect(screen.getByRole('checkbox', LINKEDIN)).toHaveProperty('disabled', false);
  });

  it('that policy locked can’t be changed; the log stays the rep’s', () => {
    const { text } = show({ locksOptions: true });
    expect(text()).toContain('locked these options');
    expect(text()).toContain('Log of holds');
    expect(screen.queryByText('Enrol again')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Leave…' })).toBeNull();
    expect(screen.getByRole('checkbox', LINKEDIN)).toHaveProperty('disabled', true);
  });

  it('don’t lead to a desk that policy hides', () => {
    show({ hidesDesk: true });
    expect(screen.queryByRole('link', { name: 'Open the privacy desk' })).toBeNull();
  });

  it('ask for all sites that policy wants by one click', () => {
    const missing = ['https://crm.acme.example/*', 'https://*.acme.test/*'];
    const { onAllowSites, text } = show({ sites: missing }, missing);
    expect(text()).toContain('crm.acme.example, *.acme.test');
    fireEvent.click(screen.getByRole('button', { name: 'Allow these sites' }));
    expect(onAllowSites).toHaveBeenCalledWith(missing);
  });

  it('name what of a policy can’t be obeyed', () => {
    const { problems } = readPolicy({ guard: 'strict' }).policy;
    expect(show({ problems }).text()).toContain('"guard" must be one of warn, hold, block.');
  });
});

describe('a code that would be refused', () => {
  it.each([
    ['by-policy', "by your organisation's policy"],
    ['locked', 'locked these options'],
    ['other-organisation', 'Leave that one first'],
  ] as const)('%s: says so before the rep accepts it', async (refusal, words) => {
    const onEnrol = vi.fn(async () => undefined);
    render(<EnrolForm onEnrol={onEnrol} refusalOf={async () => refusal} />);
    fireEvent.input(screen.getByRole('textbox'), { target: { value: CODE } });
    fireEvent.click(screen.getByRole('button', { name: 'Read the code' }));
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain(words));
    expect(screen.queryByRole('button', { name: /^Enrol with/ })).toBeNull();
  });
});
