// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuditView } from '../../../../components/desk/audit-view.tsx';
import type { Bytes } from '../../../../utils/bytes.ts';
import { verifyExport } from '../../../../utils/desk/exports.ts';
import { readExport } from '../../../../utils/register/audit/read-export.ts';
import { toldExport } from '../../../../utils/register/audit/told-export.ts';
import { auditedRegister, exportOf } from '../../register/exported.ts';
import { speak, speakEnglish } from '../english.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

/** jsdom's blobs have no text(). */
function textOf(blob: Blob | undefined): Promise<string> {
  return new Promise(resolve => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.readAsText(blob ?? new Blob());
  });
}

const { access, current } = await auditedRegister();
const file = await exportOf(access, current);
const read = await readExport(file);
if (!read.ok) throw new Error(read.detail);
const audit = toldExport(read.value);
const fingerprints = audit.roots.map(({ fingerprint }) => fingerprint);

afterEach(cleanup);

const saved = { file: new Blob([file]), audit };

function show(onExport = vi.fn(async () => saved)) {
  render(<AuditView onExport={onExport} onVerify={verifyExport} />);
  return onExport;
}

const verify = () => fireEvent.click(screen.getByRole('button', { name: 'Verify the register' }));
const timeline = () => [...document.querySelectorAll('#timeline tbody tr')].map(row => row.textContent ?? '');

describe('the register', () => {
  it('is verified, with a plain result and who did what, the latest first', async () => {
    show();
    verify();
    await screen.findByRole('heading', { name: 'Every signature and every chain holds' });
    expect(document.getElementById('verified')?.textContent).toContain("officers' keys: 2");
    const rows = timeline();
    expect(rows[0]).toContain('lines erased');
    // One of three was erased since.
    expect(rows.at(-1)).toContain(
      'IMPORT-1Blocked: 2 mail addresses · Erasure, with a block they asked for (Art. 17) · All contact',
    );
    expect(rows.join('\n')).toContain('Erased from a system: CRM <old> & "new"');
    expect(rows.join('\n')).toContain('Publication 2 was prepared and never published');
    expect(rows.join('\n')).toMatch(/Publication 1 · entries: 300/);
    fireEvent.input(document.querySelector('#timeline-reference') ?? document, {
      target: { value: 'DPO-1' },
    });
    expect(timeline()).toHaveLength(1);
  });

  it('is exported signed, as it was verified, and as a page that names the export’s hash', async () => {
    const saved: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:saved';
    };
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    const onExport = show();
    fireEvent.click(screen.getByLabelText(/With the hashes of the addresses/));
    verify();
    fireEvent.click(await screen.findByRole('button', { name: 'Save the signed export' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save the page to print' }));
    expect(onExport).toHaveBeenCalledExactlyOnceWith(true);
    expect(names.map(name => name.replace(/[\d-]+/u, '-'))).toEqual(['register-.jsonl', 'register-.html']);
    expect(saved.map(({ size }) => size)).toEqual([file.length, expect.any(Number)]);
    vi.restoreAllMocks();
  });

  it('is printed in the language of the desk', async () => {
    await speak('de');
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation(content => {
      if (content instanceof Blob) saved.push(content);
      return 'blob:';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    try {
      show();
      fireEvent.click(screen.getByRole('button', { name: 'Aufzeichnungen prüfen' }));
      fireEvent.click(await screen.findByRole('button', { name: 'Seite zum Drucken speichern' }));
      const page = await textOf(saved[0]);
      expect(page).toContain('<html lang="de">');
      expect(page).toContain('<h1>Register der Kontaktsperren</h1>');
      expect(page).toMatch(/Gesperrt: .*<\/td>/);
      expect(page).not.toMatch(/Do-not-contact|Recorded|blocked/);
    } finally {
      vi.restoreAllMocks();
      await speakEnglish();
    }
  });

  it('that doesn’t hold says what is wrong', async () => {
    show(
      vi.fn(async () => {
        throw new Error("The register can't be used. register/ab/3.age is missing.");
      }),
    );
    verify();
    await screen.findByText(/register\/ab\/3\.age is missing/);
    expect(document.getElementById('verified')).toBeNull();
  });
});

describe('an export', () => {
  async function given(bytes: Bytes, fingerprint = ''): Promise<void> {
    show();
    fireEvent.input(screen.getByLabelText('Root fingerprint'), { target: { value: fingerprint } });
    const dropped = new File([bytes], 'register.jsonl');
    Object.defineProperty(dropped, 'arrayBuffer', { value: async () => bytes.slice().buffer });
    fireEvent.drop(screen.getByRole('group', { name: 'The export' }), {
      dataTransfer: { files: [dropped] },
    });
  }

  it('that is whole asks to compare its fingerprint', async () => {
    await given(file);
    await screen.findByRole('heading', { name: 'It is whole, and signed by whom it names' });
    expect(document.body.textContent).toContain('Anybody can make an export of their own.');
    expect(document.getElementById('export-verified')?.textContent).toContain(fingerprints.at(-1));
  });

  it.each(fingerprints.map((_, index) => index))('is known by root %i', async index => {
    await given(file, ` ${fingerprints[index]?.toUpperCase()} `);
    await screen.findByRole('heading', {
      name: 'It is whole, and of the organisation with that fingerprint',
    });
  });

  it('of another organisation is told apart', async () => {
    await given(file, '0000 1111');
    await screen.findByRole('heading', { name: 'It is whole, but of another organisation or another time' });
    expect(document.getElementById('export-verified')).toBeNull();
  });

  it('that was changed proves nothing', async () => {
    const changed = file.slice();
    changed[200] = (changed[200] ?? 0) ^ 1;
    await given(changed);
    await screen.findByRole('heading', { name: 'This file proves nothing' });
    expect(document.getElementById('export-verified')).toBeNull();
  });
});
