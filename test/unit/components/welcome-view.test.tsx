// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { WelcomeView } from '../../../components/welcome-view.tsx';
import type { Status } from '../../../utils/lookup/page-api.ts';
import { NO_POLICY } from '../../../utils/policy/policy.ts';
import { sample } from '../../../utils/sample/sample.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOT_ENROLLED: Status = {
  protection: { state: 'not-protecting', problem: { code: 'not-enrolled', detail: '' } },
  attemptedAt: null,
  problem: null,
  syncing: false,
  details: null,
};

afterEach(cleanup);

function show(offersDesk = true) {
  const onSample = vi.fn();
  const view = (
    <WelcomeView
      status={NOT_ENROLLED}
      now={0}
      offersDesk={offersDesk}
      onEnrol={async () => undefined}
      onSample={onSample}
    />
  );
  return { onSample, ...render(view) };
}

it('has two doors, of which the second can be taken away', () => {
  show();
  expect(screen.getByRole('link', { name: /I look after privacy here/ }).getAttribute('href')).toBe(
    '/desk.html',
  );
  expect(screen.queryByLabelText('Enrolment code')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /I was given a code/ }));
  expect(screen.getByLabelText('Enrolment code')).toBeTruthy();
  cleanup();
  show(false);
  expect(screen.queryByRole('link', { name: /privacy/ })).toBeNull();
});

it('says in three sentences what Lethe never does', () => {
  const { container } = show();
  expect(container.querySelectorAll('.never li')).toHaveLength(3);
});

it('shows a sample that says that it is one, whose mail is read, emptied and sent as any other', async () => {
  const { onSample, unmount } = show();
  const region = screen.getByRole('region', { name: 'Try it in a minute Sample' });
  expect(region.textContent).toContain('Nobody here exists');
  expect(onSample).toHaveBeenCalledOnce();
  const [window] = sample.compose?.windows(document) ?? [];
  if (!window) throw new Error('there is a mail');
  const read = () => sample.compose?.recipients(window).map(({ address }) => address);
  expect(read()).toEqual(['mira@example.com', 'tom@example.org']);
  const [mira] = sample.compose?.recipients(window) ?? [];
  if (mira) sample.compose?.remove?.(window, mira);
  await vi.waitFor(() => expect(read()).toEqual(['tom@example.org']));
  const send = within(region).getByRole('button', { name: 'Send' });
  expect(sample.compose?.sendControl(send)).toEqual({ window, control: send });
  fireEvent.click(send);
  expect(region.textContent).toContain('This would have been sent to Tom Ruiz. Nothing was sent.');
  const [signal] = onSample.mock.calls[0] ?? [];
  unmount();
  await vi.waitFor(() => expect(signal.aborted).toBe(true));
});

it('asks for every site that policy names with one click', () => {
  const onAllowSites = vi.fn();
  const wanted = ['https://crm.northwind.example/*', 'https://leads.northwind.example/*'];
  render(
    <WelcomeView
      status={NOT_ENROLLED}
      now={0}
      offersDesk={false}
      policy={{ ...NO_POLICY, sites: wanted }}
      missingSites={wanted}
      onAllowSites={onAllowSites}
      onEnrol={async () => undefined}
      onSample={() => undefined}
    />,
  );
  expect(document.body.textContent).toContain('crm.northwind.example, leads.northwind.example');
  fireEvent.click(screen.getByRole('button', { name: 'Allow these sites' }));
  expect(onAllowSites).toHaveBeenCalledExactlyOnceWith(wanted);
});
