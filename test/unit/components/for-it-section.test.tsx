// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { ForItSection } from '../../../components/desk/for-it-section.tsx';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(cleanup);

const FILES = [
  { name: 'lethe-edge.reg', browser: 'edge', kind: 'registry' },
  { name: 'policies.json', browser: 'firefox', kind: 'policiesJson' },
] as const;

it('hands out the file that is asked for, with what the officer ticked', async () => {
  const onSave = vi.fn(async () => undefined);
  render(<ForItSection files={FILES} onSave={onSave} />);
  fireEvent.click(screen.getByRole('checkbox', { name: /^Hide this desk/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Edge: Registry file for Windows' }));
  await vi.waitFor(() => expect(onSave).toHaveBeenCalled());
  expect(onSave).toHaveBeenCalledWith('lethe-edge.reg', { lockOptions: true, hideDesk: false });
});

it('says why a file couldn’t be made', async () => {
  const onSave = () => Promise.reject(new Error('the key file is gone'));
  render(<ForItSection files={FILES} onSave={onSave} />);
  fireEvent.click(screen.getByRole('button', { name: 'Firefox: policies.json' }));
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toBe('the key file is gone'));
});
