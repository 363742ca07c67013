// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DiagnosticsSection } from '../../../components/diagnostics-section.tsx';
import { GuardSection } from '../../../components/guard-section.tsx';
import { SitesSection } from '../../../components/sites-section.tsx';
import type { GuardLevel } from '../../../utils/blocklist/head.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(cleanup);

describe('the guard', () => {
  function show(organisation: GuardLevel | null, own: GuardLevel | null = null) {
    const onChange = vi.fn();
    render(<GuardSection organisation={organisation} own={own} onChange={onChange} />);
    return { onChange, choices: () => screen.queryAllByRole('radio').map(radio => radio.closest('label')) };
  }

  it('offers what the organisation wants and what is stricter, and nothing else', () => {
    const { choices } = show('hold');
    expect(choices().map(label => label?.textContent)).toEqual([
      'Lethe holds it until you give a reason (set by your organisation)',
      'Lethe holds it until the person is removed',
    ]);
  });

  it('takes a stricter level, and takes it back', () => {
    const { onChange } = show('hold', 'block');
    expect(screen.getByLabelText('Lethe holds it until the person is removed')).toHaveProperty(
      'checked',
      true,
    );
    fireEvent.click(screen.getByLabelText(/set by your organisation/));
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  it('shows the organisation’s where the rep’s own is weaker by now', () => {
    show('block', 'hold');
    expect(screen.getByLabelText(/set by your organisation/)).toHaveProperty('checked', true);
  });

  it('is nobody’s to choose before there is a list', () => {
    expect(show(null).choices()).toEqual([]);
  });
});

describe('the sites', () => {
  it('are named, and those that the rep chose can be given back', () => {
    const onUnwatch = vi.fn();
    const { container } = render(
      <SitesSection chosen={['https://crm.example.com/*']} onUnwatch={onUnwatch} />,
    );
    expect(container.textContent).toContain('Gmail, Outlook, LinkedIn');
    fireEvent.click(screen.getByRole('button', { name: 'Stop watching crm.example.com' }));
    expect(onUnwatch).toHaveBeenCalledExactlyOnceWith('https://crm.example.com/*');
  });
});

describe('diagnostics', () => {
  it('are copied as they are shown', async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    render(<DiagnosticsSection text="State: protecting" />);
    expect(screen.getByLabelText('Diagnostics')).toHaveProperty('value', 'State: protecting');
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
    expect(writeText).toHaveBeenCalledExactlyOnceWith('State: protecting');
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
    vi.unstubAllGlobals();
  });
});
