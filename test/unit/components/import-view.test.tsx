// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ImportView } from '../../../components/desk/import-view.tsx';
import type { Importer, LookedAt } from '../../../utils/desk/importer.ts';
import type { ImportPreview } from '../../../utils/officer/import-preview.ts';
import { createInvalidRows, type InvalidRow } from '../../../utils/officer/invalid-rows.ts';
import { createDigestSet } from '../../../utils/scheme/digest-set.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

afterEach(cleanup);

function previewOf(counts: Partial<ImportPreview> = {}, rows: readonly InvalidRow[] = []): ImportPreview {
  const invalid = createInvalidRows();
  for (const row of rows) invalid.add(row);
  return {
    column: { index: 0, heading: 'Email' },
    otherColumns: [],
    encoding: 'windows-1252',
    sha256: '00',
    scope: 'marketing',
    fresh: 1200,
    already: 30,
    duplicates: 4,
    roles: 0,
    invalid,
    fromThisFile: 0,
    known: { covering: createDigestSet(), heads: [] },
    ...counts,
  };
}

function show(importer: Partial<Importer> = {}, looked: LookedAt = { ok: true, preview: previewOf() }) {
  const look = vi.fn<Importer['look']>(async () => looked);
  const onSave = vi.fn<(name: string, content: Blob) => void>();
  const onPublish = vi.fn();
  const onRecorded = vi.fn(async () => undefined);
  const { container } = render(
    <ImportView
      importer={{
        interrupted: async () => undefined,
        forget: async () => undefined,
        look,
        run: async () => ({ recorded: 1200, isComplete: true }),
        ...importer,
      }}
      referencePattern={null}
      onSave={onSave}
      onRecorded={onRecorded}
      onPublish={onPublish}
    />,
  );
  const text = () => container.textContent ?? '';
  const type = (name: string, value: string) =>
    fireEvent.input(screen.getByLabelText(name), { target: { value } });
  const press = async (name: string | RegExp, thenSees: string | RegExp) => {
    fireEvent.click(screen.getByRole('button', { name }));
    await waitFor(() => expect(text()).toMatch(thenSees));
  };
  async function lookAt(file = new File(['email\nann@example.org\n'], 'list.csv')) {
    fireEvent.change(container.querySelector('#import-file') ?? container, { target: { files: [file] } });
    type('Reference of this import', 'IMP-1');
  }
  return { look, onSave, onPublish, onRecorded, text, type, press, lookAt };
}

describe('importing a file', () => {
  it('asks for list and reference before it reads anything', async () => {
    const { press, look, type } = show();
    await press('Look at it first', 'Choose a file, or paste addresses');
    expect(look).not.toHaveBeenCalled();
    type('Or paste addresses', 'ann@example.org');
    await press('Look at it first', 'A reference is needed');
    type('Reference of this import', 'ann@example.org');
    await press('Look at it first', 'it holds an @');
    expect(look).not.toHaveBeenCalled();
  });

  it('shows what it would do, with the lines that hold no address and never what stands there', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => ({ line: index + 7, reason: 'no-at' }) as const);
    const { look, lookAt, press, text, onSave } = show({}, { ok: true, preview: previewOf({}, rows) });
    await lookAt();
    await press('Look at it first', 'Already listed');
    expect(look.mock.calls[0]?.[1]).toEqual({
      reference: 'IMP-1',
      basis: 'objection',
      scope: 'marketing',
      column: null,
    });
    expect(text()).toContain('New1,200Already listed30Named more than once4Without a valid address25');
    expect(text()).toContain('windows-1252, column "Email"');
    expect(text()).toContain('Line 7: no @');
    expect(text()).toContain('Line 26: no @');
    expect(text()).not.toContain('Line 27');
    expect(text()).toContain('And 5 more');
    await press('Save the line numbers', '');
    expect(onSave).toHaveBeenCalledWith('lethe-import-lines.csv', expect.any(Blob));
  });

  it('says which further columns hold addresses and were left alone, and nothing where there are none', async () => {
    const otherColumns = ['Second email', 'Assistant'];
    const { look, lookAt, press, text } = show({}, { ok: true, preview: previewOf({ otherColumns }) });
    await lookAt();
    await press('Look at it first', 'Already listed');
    expect(text()).toContain('left alone: column "Second email", column "Assistant". Where they are');
    fireEvent.click(screen.getByRole('button', { name: 'Look at column "Assistant" instead' }));
    await waitFor(() => expect(look).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(text()).toContain('Already listed'));
    expect(look.mock.lastCall?.[1]).toMatchObject({ reference: 'IMP-1', column: 'Assistant' });
    cleanup();
    const without = show();
    await without.lookAt();
    await without.press('Look at it first', 'Already listed');
    expect(without.text()).not.toContain('left alone');
  });

  it('can be stopped while it is read', async () => {
    const { lookAt, press, text } = show({
      look: (_content, _answers, { signal, onRead }) =>
        new Promise((_, reject) => {
          onRead?.(1000);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    await lookAt();
    await press('Look at it first', 'Reading… 1,000 rows');
    await press('Stop', 'Look at it first');
    expect(text()).not.toContain('abort');
  });

  it('has the column chosen where several hold addresses', async () => {
    const looked = { ok: false, problem: 'ambiguous', choices: ['person', 'manager'] } as const;
    const { look, lookAt, press } = show({}, looked);
    await lookAt();
    await press('Look at it first', 'Several columns hold mail addresses');
    fireEvent.change(screen.getByLabelText('Column of the addresses'), { target: { value: 'person' } });
    look.mockResolvedValueOnce({ ok: true, preview: previewOf() });
    await press('Look at it first', 'Already listed');
    expect(look.mock.calls[1]?.[1]).toMatchObject({ column: 'person' });
  });

  it('says of a spreadsheet what to do with it', async () => {
    const { lookAt, press } = show({}, { ok: false, problem: 'spreadsheet' });
    await lookAt();
    await press('Look at it first', 'Save it as CSV first');
    expect(screen.queryByLabelText('Column of the addresses')).toBeNull();
  });

  it('shows how far it is, pauses, goes on, and at the end says to delete the file', async () => {
    const given: Parameters<Importer['run']>[3][] = [];
    let end: (outcome: { recorded: number; isComplete: boolean }) => void = () => undefined;
    const { lookAt, press, text, onRecorded, onPublish } = show({
      run(_content, _answers, _preview, controls) {
        given.push(controls);
        return new Promise(resolve => {
          end = resolve;
        });
      },
    });
    await lookAt();
    await press('Look at it first', 'Already listed');
    await press('Record 1,200 people', '0 of 1,200');
    await waitFor(() => expect(given).toHaveLength(1));
    const [controls] = given;
    controls?.onHashed(40);
    controls?.onRecorded(32);
    await waitFor(() => expect(text()).toContain('40 of 1,200'));
    expect(text()).toContain('32 recorded');
    await press('Pause', 'paused');
    expect(controls?.brake.isOn).toBe(true);
    await press('Go on', 'how long it takes');
    expect(controls?.brake.isOn).toBe(false);
    expect(onRecorded).not.toHaveBeenCalled();
    end({ recorded: 1200, isComplete: true });
    await waitFor(() => expect(text()).toContain('1,200 recorded under IMP-1'));
    expect(text()).toContain('Now delete this file');
    expect(onRecorded).toHaveBeenCalledOnce();
    await press('Publish', '');
    expect(onPublish).toHaveBeenCalledOnce();
  });

  it('ended in the middle says who is left', async () => {
    const { lookAt, press } = show({
      run: (_content, _answers, _preview, { signal, brake }) =>
        new Promise(resolve => {
          signal.addEventListener('abort', () => resolve({ recorded: 500, isComplete: false }));
          brake.hold();
        }),
    });
    await lookAt();
    await press('Look at it first', 'Already listed');
    await press('Record 1,200 people', 'End the import');
    await press('End the import', "700 people aren't recorded");
  });

  it('whose store fails says so, and can be looked at again with the same file', async () => {
    const { lookAt, press, look } = show({
      run: async () => {
        throw new Error('The store can’t be reached.');
      },
    });
    await lookAt();
    await press('Look at it first', 'Already listed');
    await press('Record 1,200 people', 'The store can’t be reached');
    await press('Look at it first', 'Already listed');
    expect(look).toHaveBeenCalledTimes(2);
  });

  it('that was interrupted needs the file alone, and says when it is another', async () => {
    const record = {
      reference: 'IMP-7',
      basis: 'erasure',
      scope: 'all',
      column: null,
      recorded: 400,
      people: 1000,
      at: Date.now(),
    } as const;
    const { press, text, look, lookAt, type } = show({ interrupted: async () => record });
    await waitFor(() => expect(text()).toContain("Import IMP-7 isn't done"));
    expect(text()).toContain('People recorded: 400 of 1,000');
    await lookAt();
    type('Reference of this import', 'IMP-7');
    await press('Look at it first', 'Nobody was recorded from this file before');
    expect(look.mock.calls[0]?.[1]).toMatchObject({ reference: 'IMP-7', basis: 'erasure', scope: 'all' });
  });
});
