import { hex } from '@scure/base';
import type { ChainHead } from '../../blocklist/head.ts';
import { type Bytes, sha256, utf8 } from '../../bytes.ts';
import { fingerprintOf, pinOf } from '../../enrolment/root-pin.ts';
import { type Sentence, sentence } from '../../sentence.ts';
import type { Key } from '../../tuf/key.ts';
import type { Root } from '../../tuf/metadata.ts';
import { clauseOf } from '../../tuf/problem.ts';
import { openTrustedSet, type RootSet, updateRoot } from '../../tuf/trusted-set.ts';
import { isCount, isOneOf, isRecord, isSha256 } from '../json-value.ts';
import { IDENTIFIER_KINDS } from '../operation-lines.ts';
import { hashOfRecord, readPublication } from '../publication-record.ts';
import { chainOf, type Publications, type SignedPublication } from '../publications.ts';
import { linesErasedBy, unexplainedGap } from '../register.ts';
import { hashOfObject, type RegisterObject, readObject } from '../register-object.ts';
import { isSignedText } from '../signed-text.ts';
import { AUDIT_FORMAT, AUDIT_LABEL, type ExportHeader, type WithheldBlock } from './export-format.ts';

/** Of a root that the export carries. */
export interface ExportedRoot {
  readonly version: number;
  /** As an enrolment shows it. */
  readonly fingerprint: string;
}

/** An object of which all but withheld and erased lines can be read. */
export interface ExportedObject {
  readonly object: RegisterObject;
  readonly sha256: string;
  /** Line → what the exporter says of it. */
  readonly withheld: ReadonlyMap<number, WithheldBlock>;
}

/** An export that was verified. */
export interface VerifiedExport {
  readonly header: ExportHeader;
  /** Of the whole file, in hex. */
  readonly sha256: string;
  /** From the first to the newest. Whoever knows the newest one's fingerprint knows whose export it is. */
  readonly roots: readonly ExportedRoot[];
  /** In the order of the file: chain by chain. */
  readonly objects: readonly ExportedObject[];
  readonly heads: readonly ChainHead[];
  readonly publications: Publications;
  /** Numbers of publications that took in objects which the register no longer has. */
  readonly beforeLoss: readonly number[];
}

export interface ExportFailure {
  readonly ok: false;
  /**
   * - `altered`: cut or changed since it was signed;
   * - `unauthorised`: signed by nobody whom its newest root names;
   * - `broken`: signed, and what it holds doesn't fit together;
   * - `newer`: of a later release.
   */
  readonly problem: 'altered' | 'unauthorised' | 'broken' | 'newer';
  readonly said: Sentence;
  readonly detail: string;
}

export type ReadExport = { readonly ok: true; readonly value: VerifiedExport } | ExportFailure;
type Step<T> = { readonly ok: true; readonly value: T } | ExportFailure;

/**
 * Verifies an export by itself: the signature over all of it; that its roots follow each other and the newest names who
 * signed; each object's signature, hash and place in its chain; that no line or object is missing but by an officer's word;
 * and the chain of publications. It can't tell that the root is the organisation's: compare the fingerprint.
 */
export async function readExport(file: Bytes): Promise<ReadExport> {
  const parts = await partsOf(file);
  if (!parts.ok) return parts;
  const { header, lines, bodySha256, signature } = parts.value;
  const roots = await readRoots(lines.filter(({ type }) => type === 'root'));
  if (!roots.ok) return roots;
  const unsigned = await unsignedBy(roots.value.newest, header.signer, bodySha256, signature);
  if (unsigned) return unsigned;

  const { officers, newest } = roots.value;
  const objects = await readObjects(lines, header, officers);
  if (!objects.ok) return objects;
  const read = objects.value;
  const revoked = (writer: string) => !newest.roles.targets.keyIds.includes(writer);
  const gap = gapIn(read, revoked);
  if (gap) return gap;
  const publications = await readPublicationLines(lines, header, officers);
  if (!publications.ok) return publications;
  const beforeLoss = lossOf(read, publications.value);
  if (beforeLoss.includes(header.published?.publication ?? -1)) {
    return broken(sentence('told.export.behind')`The register that it holds is behind the last publication.`);
  }
  return {
    ok: true,
    value: {
      header,
      sha256: hex.encode(await sha256(file)),
      roots: roots.value.roots,
      objects: read,
      heads: headsOf(read),
      publications: publications.value,
      beforeLoss,
    },
  };
}

type Line = Record<string, unknown>;

interface Parts {
  readonly header: ExportHeader;
  /** Between the first and the last. */
  readonly lines: readonly Line[];
  readonly bodySha256: string;
  readonly signature: string;
}

const LINE_FEED = 10;

/** The lines, whole as they were signed. */
async function partsOf(file: Bytes): Promise<Step<Parts>> {
  const bodyEnd = file.lastIndexOf(LINE_FEED, file.length - 2) + 1;
  const end = textOf(file.slice(bodyEnd));
  const [, bodySha256 = '', signature = ''] = END.exec(end ?? '') ?? [];
  const isSame = bodySha256 !== '' && hex.encode(await sha256(file.slice(0, bodyEnd))) === bodySha256;
  if (!isSame) {
    return failed(
      'altered',
      sentence('told.export.altered')`This is no whole export, or it was changed since it was signed.`,
    );
  }
  const lines: Line[] = [];
  for (const text of (textOf(file.slice(0, bodyEnd)) ?? '').split('\n').slice(0, -1)) {
    const line = recordOf(text);
    if (line === undefined) {
      return broken(sentence('told.export.noJson')`Line ${lines.length + 1} is no JSON object.`);
    }
    lines.push(line);
  }
  const [header, ...rest] = lines;
  if (header && isCount(header.format) && header.format > AUDIT_FORMAT) {
    return failed('newer', sentence('told.export.newer')`It was made by a newer Lethe: update Lethe.`);
  }
  if (!header || !isHeader(header)) {
    return broken(sentence('told.export.badHeader')`Line 1 isn't what an export begins with.`);
  }
  const known = new Set(['root', 'object', 'publication']);
  const odd = rest.findIndex(({ type }) => typeof type !== 'string' || !known.has(type));
  if (odd >= 0) {
    return broken(
      sentence('told.export.oddLine')`Line ${odd + 2} is neither root nor object nor publication.`,
    );
  }
  return { ok: true, value: { header, lines: rest, bodySha256, signature } };
}

/** The last line, to the byte. */
const END = /^\{"type":"end","sha256":"([0-9a-f]{64})","signature":"([A-Za-z0-9_-]{86})"\}\n$/;

function textOf(bytes: Bytes): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function recordOf(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const HEADER_FIELDS: { readonly [Name in keyof ExportHeader]-?: (value: unknown) => boolean } = {
  type: value => value === 'export',
  format: value => value === AUDIT_FORMAT,
  listId: value => typeof value === 'string',
  organisation: value => typeof value === 'string',
  exportedAt: isCount,
  signer: isSha256,
  digests: value => typeof value === 'boolean',
  published: value =>
    value === null || (isRecord(value) && isCount(value.publication) && isSha256(value.head)),
  officers: value =>
    value === undefined ||
    (isRecord(value) &&
      Object.entries(value).every(([keyId, name]) => isSha256(keyId) && typeof name === 'string')),
};

function isHeader(value: Line): value is Line & ExportHeader {
  return Object.entries(HEADER_FIELDS).every(([name, isRight]) => isRight(value[name]));
}

interface Roots {
  readonly roots: readonly ExportedRoot[];
  readonly newest: Root;
  /** Key id → every officer whom one of the roots names. */
  readonly officers: ReadonlyMap<string, Key>;
}

async function readRoots(lines: readonly Line[]): Promise<Step<Roots>> {
  let set: RootSet | undefined;
  const roots: ExportedRoot[] = [];
  const officers = new Map<string, Key>();
  for (const { root } of lines) {
    const file = utf8(JSON.stringify(root));
    // Who was in force then is what counts, and not whether a root has expired since.
    const next = set ? await updateRoot(set, file) : await openTrustedSet(file, 0);
    if (!next.ok) {
      return broken(
        sentence('told.export.roots')`Its roots don't follow each other: ${clauseOf(next.problem)}.`,
      );
    }
    set = next.value;
    const { signed } = set.root;
    roots.push({ version: signed.version, fingerprint: fingerprintOf(await pinOf(file)) });
    for (const keyId of signed.roles.targets.keyIds) {
      const key = signed.keys.get(keyId);
      if (key) officers.set(keyId, key);
    }
  }
  if (set === undefined) return broken(sentence('told.export.noRoot')`It holds no root.`);
  return { ok: true, value: { roots, newest: set.root.signed, officers } };
}

async function unsignedBy(
  newest: Root,
  signer: string,
  bodySha256: string,
  signature: string,
): Promise<ExportFailure | undefined> {
  const key = newest.roles.targets.keyIds.includes(signer) ? newest.keys.get(signer) : undefined;
  if (key === undefined) {
    return failed(
      'unauthorised',
      sentence('told.export.unauthorised')`Root ${newest.version} doesn't name the officer who exported it.`,
    );
  }
  if (await isSignedText(AUDIT_LABEL, bodySha256, signature, key)) return undefined;
  return failed(
    'altered',
    sentence('told.export.signature')`The signature isn't that of the officer whom it names.`,
  );
}

async function readObjects(
  lines: readonly Line[],
  header: ExportHeader,
  officers: ReadonlyMap<string, Key>,
): Promise<Step<ExportedObject[]>> {
  const objects: ExportedObject[] = [];
  const chains = new Map<string, ExportedObject>();
  for (const line of lines.filter(({ type }) => type === 'object')) {
    const read = await readObjectLine(line, header, officers);
    if (!read.ok) return read;
    const { object } = read.value;
    const before = chains.get(object.writer);
    const { sequence, writer } = object;
    if (object.sequence !== (before?.object.sequence ?? 0) + 1) {
      return broken(
        sentence(
          'told.export.outOfOrder',
        )`Object ${sequence} of ${writer} isn't the next of its chain: one is missing, or out of order.`,
      );
    }
    if (object.previous !== (before?.sha256 ?? null)) {
      return broken(
        sentence(
          'told.export.brokenChain',
        )`Object ${sequence} of ${writer} doesn't continue the object before it.`,
      );
    }
    chains.set(object.writer, read.value);
    objects.push(read.value);
  }
  return { ok: true, value: objects };
}

async function readObjectLine(
  { signature, header, lines }: Line,
  { listId, digests }: ExportHeader,
  officers: ReadonlyMap<string, Key>,
): Promise<Step<ExportedObject>> {
  if (typeof signature !== 'string' || !isRecord(header) || !Array.isArray(lines)) {
    return broken(sentence('told.export.badObject')`An object isn't what an export holds.`);
  }
  const place = [String(header.sequence), String(header.writer)] as const;
  const [sequence, writer] = place;
  const key = officers.get(writer);
  if (key === undefined) {
    return broken(
      sentence(
        'told.export.unknownWriter',
      )`Object ${sequence} of ${writer} is by a writer whom no root names.`,
    );
  }
  const withheld = new Map<number, WithheldBlock>();
  const texts: string[] = [];
  for (const [index, line] of lines.entries()) {
    const text = lineText(line);
    if (!digests && isWithheld(line)) withheld.set(index, line);
    else if (text === undefined) {
      return broken(
        sentence(
          'told.export.badLine',
        )`Object ${sequence} of ${writer}: its line ${index} isn't what an export holds.`,
      );
    }
    texts.push(text ?? ERASED);
  }
  const signed = utf8([signature, JSON.stringify(header), ...texts].join('\n'));
  const read = await readObject(signed, key);
  if (!read.ok) return broken(OBJECT_PROBLEMS[read.problem](...place));
  if (read.object.listId !== listId) {
    return broken(
      sentence('told.export.otherList')`Object ${sequence} of ${writer} belongs to another list.`,
    );
  }
  const erased = read.object.erased.filter(line => !withheld.has(line));
  return {
    ok: true,
    value: { object: { ...read.object, erased }, sha256: await hashOfObject(signed), withheld },
  };
}

const OBJECT_PROBLEMS = {
  'bad-signature': (sequence: string, writer: string) =>
    sentence('told.export.badSignature')`Object ${sequence} of ${writer} isn't signed by its writer.`,
  malformed: (sequence: string, writer: string) =>
    sentence(
      'told.export.malformed',
    )`Object ${sequence} of ${writer} is signed, and one of its lines isn't what was signed.`,
  newer: (sequence: string, writer: string) =>
    sentence(
      'told.export.newerObject',
    )`Object ${sequence} of ${writer} was written by a newer Lethe: update Lethe.`,
};

const ERASED = '-';

function lineText(line: unknown): string | undefined {
  if (line === null) return ERASED;
  if (!Array.isArray(line) || line.length !== 2) return undefined;
  const [salt, value]: unknown[] = line;
  return typeof salt === 'string' ? `${salt} ${JSON.stringify(value)}` : undefined;
}

function isWithheld(line: unknown): line is WithheldBlock {
  if (!isRecord(line)) return false;
  const { type, ground, id, kind } = line;
  return type === 'block' && isCount(ground) && typeof id === 'string' && isOneOf(IDENTIFIER_KINDS, kind);
}

/** What is missing without an officer's word, or was seen and is another. */
function gapIn(
  objects: readonly ExportedObject[],
  isRevoked: (writer: string) => boolean,
): ExportFailure | undefined {
  const all = objects.map(({ object }) => object);
  const gap = unexplainedGap(all, linesErasedBy(all));
  if (gap) return broken(gap.said);
  const hashes = hashesOf(objects);
  for (const { writer, sequence, sha256: seen } of all.flatMap(object => object.seen)) {
    const found = hashes.get(`${writer} ${sequence}`);
    // What a revoked key wrote after its last publication counts for nothing, though somebody saw it in good faith.
    if (found === seen || (found === undefined && isRevoked(writer))) continue;
    return broken(
      sentence(
        'told.export.seen',
      )`Object ${sequence} of ${writer} was seen by another officer, and is missing or another.`,
    );
  }
  return undefined;
}

function hashesOf(objects: readonly ExportedObject[]): Map<string, string> {
  return new Map(
    objects.map(({ object: { writer, sequence }, sha256: hash }) => [`${writer} ${sequence}`, hash]),
  );
}

function headsOf(objects: readonly ExportedObject[]): ChainHead[] {
  const heads = new Map<string, ChainHead>();
  for (const { object, sha256: hash } of objects) {
    const { writer, sequence } = object;
    heads.set(writer, { writer, sequence, sha256: hash });
  }
  return [...heads.values()];
}

async function readPublicationLines(
  lines: readonly Line[],
  { listId, published }: ExportHeader,
  officers: ReadonlyMap<string, Key>,
): Promise<Step<Publications>> {
  const records: SignedPublication[] = [];
  for (const { signature, record } of lines.filter(({ type }) => type === 'publication')) {
    const signed = utf8(`${signature}\n${JSON.stringify(record)}`);
    const read = await readPublication(signed, officers);
    const number = isRecord(record) ? record.publication : undefined;
    if (!read.ok || read.record.listId !== listId) {
      return broken(
        sentence(
          'told.export.record',
        )`The record of publication ${String(number)} isn't one that an officer of this list signed.`,
      );
    }
    records.push({ signed, sha256: await hashOfRecord(signed), record: read.record });
  }
  const chain = chainOf(records, published ?? undefined);
  return chain.ok ? { ok: true, value: chain.publications } : broken(chain.said);
}

function lossOf(objects: readonly ExportedObject[], { published }: Publications): number[] {
  const hashes = hashesOf(objects);
  return published
    .filter(({ record }) =>
      record.registerHeads.some(
        ({ writer, sequence, sha256: hash }) => hashes.get(`${writer} ${sequence}`) !== hash,
      ),
    )
    .map(({ record }) => record.publication);
}

function broken(said: Sentence): ExportFailure {
  return failed('broken', said);
}

function failed(problem: ExportFailure['problem'], said: Sentence): ExportFailure {
  return { ok: false, problem, said, detail: said.english };
}
