import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoysOf } from '../../../utils/blocklist/decoys.ts';
import { decodeHead, encodeHead, type Head } from '../../../utils/blocklist/head.ts';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import { prefixBitsFor } from '../../../utils/blocklist/prefix-bits.ts';
import { allowedRemovals, countRemoved } from '../../../utils/blocklist/shrink-rule.ts';
import { utf8 } from '../../../utils/bytes.ts';
import { SUITE_1 } from '../../../utils/scheme/tag.ts';
import { anyList, entriesOf, keyOf, setOf } from './lists.ts';

describe('the index', () => {
  it('finds what is in the list, with its scope, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 32 }).chain(bits => fc.tuple(anyList(bits), anyList(bits))),
        ([list, other]) => {
          const index = createListIndex(list);
          const entries = new Map(entriesOf(list.entries).map(entry => [keyOf(entry), entry.scope]));
          const domains = new Map(entriesOf(list.domains).map(entry => [keyOf(entry), entry.scope]));
          const prefixes = new Set(list.entries.prefixes);
          for (const probe of [list, other]) {
            for (const entry of entriesOf(probe.entries)) {
              expect(index.hasPrefix(entry.prefix)).toBe(prefixes.has(entry.prefix));
              expect(index.find(entry.prefix, entry.tag)).toBe(entries.get(keyOf(entry)) ?? null);
            }
            for (const entry of entriesOf(probe.domains)) {
              expect(index.findDomain(entry.prefix, entry.tag)).toBe(domains.get(keyOf(entry)) ?? null);
            }
          }
        },
      ),
    );
  });

  it('finds among many, in every bucket', () => {
    const entries = Array.from({ length: 5000 }, (_, index) => ({
      prefix: Math.imul(index, 0x9e3779b1) >>> 16,
      tag: Math.imul(index, 0x85ebca6b) >>> 0,
      scope: index % 3 === 0 ? ('all' as const) : ('marketing' as const),
    }));
    const index = createListIndex({ prefixBits: 16, entries: setOf(entries), domains: setOf([]) });
    for (const { prefix, tag, scope } of entries) expect(index.find(prefix, tag)).toBe(scope);
    expect(index.find(entries[1]?.prefix ?? 0, 1)).toBe(null);
    const taken = new Set(entries.map(({ prefix }) => prefix));
    for (let prefix = 0; prefix < 2 ** 16; prefix += 1)
      expect(index.hasPrefix(prefix)).toBe(taken.has(prefix));
  });
});

describe('the prefix width', () => {
  it('lets between a sixteenth and an eighth of clear addresses through to the tag', () => {
    for (const count of [256, 1000, 65_535, 65_536, 1e6, 1e7]) {
      const share = count / 2 ** prefixBitsFor(count, 0);
      expect(share).toBeGreaterThanOrEqual(1 / 16);
      expect(share).toBeLessThanOrEqual(1 / 8);
    }
  });

  it('never shrinks and stays within 10 and 32', () => {
    expect(prefixBitsFor(256, 20)).toBe(20);
    expect(prefixBitsFor(0, 0)).toBe(10);
    expect(prefixBitsFor(2 ** 31, 0)).toBe(32);
  });
});

describe('decoys', () => {
  const secret = new Uint8Array(32).fill(3);

  it('are the same for every publisher, and others under another secret', async () => {
    expect(await decoysOf(secret, 12)).toEqual(await decoysOf(secret, 12));
    expect(await decoysOf(new Uint8Array(32), 12)).not.toEqual(await decoysOf(secret, 12));
  });

  it('fill a list up to 256 entries or more, of each scope a number of its own', async () => {
    const differences = new Set<number>();
    for (let byte = 0; byte < 20; byte += 1) {
      const decoys = await decoysOf(new Uint8Array(32).fill(byte), 12);
      const all = decoys.filter(({ scope }) => scope === 'all').length;
      const marketing = decoys.length - all;
      for (const count of [all, marketing]) {
        expect(count).toBeGreaterThanOrEqual(128);
        expect(count).toBeLessThanOrEqual(383);
      }
      differences.add(all - marketing);
    }
    expect(differences.size).toBeGreaterThan(15);
  });

  it('gain a bit at a step of the prefix width', async () => {
    const narrow = await decoysOf(secret, 12);
    const wide = await decoysOf(secret, 13);
    expect(wide.map(({ prefix, tag }) => ({ prefix: prefix >>> 1, tag }))).toEqual(
      narrow.map(({ prefix, tag }) => ({ prefix, tag })),
    );
  });
});

describe('the shrink rule', () => {
  const facts = { publication: 5, confirmedRemovals: 10, entryCount: 300, domainCount: 0 };

  it('allows 64 or 1 % a publication, and what an officer confirmed', () => {
    expect(allowedRemovals(facts, { ...facts, publication: 6 })).toBe(64);
    expect(allowedRemovals({ ...facts, entryCount: 100_000 }, { ...facts, publication: 6 })).toBe(1000);
    expect(allowedRemovals(facts, { ...facts, publication: 8 })).toBe(192);
    expect(allowedRemovals(facts, { ...facts, publication: 6, confirmedRemovals: 250 })).toBe(304);
    expect(allowedRemovals(facts, facts)).toBe(0);
  });

  it('counts what is gone, whatever came in its place', () => {
    fc.assert(
      fc.property(anyList(14), anyList(14), (before, after) => {
        const gone = (['entries', 'domains'] as const).reduce((count, name) => {
          const kept = new Set(entriesOf(after[name]).map(keyOf));
          return count + entriesOf(before[name]).filter(entry => !kept.has(keyOf(entry))).length;
        }, 0);
        expect(countRemoved(before, after)).toBe(gone);
      }),
    );
  });

  it('knows entries again after any step of the prefix width, at once', () => {
    const before = performance.now();
    fc.assert(
      fc.property(
        fc
          .integer({ min: 10, max: 31 })
          .chain(bits => fc.tuple(anyList(bits), fc.integer({ min: bits + 1, max: 32 }))),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        ([list, prefixBits], fates) => {
          const width = 2 ** (prefixBits - list.prefixBits);
          const entries = entriesOf(list.entries);
          const kept = entries.filter(() => fates.next().value !== 0);
          const moved = kept.map(entry => ({
            ...entry,
            prefix: entry.prefix * width + (fates.next().value === 1 ? width - 1 : 0),
          }));
          const after = { prefixBits, entries: setOf(moved), domains: list.domains };
          expect(countRemoved(list, after)).toBe(entries.length - kept.length);
        },
      ),
    );
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it('knows an entry again after a step of the prefix width', () => {
    const before = {
      prefixBits: 10,
      entries: setOf([
        { prefix: 5, tag: 1, scope: 'all' },
        { prefix: 6, tag: 2, scope: 'all' },
      ]),
      domains: setOf([]),
    };
    const after = {
      prefixBits: 12,
      entries: setOf([{ prefix: 5 * 4 + 3, tag: 1, scope: 'all' }]),
      domains: setOf([]),
    };
    expect(countRemoved(before, after)).toBe(1);
  });
});

describe('the head', () => {
  const head: Head = {
    format: 1,
    suite: 1,
    organisation: 'Acme',
    contact: 'the privacy officer, room 4',
    canonical: { email: [1], domain: [1] },
    argon2: SUITE_1,
    prefixBits: 12,
    operation: 300,
    publication: 2,
    publishedAt: 1_790_000_000_000,
    entryCount: 300,
    domainCount: 1,
    setSha256: 'a'.repeat(64),
    confirmedRemovals: 0,
    segments: [
      { tier: 0, from: 0, to: 290, lengthBytes: 2000, sha256: 'b'.repeat(64) },
      { tier: 1, from: 290, to: 300, lengthBytes: 100, sha256: '0'.repeat(64) },
    ],
    registerHeads: [{ writer: 'd'.repeat(64), sequence: 4, sha256: 'c'.repeat(64) }],
    guard: 'hold',
    panelOnly: [],
  };

  it('is read back as it was written', () => {
    expect(decodeHead(encodeHead(head))).toEqual({ ok: true, head });
  });

  it('names the country of national numbers by two capital letters, or none', () => {
    const ofBritain = { ...head, country: 'GB' };
    expect(decodeHead(encodeHead(ofBritain))).toEqual({ ok: true, head: ofBritain });
    for (const wrong of ['gb', 'GBR', '', null, 44]) {
      expect(withField('country', wrong)).toMatchObject({ detail: expect.stringContaining('country') });
    }
  });

  it('of a later format or suite asks for a newer Lethe, whatever else it holds', () => {
    expect(decodeHead(utf8('{"format": 2}'))).toMatchObject({ ok: false, problem: 'newer' });
    expect(decodeHead(utf8('{"format": 1, "suite": 2}'))).toMatchObject({ ok: false, problem: 'newer' });
  });

  /** The head's JSON with another value in one field. */
  function withField(name: string, value: unknown) {
    const json: unknown = JSON.parse(new TextDecoder().decode(encodeHead(head)));
    return decodeHead(utf8(JSON.stringify({ ...Object(json), [name]: value })));
  }

  it('with a field missing or wrong is refused by the name of the field', () => {
    for (const name of Object.keys(head)) {
      for (const wrong of [undefined, null, -1, 0.5, 'x\u0000', [], {}, [[1, 2]], '']) {
        const decoded = withField(name, wrong);
        if (!decoded.ok && decoded.problem === 'malformed') expect(decoded.detail).toContain(name);
        if (wrong === undefined || wrong === null) expect(decoded.ok).toBe(false);
      }
    }
    expect(decodeHead(utf8('not JSON'))).toMatchObject({ ok: false, problem: 'malformed' });
    expect(decodeHead(utf8('[]'))).toMatchObject({ ok: false, problem: 'malformed' });
  });

  it('with a segment whose range or hash is none is refused', () => {
    const hash = 'A'.repeat(43);
    expect(withField('segments', [[1, 4, 5, 1, hash]])).toMatchObject({ ok: true });
    for (const row of [
      [1, 5, 5, 1, hash],
      [1, 6, 5, 1, hash],
      [1, -1, 5, 1, hash],
      [1, 4, 5, 0.5, hash],
      ['1', 4, 5, 1, hash],
      [1, 4, 5, 1, `${hash}A`],
      // The last letter holds two bits that no hash has.
      [1, 4, 5, 1, `${hash.slice(1)}B`],
      [1, 4, 5, 1, '../../../../../../../../../../../../../etc/x'],
      [1, 4, 5, 1],
    ]) {
      expect(withField('segments', [row])).toMatchObject({ detail: expect.stringContaining('segments') });
    }
  });
});
