// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { CopyButton } from '../../../components/copy-button.tsx';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function clipboard(writeText: (text: string) => Promise<void>): void {
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }));
}

it('says that it copied, until there is another text', async () => {
  const copied: string[] = [];
  clipboard(async text => void copied.push(text));
  const { rerender } = render(<CopyButton label="Copy the code" text="one" />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy the code' }));
  await screen.findByRole('button', { name: 'Copied' });
  expect(copied).toEqual(['one']);
  rerender(<CopyButton label="Copy the code" text="two" />);
  expect(screen.getByRole('button').textContent).toBe('Copy the code');
});

it('says that it could not, and what to do', async () => {
  clipboard(() => Promise.reject(new DOMException('Document is not focused.', 'NotAllowedError')));
  render(<CopyButton label="Copy the code" text="one" />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy the code' }));
  expect((await screen.findByRole('status')).textContent).toMatch(/^Not copied\. Select the text/);
  expect(screen.getByRole('button').textContent).toBe('Copy the code');
});
