// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StopForm } from '../../../components/stop-form.tsx';
import type { PeopleHere } from '../../../utils/lookup/people-here.ts';
import type { StopOutcome, StopRequest } from '../../../utils/lookup/waiting.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOON = new Date(2026, 10, 29, 12).getTime();
const PROFILE = 'https://www.linkedin.com/in/anna-example';
const HELD: StopOutcome = { ok: true, isHeld: true };

afterEach(cleanup);

function show(
  people: PeopleHere | null = null,
  outcome: StopOutcome = HELD,
  { site = 'LinkedIn', contact = 'Privacy office <privacy@acme.example>' } = {},
) {
  const onHold = vi.fn(async (_request: StopRequest) => outcome);
  render(<StopForm site={site} contact={contact} now={NOON} onPeople={async () => people} onHold={onHold} />);
  fireEvent.click(screen.getByRole('button', { name: 'They asked me to stop' }));
  return onHold;
}

function type(text: string): void {
  fireEvent.input(screen.getByLabelText('Address, profile link or phone number'), {
    target: { value: text },
  });
}

function hold(): void {
  fireEvent.click(screen.getByRole('button', { name: 'Hold them and draft the mail' }));
}

/** The mail that the link opens. */
async function mail(): Promise<URL> {
  const link = await screen.findByRole('link', { name: 'Write to the privacy officer' });
  return new URL(link.getAttribute('href') ?? '');
}

describe('"They asked me to stop"', () => {
  it('takes whom the page is about, and holds them before any mail is sent', async () => {
    const onHold = show({ record: ['anna@example.com', PROFILE], others: ['ben@example.com'] });
    await screen.findByText('The person on this page');
    hold();
    const { href, searchParams, pathname } = await mail();
    expect(onHold).toHaveBeenCalledExactlyOnceWith({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      texts: ['anna@example.com', PROFILE],
      channel: 'linkedin',
      site: 'LinkedIn',
    });
    expect(href).toMatch(/^mailto:/);
    expect(pathname).toBe('privacy@acme.example');
    expect(searchParams.get('body')?.replaceAll('\r\n', '\n')).toContain(
      [
        'Lethe request 1',
        'Address: anna@example.com',
        `Profile: ${PROFILE}`,
        'Channel: linkedin',
        'Received: 2026-11-29',
        'Site: LinkedIn',
      ].join('\n'),
    );
    expect(screen.getByRole('status').textContent).toContain('Held on this computer');
  });

  it('takes nobody else from the page unless they are chosen', async () => {
    const onHold = show({ record: [], others: ['ben@example.com', 'tel:+31201234567'] });
    fireEvent.click(await screen.findByLabelText('+31201234567'));
    hold();
    await mail();
    expect(onHold.mock.calls[0]?.[0].texts).toEqual(['tel:+31201234567']);
  });

  it('takes what is typed, several of one person by commas', async () => {
    const onHold = show(null, HELD, { site: '', contact: '' });
    type('anna@example.com, +31 20 123 45 67');
    fireEvent.change(screen.getByLabelText('By what way did they ask?'), { target: { value: 'phone' } });
    fireEvent.input(screen.getByLabelText('When?'), { target: { value: '2026-11-27' } });
    hold();
    const { pathname, searchParams } = await mail();
    expect(onHold.mock.calls[0]?.[0]).toMatchObject({
      texts: ['anna@example.com', '+31 20 123 45 67'],
      channel: 'phone',
      site: '',
    });
    expect(pathname).toBe('');
    expect(searchParams.get('body')).toMatch(/Received: 2026-11-27\r\n\r\n/);
    expect(screen.getByText(/Fill in your privacy officer's/)).toBeTruthy();
  });

  it('holds nobody without a name, and says what it can’t read', async () => {
    const onHold = show(null, { ok: false, problem: 'unreadable', texts: ['Anna'] });
    hold();
    expect((await screen.findByRole('alert')).textContent).toBe('Choose or type who asked.');
    expect(onHold).not.toHaveBeenCalled();
    type('Anna');
    hold();
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/country's code: Anna$/));
    expect(screen.queryByRole('link')).toBeNull();
  });

  it.each<[StopOutcome, string]>([
    [{ ok: true, isHeld: false }, 'They are on the list already'],
    [{ ok: false, problem: 'not-protecting' }, "Lethe can't hold them now"],
  ])(
    'tells what became of it where nobody is held (%j), and still drafts the mail',
    async (outcome, words) => {
      show(null, outcome);
      type('anna@example.com');
      hold();
      await mail();
      expect(screen.getByRole('status').textContent).toContain(words);
      expect(screen.getByRole('status').textContent).not.toContain('Held on this computer');
    },
  );

  it('that fails is tried again under the same number', async () => {
    const onHold = show();
    onHold.mockRejectedValueOnce(new Error('the host is gone'));
    type('anna@example.com');
    hold();
    expect((await screen.findByRole('alert')).textContent).toContain('Try again');
    hold();
    await mail();
    const [first, second] = onHold.mock.calls.map(([{ id }]) => id);
    expect(first).toBe(second);
  });
});
