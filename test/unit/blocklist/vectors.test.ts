import { base64urlnopad, hex } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { emptyBlocklist, hashOfSet } from '../../../utils/blocklist/blocklist.ts';
import { decoysOf } from '../../../utils/blocklist/decoys.ts';
import { decodeHead, encodeHead, type Head } from '../../../utils/blocklist/head.ts';
import { prefixBitsFor } from '../../../utils/blocklist/prefix-bits.ts';
import { headContext, importSealKey, openFile, paddedLength } from '../../../utils/blocklist/seal.ts';
import {
  applySegment,
  decodeSegment,
  encodeSegment,
  mergeSegments,
} from '../../../utils/blocklist/segment.ts';
import type { Touched } from '../../../utils/blocklist/touched.ts';
import { type Bytes, sha256, utf8 } from '../../../utils/bytes.ts';
import { decodeEnrolment } from '../../../utils/enrolment/code.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, domainPairOf, importDigestKey, prefixOf } from '../../../utils/scheme/digest.ts';
import { SUITE_1, saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import { planSegments } from '../../../utils/sync/segment-plan.ts';
import vectors from '../../vectors/list-v1.json' with { type: 'json' };
import { entriesOf } from './lists.ts';

const STATES = ['absent', 'marketing', 'all'];

function bytes(text: string): Bytes {
  return new Uint8Array(hex.decode(text));
}

function rowsOf({ prefixes, tags, states }: Touched) {
  return Array.from(prefixes, (prefix, index) => [prefix, tags[index], STATES[states[index] ?? -1]]);
}

const listId = bytes(vectors.keys.listId);
const { sealEpoch } = vectors.keys;

describe("the list format's vectors", () => {
  it('digests, prefixes and tags', async () => {
    const key = await importDigestKey(bytes(vectors.keys.digestKey));
    const salt = await saltOf(listId);
    expect(hex.encode(salt)).toBe(vectors.salt);
    for (const { kind, version, canonical, ...wanted } of vectors.identifiers) {
      if (kind !== 'email' && kind !== 'domain') throw new Error(kind);
      const digest = await digestOf(key, { kind, version, canonical });
      const found =
        kind === 'domain'
          ? domainPairOf(digest)
          : {
              tag: await tagOf(digest, salt, SUITE_1, argon2idNode),
              prefix10: prefixOf(digest, 10),
              prefix23: prefixOf(digest, 23),
              prefix32: prefixOf(digest, 32),
            };
      expect({ digest: hex.encode(digest), ...found }).toEqual(wanted);
    }
  });

  it('prefix widths, padded lengths and decoys', async () => {
    for (const { entries, soFar, p } of vectors.prefixBits) expect(prefixBitsFor(entries, soFar)).toBe(p);
    for (const [length = 0, padded] of vectors.paddedLengths) expect(paddedLength(length)).toBe(padded);
    for (const { prefixBits, count, first, last } of vectors.decoys) {
      const decoys = await decoysOf(bytes(vectors.keys.decoySecret), prefixBits);
      const rows = decoys.map(({ prefix, tag, scope }) => [prefix, tag, scope]);
      expect([rows.length, rows.slice(0, 3), rows.at(-1)]).toEqual([count, first, last]);
    }
  });

  it('segments: from file to entries, and applied one after another or merged', async () => {
    const key = await importSealKey(bytes(vectors.keys.sealKey));
    const { prefixWidth: prefixBits } = vectors;
    const segments = [];
    for (const { from, to, file, content, sha256: name, entries, domains } of vectors.segments) {
      const context = { listId, epoch: sealEpoch, type: 'segment', prefixBits, from, to } as const;
      const opened = await openFile(key, context, bytes(file));
      expect(opened.ok && hex.encode(opened.content)).toBe(content);
      expect(hex.encode(await sha256(bytes(file)))).toBe(name);
      const decoded = decodeSegment(bytes(content), { from, to, prefixBits });
      if (!decoded.ok) throw new Error(decoded.problem);
      expect([rowsOf(decoded.segment.entries), rowsOf(decoded.segment.domains)]).toEqual([entries, domains]);
      expect(hex.encode(encodeSegment(decoded.segment))).toBe(content);
      segments.push(decoded.segment);
    }
    const [base, firstStep, secondStep, merged] = segments;
    if (!base || !firstStep || !secondStep || !merged) throw new Error('four segments');
    expect(mergeSegments(firstStep, secondStep)).toEqual(merged);
    const first = applySegment(emptyBlocklist(prefixBits), base);
    const second = applySegment(first, firstStep);
    const third = applySegment(second, secondStep);
    expect(applySegment(first, merged)).toEqual(third);
    for (const [index, list] of [first, second, third].entries()) {
      const wanted = vectors.lists[index];
      const rows = (['entries', 'domains'] as const).map(name =>
        entriesOf(list[name]).map(({ prefix, tag, scope }) => [prefix, tag, scope]),
      );
      expect(rows).toEqual([wanted?.entries, wanted?.domains]);
      expect(hex.encode(await hashOfSet(list))).toBe(wanted?.setSha256);
    }
  });

  it('the head', async () => {
    const key = await importSealKey(bytes(vectors.keys.sealKey));
    const opened = await openFile(key, headContext(listId, sealEpoch), bytes(vectors.head.file));
    if (!opened.ok) throw new Error(opened.problem);
    expect(opened.content).toEqual(utf8(vectors.head.content));
    const decoded = decodeHead(opened.content);
    if (!decoded.ok) throw new Error(decoded.detail);
    const wanted: unknown = vectors.head.fields;
    const head: Head = decoded.head;
    expect(head).toEqual(wanted);
    expect(encodeHead(head)).toEqual(opened.content);
    expect(vectors.head.content).toContain(base64urlnopad.encode(bytes(head.setSha256)));
  });

  it('which files a client takes', () => {
    const { segments, plans } = vectors.plans;
    const references = segments.map(([tier = 0, from = 0, to = 0, lengthBytes = 0]) => ({
      tier,
      from,
      to,
      lengthBytes,
      sha256: '',
    }));
    for (const { from, to, files } of plans) {
      const plan = planSegments(references, from, to);
      expect(plan?.map(reference => references.indexOf(reference)) ?? null, `from ${from}`).toEqual(files);
    }
  });

  it('an enrolment code', () => {
    const { code, organisation, repository, rootVersion, rootSha256 } = vectors.enrolment;
    const { digestKey, sealKey } = vectors.keys;
    expect(decodeEnrolment(code)).toEqual({
      ok: true,
      enrolment: {
        organisation,
        repository,
        listId,
        digestKey: bytes(digestKey),
        sealKey: bytes(sealKey),
        sealEpoch,
        root: { version: rootVersion, sha256: bytes(rootSha256) },
      },
    });
  });
});
