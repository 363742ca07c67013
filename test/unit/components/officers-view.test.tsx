// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { OfficersView, type OfficersViewProps } from '../../../components/desk/officers-view.tsx';
import type { Officer } from '../../../utils/officer/officers.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(cleanup);

const ANN: Officer = { keyId: 'a'.repeat(64), name: null, isSelf: true, isInForce: true, objects: 3 };
const BEN: Officer = { keyId: 'b'.repeat(64), name: 'Ben', isSelf: false, isInForce: true, objects: 1 };
const CAS: Officer = { keyId: 'c'.repeat(64), name: null, isSelf: false, isInForce: false, objects: 2 };
const NUMBER = '00001 00002 00003 00004 00005 00006';

function show(changes: Partial<OfficersViewProps> = {}) {
  const props = {
    officers: [ANN, BEN, CAS],
    onInvite: vi.fn(async () => undefined),
    onApplicant: vi.fn(async () => ({ name: 'Dot', checkNumber: NUMBER })),
    onAdmit: vi.fn(async () => undefined),
    onRemove: vi.fn(async () => 'removed' as const),
    onNewSealKey: vi.fn(async () => undefined),
    ...changes,
  };
  render(<OfficersView {...props} />);
  return props;
}

/** A file of the person's machine. */
function choose(selector: string, content: string): void {
  const input = document.querySelector(selector);
  if (!input) throw new Error(`${selector} is missing`);
  const bytes = new TextEncoder().encode(content);
  // jsdom's files can't be read by these.
  const file = Object.assign(new File([bytes], 'a-file'), {
    text: async () => content,
    arrayBuffer: async () => bytes.buffer,
  });
  fireEvent.change(input, { target: { files: [file] } });
}

function type(selector: string, value: string): void {
  const input = document.querySelector(selector);
  if (!input) throw new Error(`${selector} is missing`);
  fireEvent.input(input, { target: { value } });
}

it('shows who may publish, and offers to remove the others alone', () => {
  show();
  const rows = [...document.querySelectorAll('#officers tbody tr')].map(row => row.textContent);
  expect(rows[0]).toMatch(/^You/);
  expect(rows[1]).toMatch(/^Ben.*yes/);
  expect(rows[2]).toMatch(/^No name.*no more/);
  expect(screen.getAllByRole('button', { name: 'Remove…' })).toHaveLength(1);
});

it('admits only after the number was compared, with a root key', async () => {
  const onAdmit = vi.fn<OfficersViewProps['onAdmit']>(async () => undefined);
  const { onApplicant } = show({ onAdmit });
  choose('#join-file', '{"type":"lethe-join"}');
  const button = await screen.findByRole('button', { name: 'Admit Dot' });
  expect(onApplicant).toHaveBeenCalledExactlyOnceWith('{"type":"lethe-join"}');
  expect(document.querySelector('#check-number')?.textContent).toBe(NUMBER);
  expect(button).toHaveProperty('disabled', true);
  choose('#admit-root', 'root.age');
  await vi.waitFor(() => expect(document.querySelectorAll('.soft.small')).not.toHaveLength(0));
  type('#admit-passphrase', 'of the root key');
  expect(button).toHaveProperty('disabled', true);
  fireEvent.click(screen.getByLabelText('It is the same number.'));
  await vi.waitFor(() => expect(button).toHaveProperty('disabled', false));
  fireEvent.click(button);
  await vi.waitFor(() => expect(onAdmit).toHaveBeenCalledOnce());
  const [file, passphrase] = onAdmit.mock.lastCall ?? [];
  expect([new TextDecoder().decode(file), passphrase]).toEqual(['root.age', 'of the root key']);
  expect(await screen.findByText('Dot can record and publish now.')).toBeTruthy();
});

it('says why a request is refused', async () => {
  show({
    onApplicant: async () => {
      throw new Error('This file is damaged: ask for it again.');
    },
  });
  choose('#join-file', 'nothing');
  expect(await screen.findByText('This file is damaged: ask for it again.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Admit/ })).toBeNull();
});

it('asks what becomes of what a leaver recorded last, and offers a new key for the list afterwards', async () => {
  const onRemove = vi.fn<OfficersViewProps['onRemove']>(async (_key, _file, _passphrase, unpublished) =>
    unpublished === undefined ? 'undecided' : 'removed',
  );
  const { onNewSealKey } = show({ onRemove });
  fireEvent.click(screen.getByRole('button', { name: 'Remove…' }));
  choose('#remove-root', 'root.age');
  type('#remove-passphrase', 'of the root key');
  const button = screen.getByRole('button', { name: 'Remove' });
  await vi.waitFor(() => expect(button).toHaveProperty('disabled', false));
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole('button', { name: 'Leave it out and remove them' }));
  fireEvent.click(await screen.findByRole('button', { name: "Replace the list's key, and publish" }));
  await vi.waitFor(() => expect(onNewSealKey).toHaveBeenCalledOnce());
  expect(onRemove.mock.calls.map(([keyId, , , unpublished]) => [keyId, unpublished])).toEqual([
    [BEN.keyId, undefined],
    [BEN.keyId, 'leave'],
  ]);
  expect(await screen.findByText(/The list has a new key/)).toBeTruthy();
});
