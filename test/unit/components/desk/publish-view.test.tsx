// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { PublishView } from '../../../../components/desk/publish-view.tsx';
import { type DeskState, shownGroup } from '../../../../utils/desk/desk-state.ts';
import type { PublishResult } from '../../../../utils/publish/publish.ts';
import type { PublishProgress } from '../../../../utils/publish/publish-progress.ts';
import type { BlockGroup } from '../../../../utils/register/block-groups.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

const STATE: DeskState = {
  due: { cases: [], awaitingReply: [], reviews: [], unpublished: [] },
  groups: [],
  unfinishedErasures: 0,
  standing: 0,
  openCases: [],
  cases: new Map(),
  freshness: {
    publication: 1,
    publishedAt: 0,
    expiries: [],
    isPastHalf: false,
  },
  onlyOfficer: false,
  officers: [],
};
const DONE: PublishResult = {
  ok: true,
  outcome: 'published',
  publication: 2,
  operation: 1,
  entries: 300,
  domains: 0,
  touched: 1,
  removed: 0,
};

it('shows which step of how many it is at, counts beside it, and nothing of it afterwards', async () => {
  let tell: ((progress: PublishProgress) => void) | undefined;
  let finish: (result: PublishResult) => void = () => undefined;
  render(
    <PublishView
      state={STATE}
      pollMs={1000}
      onPublish={(_confirmed, onProgress) => {
        tell = onProgress;
        return new Promise(resolve => {
          finish = resolve;
        });
      }}
    />,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Confirm the list' }));
  await screen.findByText('Publishing…');
  await vi.waitFor(() => expect(tell).toBeDefined());
  expect(screen.getByRole('status').textContent).toBe('');
  await act(() => tell?.({ step: 'register', part: { done: 1200, of: 4000 } }));
  // What a screen reader says again and again is the step alone.
  expect(screen.getByRole('status').textContent).toBe('Step 2 of 5: reading the register');
  expect(screen.getByText('files: 1,200 of 4,000')).toBeDefined();
  expect(screen.getByRole('progressbar', { name: 'Publishing…' })).toHaveProperty('value', 1.3);
  await act(() => tell?.({ step: 'write', part: { done: 0, of: 4_300_000 } }));
  expect(screen.getByRole('status').textContent).toBe('Step 4 of 5: writing the list');
  expect(screen.getByText('0 MB of 4.3 MB')).toBeDefined();
  await act(() => tell?.({ step: 'write', part: { done: 2_000, of: 4_300 } }));
  expect(screen.getByText('2 kB of 4 kB')).toBeDefined();
  await act(() => finish(DONE));
  await screen.findByText(/Publication 2/u);
  expect(screen.queryByRole('progressbar')).toBeNull();
});

it('reviews what is new, changed and lifted: a block that is recorded anew counts once', () => {
  const group = (count: number, reason: 'change' | 'request' | null): BlockGroup => ({
    reference: 'DPO-1',
    recordedAt: 0,
    basis: 'objection',
    scope: 'all',
    reviewAt: null,
    kinds: new Map([['email', count]]),
    ids: Array.from({ length: count }, (_, index) => `${reason}${index}`),
    lift: reason && { reference: 'DPO-1', recordedAt: 1, reason },
    isPublished: false,
  });
  const unpublished = [group(5, null), group(2, 'change'), group(1, 'request')].map(shownGroup);
  const state = { ...STATE, due: { ...STATE.due, unpublished } };
  const { container } = render(
    <PublishView state={state} pollMs={60_000} onPublish={() => Promise.resolve(DONE)} />,
  );
  expect(container.textContent).toContain('3 new blocks · 2 changed · 1 lifted');
});
