// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { WaitingList } from '../../../components/waiting-list.tsx';
import type { WaitingRequest } from '../../../utils/lookup/waiting.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const NOON = new Date(2026, 10, 29, 12).getTime();
const REQUEST: WaitingRequest = {
  id: 'one',
  since: NOON,
  channel: 'linkedin',
  site: 'LinkedIn',
  kinds: ['email'],
};

afterEach(cleanup);

function show(...waiting: readonly WaitingRequest[]) {
  const onEnd = vi.fn();
  const { container } = render(<WaitingList waiting={waiting} now={NOON} onEnd={onEnd} />);
  return { onEnd, text: () => container.textContent ?? '' };
}

it('tells when and by what way, since nobody knows who', () => {
  const { text } = show(REQUEST, { ...REQUEST, id: 'two', channel: 'in person', site: '' });
  expect(text()).toContain('2 people wait for the privacy officer');
  expect(screen.getAllByRole('listitem').map(item => item.querySelector('span')?.textContent)).toEqual([
    '29 November · LinkedIn · LinkedIn',
    '29 November · In person',
  ]);
});

it.each(['The officer refused', 'Take it back'])('"%s" holds them no longer, once that is meant', name => {
  const { onEnd } = show(REQUEST);
  fireEvent.click(screen.getByRole('button', { name }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onEnd).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name }));
  fireEvent.click(screen.getByRole('button', { name: 'Hold no longer' }));
  expect(onEnd).toHaveBeenCalledExactlyOnceWith('one');
});

it('is nothing where nobody is waited for', () => {
  expect(show().text()).toBe('');
});
