// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { SettingsView } from '../../../../components/desk/settings-view.tsx';
import { ACME } from './settings.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

function show() {
  const onChange = vi.fn(async () => undefined);
  render(<SettingsView settings={ACME} onChange={onChange} onPublish={() => undefined} />);
  return onChange;
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save the settings' }));

it('changes what was changed and nothing else, and says when colleagues have it', async () => {
  const onChange = show();
  type('Who else sends for you', 'Newsletter\nSequences');
  fireEvent.change(screen.getByLabelText('How the list is confirmed'), { target: { value: 'daily' } });
  save();
  await screen.findByText(/Colleagues' browsers take it over with the next publication/);
  expect(onChange).toHaveBeenCalledExactlyOnceWith({
    ...ACME,
    senders: ['Newsletter', 'Sequences'],
    refreshing: 'daily',
  });
  type('Supervisory authority', 'Another Authority');
  expect(document.getElementById('settings-saved')).toBeNull();
});

it('saves nothing of a sender whose name could be an address', async () => {
  const onChange = show();
  type('Who else sends for you', 'anna@example.com');
  save();
  await screen.findByText('Names of up to 80 letters, without an @.');
  expect(onChange).not.toHaveBeenCalled();
});
