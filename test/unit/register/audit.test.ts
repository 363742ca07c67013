import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { concatBytes, utf8 } from '../../../utils/bytes.ts';
import { auditPage } from '../../../utils/register/audit/page.ts';
import { readExport, type VerifiedExport } from '../../../utils/register/audit/read-export.ts';
import { referenceOf, timelineOf, writerOf } from '../../../utils/register/audit/timeline.ts';
import { doneText } from '../../../utils/register/audit/timeline-text.ts';
import { toldExport } from '../../../utils/register/audit/told-export.ts';
import { registerObjectPath } from '../../../utils/register/register-object.ts';
import { generateSigningKey } from '../../../utils/tuf/signer.ts';
import { auditedRegister, exportOf, linesIn, publish, read, signed } from './exported.ts';
import { ann, append, block, bob, identifier, NOW } from './two-writers.ts';

vi.setConfig({ testTimeout: 120_000 });

const made = await auditedRegister();
const file = await exportOf(made.access, made.current);
const lines = linesIn(file);

async function verified(content = file): Promise<VerifiedExport> {
  const result = await readExport(content);
  if (!result.ok) throw new Error(result.detail);
  return result.value;
}

describe('an export', () => {
  it('is verified by itself, and tells what is in it', async () => {
    const audit = await verified();
    expect(audit.roots.map(({ version }) => version)).toEqual([1, 2]);
    expect(audit.roots[1]?.fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    expect(audit.objects).toHaveLength(4);
    expect(audit.heads.toSorted((a, b) => (a.writer < b.writer ? -1 : 1))).toEqual(
      (await read(made.access)).heads,
    );
    expect(audit.publications.published.map(({ record }) => record.publication)).toEqual([1, 2, 3]);
    expect(audit.publications.abandoned).toHaveLength(1);
    expect(audit.beforeLoss).toEqual([]);
  });

  it('holds no digests unless they are asked for, and is verified either way', async () => {
    const text = new TextDecoder().decode(file);
    expect(text).not.toContain('"forms"');
    const whole = await exportOf(made.access, made.current, { digests: true });
    expect(new TextDecoder().decode(whole)).toContain('"forms"');
    const audit = await verified(whole);
    const of = (each: VerifiedExport) => timelineOf(each).map(({ done }) => doneText(done));
    expect(of(audit)).toEqual(of(await verified()));
  });

  it('tells by what name the exporter knows who did it, and refuses names of nobody', async () => {
    const withOfficers = (officers: unknown) =>
      signed(lines.with(0, JSON.stringify({ ...JSON.parse(lines[0] ?? ''), officers })));
    const audit = await verified(await withOfficers({ [ann.key.keyId]: 'Ann <a>' }));
    const names = timelineOf(audit).map(entry => writerOf(audit, entry).name);
    expect(new Set(names)).toEqual(new Set(['Ann <a>', null]));
    expect(auditPage(toldExport(audit))).toContain('Ann &lt;a&gt;');
    for (const officers of [{ ann: 'Ann' }, { [ann.key.keyId]: 7 }, 'Ann']) {
      expect(await readExport(await withOfficers(officers))).toMatchObject({ problem: 'broken' });
    }
  });

  it('tells who did what and when, in order', async () => {
    const entries = timelineOf(await verified());
    expect(entries.map(entry => [referenceOf(entry), doneText(entry.done)])).toEqual([
      ['IMPORT-1', 'blocked 2 email: erasure, scope all'],
      ['DPO-1', 'case, 2026-11-23: erased from CRM <old> & "new"'],
      ...[1, 2, 2, 3].map(number => [null, expect.stringContaining(`publication ${number} `)]),
      [null, 'erased 2 lines of the register'],
    ]);
    const never = entries.filter(({ done }) => doneText(done).includes('never was published'));
    expect(never.map(({ writer }) => writer)).toEqual([bob.key.keyId]);
  });

  it('leaves out what is erased, though an interruption left it in the register', async () => {
    const other = await auditedRegister();
    const { erase } = await import('../../../utils/register/erase.ts');
    const store = { ...other.access.store, replaceIf: () => Promise.reject(new Error('killed')) };
    const erasable = { blocks: new Set<string>(), cases: new Set(['DPO-1']) };
    const work = erase({ ...other.access, store }, ann, await read(other.access), erasable, NOW);
    await expect(work).rejects.toThrow('killed');
    const text = new TextDecoder().decode(await exportOf(other.access, other.current));
    expect(text).not.toContain('DPO-1');
  });

  it('of a register that went on without what was lost says which publications are of before', async () => {
    const other = await auditedRegister();
    for (const sequence of [1, 2]) other.store.files.delete(registerObjectPath(bob.key.keyId, sequence));
    for (const sequence of [1, 2]) other.store.files.delete(registerObjectPath(ann.key.keyId, sequence));
    await append(other.access, ann, block(identifier()));
    const behind = await readExport(await exportOf(other.access, other.current));
    expect(behind).toMatchObject({ problem: 'broken', detail: expect.stringContaining('behind the last') });
    const next = await publish(other.access, ann, other.current);
    const audit = await verified(await exportOf(other.access, next));
    expect(audit.publications.published.map(({ record }) => record.publication)).toEqual([1, 2, 3, 4]);
    expect(audit.beforeLoss).toEqual([2, 3]);
  });
});

describe('nothing in an export can be changed unnoticed:', () => {
  it('no bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await readExport(changed)).ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('no bit of its last line, each tried', async () => {
    const start = file.lastIndexOf(10, file.length - 2) + 1;
    for (let at = start; at < file.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect((await readExport(changed)).ok, `bit ${bit} of byte ${at}`).toBe(false);
      }
    }
  });

  it('no byte taken out or put in, no end cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), async (at, byte) => {
        const out = concatBytes(file.slice(0, at), file.slice(at + 1));
        const put = concatBytes(file.slice(0, at), new Uint8Array([byte]), file.slice(at));
        for (const changed of [out, put, file.slice(0, at)]) {
          expect((await readExport(changed)).ok).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
    expect((await readExport(concatBytes(file, utf8('\n')))).ok).toBe(false);
    expect((await readExport(new Uint8Array())).ok).toBe(false);
  });

  it('no line taken out, doubled or moved', async () => {
    const end = new TextDecoder().decode(file).split('\n').slice(-2);
    const joined = (body: readonly string[]) => utf8([...body, ...end].join('\n'));
    expect((await readExport(joined(lines))).ok).toBe(true);
    for (let at = 0; at < lines.length; at++) {
      const without = lines.toSpliced(at, 1);
      const doubled = lines.toSpliced(at, 0, lines[at] ?? '');
      const moved = without.toSpliced((at + 1) % lines.length, 0, lines[at] ?? '');
      for (const body of [without, doubled, moved]) expect((await readExport(joined(body))).ok).toBe(false);
    }
  });
});

describe('nor by an officer who signs it again:', () => {
  const typeOf = (line: string): unknown => JSON.parse(line).type;
  const indexes = (type: string) => lines.flatMap((line, index) => (typeOf(line) === type ? [index] : []));
  const replaced = (at: number, from: string | RegExp, to: string) => {
    const line = lines[at] ?? '';
    const changed = line.replace(from, to);
    expect(changed).not.toBe(line);
    return signed(lines.with(at, changed));
  };

  it('signed again without a change it is the same', async () => {
    expect((await readExport(await signed(lines))).ok).toBe(true);
  });

  it('an object taken out, but for the last of a chain that nobody saw', async () => {
    const kept = [];
    for (const at of indexes('object')) {
      if ((await readExport(await signed(lines.toSpliced(at, 1)))).ok) kept.push(at);
    }
    // The erasure is Ann's last word. Without it a line is missing that nobody explains.
    expect(kept).toEqual([]);
  });

  it('objects in another order', async () => {
    const [first = 0, second = 0] = indexes('object');
    const turned = lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '');
    expect(await readExport(await signed(turned))).toMatchObject({ problem: 'broken' });
  });

  it.each([
    ['a date in an operation', /"recordedAt":\d/, '"recordedAt":9', 'what was signed'],
    ['a reference', /IMPORT-1|DPO-1/, 'DPO-7', 'what was signed'],
    ['when an object was written', /"writtenAt":\d/, '"writtenAt":9', 'signed by its writer'],
    ['a signature', /"signature":"../, '"signature":"AA', 'signed by its writer'],
  ])('%s', async (_, from, to, said) => {
    const at = lines.findIndex(line => typeOf(line) === 'object' && from.test(line));
    expect(await readExport(await replaced(at, from, to))).toMatchObject({
      problem: 'broken',
      detail: expect.stringContaining(said),
    });
  });

  it('a line left out that nobody erased', async () => {
    const at = lines.findIndex(line => line.includes('"kind":"erased"'));
    const value = JSON.parse(lines[at] ?? '');
    value.lines[0] = null;
    expect(await readExport(await signed(lines.with(at, JSON.stringify(value))))).toMatchObject({
      problem: 'broken',
      detail: expect.stringContaining('nobody recorded an erasure'),
    });
  });

  it('a record of a publication taken out, changed, or put in', async () => {
    const [first = 0, second = 0, third = 0] = indexes('publication');
    // What is missing at the beginning is told; in the middle it cuts the way back.
    const without = await verified(await signed(lines.toSpliced(second, 1)));
    expect(without.publications.missing).not.toBeNull();
    expect(without.publications.published).toHaveLength(1);
    for (const at of [first, second, third]) {
      const changed = await replaced(at, /"entries":3/, '"entries":4');
      expect(await readExport(changed)).toMatchObject({ problem: 'broken' });
    }
  });

  it('a root taken out or exchanged', async () => {
    const [first = 0, second = 0] = indexes('root');
    // Without the second root Bob is nobody.
    expect((await readExport(await signed(lines.toSpliced(second, 1)))).ok).toBe(false);
    const audit = await verified(await signed(lines.toSpliced(first, 1)));
    expect(audit.roots.map(({ version }) => version)).toEqual([2]);
    const turned = lines.with(first, lines[second] ?? '').with(second, lines[first] ?? '');
    expect((await readExport(await signed(turned))).ok).toBe(false);
  });

  it('by whom no root names, or in the name of another', async () => {
    const mallory = await generateSigningKey();
    expect(await readExport(await signed(lines, mallory))).toMatchObject({ problem: 'altered' });
    const named = [(lines[0] ?? '').replace(ann.key.keyId, mallory.key.keyId), ...lines.slice(1)];
    expect(await readExport(await signed(named, mallory))).toMatchObject({ problem: 'unauthorised' });
  });

  it('a format that comes later asks for a newer Lethe', async () => {
    expect(await readExport(await replaced(0, '"format":1', '"format":2'))).toMatchObject({
      problem: 'newer',
    });
  });
});

describe('the page of an export', () => {
  it('shows names as they were typed, runs nothing and fetches nothing', async () => {
    const page = auditPage(toldExport(await verified()));
    expect(page).toContain('CRM &lt;old&gt; &amp; &quot;new&quot;');
    expect(page).not.toMatch(/<script|<img|<link|javascript:|https?:\/\/|url\(|\son\w+=/i);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('size: A4');
    expect(page).toContain((await verified()).sha256);
    expect(page).toContain((await verified()).roots[1]?.fingerprint);
  });
});
