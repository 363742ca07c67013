// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type PageState, PopupView } from '../../../components/popup-view.tsx';
import type { Status } from '../../../utils/lookup/page-api.ts';
import type { Problem, Protection, Verdict } from '../../../utils/lookup/verdict.ts';
import type { SiteAccess } from '../../../utils/sites/site-access.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOON = new Date(2026, 10, 23, 12).getTime();
const FACTS = {
  organisation: 'Acme',
  guard: 'hold',
  entries: 1_312,
  domains: 2,
  confirmedAt: NOON,
  publishedAt: NOON,
} as const;
const PROTECTING: Protection = { state: 'protecting', ...FACTS };
const NOTHING: PageState = {
  kind: 'report',
  report: { checked: 0, unchecked: 0, listed: [], unreadable: [], record: 'none' },
};

afterEach(cleanup);

function statusOf(protection: Protection, problem: Problem | null = null): Status {
  const details = {
    repository: 'https://lists.acme.example/',
    rootFingerprint: '',
    sealEpoch: 1,
    metadata: null,
    list: null,
  };
  const isEnrolled = protection.organisation !== undefined;
  return {
    protection,
    problem,
    attemptedAt: NOON,
    syncing: false,
    details: isEnrolled ? details : null,
  };
}

function show(options: {
  readonly status?: Status | null;
  readonly page?: PageState;
  readonly access?: SiteAccess;
  readonly now?: number;
  readonly verdict?: Verdict;
  readonly structure?: string;
  readonly asked?: string;
}) {
  const onCheck = vi.fn(async () => options.verdict ?? ({ state: 'not-listed' } as const));
  const onDescribe = vi.fn(async () => options.structure ?? null);
  const onSync = vi.fn();
  const onOptions = vi.fn();
  const onWatch = vi.fn();
  const onUnwatch = vi.fn();
  const { container } = render(
    <PopupView
      status={options.status === undefined ? statusOf(PROTECTING) : options.status}
      page={options.page ?? NOTHING}
      access={options.access ?? { kind: 'known' }}
      now={options.now ?? NOON}
      site="Gmail"
      waiting={[]}
      {...(options.asked !== undefined && { asked: options.asked })}
      onDescribe={onDescribe}
      onCheck={onCheck}
      onWatch={onWatch}
      onUnwatch={onUnwatch}
      onPeople={async () => null}
      onHold={async () => ({ ok: false, problem: 'not-protecting' })}
      onEndRequest={() => undefined}
      onSync={onSync}
      onOptions={onOptions}
    />,
  );
  return { onCheck, onSync, onOptions, onWatch, onUnwatch, text: () => container.textContent ?? '' };
}

describe('this page', () => {
  it('lists who is listed, with scope and match', () => {
    const { text } = show({
      page: {
        kind: 'report',
        report: {
          checked: 12,
          unchecked: 0,
          unreadable: [],
          record: 'none',
          listed: [
            { text: 'anna@example.com', scope: 'all', match: 'exact' },
            { text: 'ben+x@example.com', scope: 'marketing', match: 'spelling' },
            { text: 'carla@acme.test', scope: 'all', match: 'domain' },
          ],
        },
      },
    });
    expect(text()).toContain('3 on this page are on the list');
    expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      'anna@example.comNo contactI think this is wrong',
      'ben+x@example.comNo marketingAnother spelling of a listed addressI think this is wrong',
      'carla@acme.testNo contactEveryone at this companyI think this is wrong',
    ]);
    expect(text()).toContain('12 addresses checked on this page');
  });

  it('says of whom the officer hasn’t decided yet that they asked, not that they are listed', () => {
    const listed = [{ text: 'anna@example.com', scope: 'all', match: 'exact', waiting: true }] as const;
    const report = { checked: 1, unchecked: 0, unreadable: [], record: 'none', listed } as const;
    const { text } = show({ page: { kind: 'report', report } });
    expect(text()).toContain('1 on this page asked not to be contacted');
    expect(text()).toContain('Waiting for the privacy officer.');
    expect(text()).not.toContain('on the list');
    expect(screen.queryByRole('button', { name: 'I think this is wrong' })).toBeNull();
  });

  it('drafts a mail about a wrong match that holds its kind and not whose it is', () => {
    const listed = [{ text: 'anna+x@example.com', scope: 'all', match: 'spelling' }] as const;
    const report = { checked: 1, unchecked: 0, unreadable: [], record: 'none', listed } as const;
    show({ page: { kind: 'report', report } });
    fireEvent.click(screen.getByRole('button', { name: 'I think this is wrong' }));
    const link =
      screen.getByRole('link', { name: 'Write to the privacy officer' }).getAttribute('href') ?? '';
    const body = new URL(link).searchParams.get('body');
    expect(body).toContain('Match: another spelling of a listed address');
    expect(decodeURIComponent(link)).not.toMatch(/anna|@/);
  });

  it('says how many were checked when none is listed', () => {
    const { text } = show({
      page: {
        kind: 'report',
        report: { checked: 12, unchecked: 0, listed: [], unreadable: [], record: 'none' },
      },
    });
    expect(text()).toContain('12 checked, none on the list');
  });

  it('says loudly what it can’t read, and shows the whole of a report before it goes anywhere', async () => {
    const report = { checked: 0, unchecked: 0, listed: [], unreadable: ['compose'], record: 'none' } as const;
    const { text } = show({ page: { kind: 'report', report }, structure: 'html\n  form' });
    expect(text()).toContain("Lethe can't read this page");
    expect(text()).toContain("Send isn't held");
    fireEvent.click(screen.getByRole('button', { name: 'Report this' }));
    const shown = await screen.findByRole('textbox', { name: "The page's structure" });
    expect(shown).toHaveProperty('value', 'html\n  form');
  });

  it('says that nothing on a page about somebody identifies them', () => {
    const report = {
      checked: 3,
      unchecked: 0,
      listed: [],
      unreadable: [],
      record: 'nothing-to-check',
    } as const;
    const { text } = show({ page: { kind: 'report', report } });
    expect(text()).toContain('Nothing to check here');
    expect(text()).toContain('nothing on it says how they are reached');
    expect(text()).not.toContain('none on the list');
  });

  it('says what is not checked', () => {
    const { text } = show({
      page: {
        kind: 'report',
        report: { checked: 1_200, unchecked: 34, listed: [], unreadable: [], record: 'none' },
      },
    });
    expect(text()).toContain('1,200 checked, none on the list');
    expect(text()).toContain("34 addresses aren't checked yet");
  });

  it.each<[string, PageState, string]>([
    ['without an address', NOTHING, 'Nothing to check here'],
    ['on a site that is not watched', { kind: 'not-watched' }, "Lethe doesn't watch this site"],
    ['that the browser withholds', { kind: 'withheld' }, "Lethe isn't allowed on this site"],
    ['that cannot be read', { kind: 'unreadable' }, "Lethe can't read this page"],
    ['that has not answered', { kind: 'loading' }, 'Asking this page…'],
  ])('%s is no page without listed people', (_name, page, words) => {
    const { text } = show({ page });
    expect(text()).toContain(words);
    expect(text()).not.toContain('none on the list');
  });
});

describe('the site', () => {
  const origin = 'https://crm.example.com/*';

  it('that could be watched: offers it by its host', () => {
    const { onWatch, text } = show({ page: { kind: 'not-watched' }, access: { kind: 'offered', origin } });
    expect(text()).toContain('addresses on crm.example.com too');
    fireEvent.click(screen.getByRole('button', { name: 'Watch this site' }));
    expect(onWatch).toHaveBeenCalledWith(origin);
  });

  it('that the rep chose: can be taken back', () => {
    const { onUnwatch, text } = show({ access: { kind: 'chosen', origin } });
    expect(text()).toContain('You chose that Lethe watches crm.example.com.');
    fireEvent.click(screen.getByRole('button', { name: 'Stop watching this site' }));
    expect(onUnwatch).toHaveBeenCalledWith(origin);
  });

  it('that is withheld: asks to be allowed', () => {
    const { onWatch } = show({ page: { kind: 'withheld' }, access: { kind: 'withheld', origin } });
    fireEvent.click(screen.getByRole('button', { name: 'Allow on this site' }));
    expect(onWatch).toHaveBeenCalledWith(origin);
  });

  it.each(['known', 'closed'] as const)('%s: nothing to choose', kind => {
    show({ access: { kind } });
    expect(screen.queryByRole('button', { name: /site/ })).toBeNull();
  });
});

describe('the state', () => {
  it('protecting: when the list was confirmed and how much it holds', () => {
    const { text } = show({ now: NOON + 3_600_000 });
    expect(text()).toContain('ProtectingList confirmed at 12:00 · 1,312 entries · 2 companies');
  });

  it('protecting, though the last attempt failed: says so', () => {
    const { text } = show({ status: statusOf(PROTECTING, { code: 'cors', detail: '' }) });
    expect(text()).toContain('Protecting');
    expect(text()).toContain('The last attempt to sync failed.');
    expect(text()).toContain('CORS');
  });

  it('protecting: how long ago the list was confirmed, in words', () => {
    const { text } = show({ now: NOON + 4 * 60_000 });
    expect(text()).toContain('List confirmed 4 minutes ago');
  });

  it('stale: since when people are unknown, and the way out', () => {
    const problem: Problem = { code: 'update-lethe', detail: 'suite 2' };
    const { text } = show({
      status: statusOf({ state: 'stale', problem, ...FACTS }, problem),
      now: NOON + 5 * 86_400_000,
    });
    expect(text()).toContain("People added since 23 November aren't known.");
    expect(text()).toContain('update Lethe');
    expect(text()).toContain('List confirmed on 23 November, 12:00');
  });

  it('not enrolled: checks nothing, and leads to the options', () => {
    const { onOptions, text } = show({
      status: statusOf({ state: 'not-protecting', problem: { code: 'not-enrolled', detail: '' } }),
    });
    expect(text()).toContain('Not protecting');
    expect(screen.queryByRole('textbox')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Enrol this browser' }));
    expect(onOptions).toHaveBeenCalledOnce();
  });

  it('not protecting: says nothing of the page', () => {
    const problem: Problem = { code: 'canary-missing', detail: '' };
    const { text } = show({
      status: statusOf({ state: 'not-protecting', problem, organisation: 'Acme' }),
      page: {
        kind: 'report',
        report: { checked: 3, unchecked: 0, listed: [], unreadable: [], record: 'none' },
      },
    });
    expect(text()).toContain("can't be trusted");
    expect(text()).not.toContain('none on the list');
  });

  it.each(['protecting', 'stale', 'not-protecting'] as const)(
    '%s is told by an icon besides its words',
    state => {
      const problem: Problem = { code: 'expired', detail: '' };
      const protection: Protection = state === 'protecting' ? PROTECTING : { state, problem, ...FACTS };
      show({ status: statusOf(protection) });
      const titles = {
        protecting: 'Protecting',
        stale: 'Protecting with an older list',
        'not-protecting': 'Not protecting',
      };
      expect(screen.getByRole('region', { name: titles[state] }).querySelector('svg')).not.toBeNull();
    },
  );
});

describe('a check by hand', () => {
  const LISTED = { state: 'listed', scope: 'all', match: 'exact' } as const;

  async function check(text: string, verdict: Verdict): Promise<string> {
    const { onCheck } = show({ verdict });
    fireEvent.input(screen.getByRole('textbox'), { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).not.toBe(''));
    expect(onCheck).toHaveBeenCalledWith(text.trim());
    return screen.getByRole('status').textContent ?? '';
  }

  it.each<[Verdict, string]>([
    [LISTED, 'On the list. This person asked not to be contacted.'],
    [{ ...LISTED, scope: 'marketing' }, 'On the list. This person asked not to get marketing.'],
    [{ ...LISTED, match: 'domain' }, 'On the list. Nobody at this company is to be contacted.'],
    [{ ...LISTED, match: 'spelling' }, 'Another spelling of a listed address.'],
    [{ ...LISTED, waiting: true }, 'Held on this computer. You reported that they asked to stop'],
    [{ state: 'not-listed' }, 'Not on the list of Acme.'],
    [
      { state: 'unknown', reason: 'not-an-address' },
      "That is no email address, LinkedIn profile, company domain, or phone number with its country's code.",
    ],
    [{ state: 'unknown', reason: 'not-protecting' }, 'There is no list to check against.'],
  ])('answers %o', async (verdict, words) => {
    expect(await check(' anna@example.com ', verdict)).toContain(words);
  });

  it('that menu or keys asked for is made at once', async () => {
    const { onCheck } = show({ asked: 'anna@example.com', verdict: LISTED });
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toContain('On the list.'));
    expect(onCheck).toHaveBeenCalledExactlyOnceWith('anna@example.com');
    expect(screen.getByRole('textbox')).toHaveProperty('value', 'anna@example.com');
  });

  it('never says that a contact is fine', async () => {
    expect(await check('anna@example.com', { state: 'not-listed' })).not.toMatch(
      /ok|fine|clear|safe|allowed/i,
    );
  });

  it('takes the answer away when the list changes', async () => {
    const show = (publishedAt: number) => (
      <PopupView
        status={statusOf({ ...PROTECTING, publishedAt })}
        page={NOTHING}
        access={{ kind: 'known' }}
        now={NOON}
        site="Gmail"
        waiting={[]}
        onWatch={() => undefined}
        onUnwatch={() => undefined}
        onPeople={async () => null}
        onHold={async () => ({ ok: false, problem: 'not-protecting' })}
        onEndRequest={() => undefined}
        onDescribe={async () => null}
        onCheck={async () => LISTED}
        onSync={() => undefined}
        onOptions={() => undefined}
      />
    );
    const { rerender } = render(show(NOON));
    fireEvent.input(screen.getByRole('textbox'), { target: { value: 'anna@example.com' } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).not.toBe(''));
    rerender(show(NOON + 1));
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toBe(''));
  });

  it('takes the answer away as soon as the text changes', async () => {
    await check('anna@example.com', LISTED);
    fireEvent.input(screen.getByRole('textbox'), { target: { value: 'ben@example.com' } });
    expect(screen.getByRole('status').textContent).toBe('');
  });
});
