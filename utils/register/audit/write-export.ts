import { hex } from '@scure/base';
import type { ChainHead } from '../../blocklist/head.ts';
import { type Bytes, concatBytes, sha256, utf8 } from '../../bytes.ts';
import { sentence } from '../../sentence.ts';
import type { SigningKey } from '../../tuf/signer.ts';
import { failure, type RegisterAccess, type RegisterFailure, readChain } from '../chain.ts';
import { isRecord } from '../json-value.ts';
import type { LinePlace } from '../operation.ts';
import type { SignedPublication } from '../publications.ts';
import { linesErasedBy } from '../register.ts';
import { type RegisterObject, registerObjectPath } from '../register-object.ts';
import { signText } from '../signed-text.ts';
import { AUDIT_FORMAT, AUDIT_LABEL, type ExportedLine, type ExportHeader } from './export-format.ts';

/** What an export is made of; the register was read and verified before. */
export interface ExportSource {
  readonly access: RegisterAccess;
  /** Of the register as it was read: nothing behind them is exported. */
  readonly heads: readonly ChainHead[];
  /** All records, of publications that happened and others. */
  readonly publications: readonly SignedPublication[];
  /** Root files from the first that this officer trusts to the newest. */
  readonly roots: readonly Bytes[];
  readonly header: Omit<ExportHeader, 'type' | 'format' | 'listId' | 'signer'>;
  readonly signer: SigningKey;
}

export type WrittenExport = { readonly ok: true; readonly file: Bytes } | RegisterFailure;

/** Writes a signed export: JSON Lines. Lines that are to be erased, and still there, are left out as if they were gone. */
export async function writeExport({
  access,
  heads,
  publications,
  roots,
  header,
  signer,
}: ExportSource): Promise<WrittenExport> {
  const { listId } = access;
  const first: ExportHeader = {
    type: 'export',
    format: AUDIT_FORMAT,
    listId,
    ...header,
    signer: signer.key.keyId,
  };
  const lines: unknown[] = [first, ...roots.map(root => ({ type: 'root', root: parsed(root) }))];
  const objects: RegisterObject[] = [];
  for (const { writer, sequence } of heads) {
    const chain = await readChain(access, writer, sequence);
    if (!chain.ok) return chain;
    objects.push(...chain.links.map(({ object }) => object));
  }
  const erased = [...linesErasedBy(objects).values()];
  for (const object of objects) {
    const exported = await exportedObject(access, object, erased, header.digests);
    if (!exported.ok) return exported;
    lines.push(exported.line);
  }
  for (const { signed } of publications) {
    const [signature, json = ''] = new TextDecoder().decode(signed).split('\n');
    lines.push({ type: 'publication', signature, record: JSON.parse(json) });
  }
  const body = utf8(lines.map(line => `${JSON.stringify(line)}\n`).join(''));
  const hash = hex.encode(await sha256(body));
  const signature = await signText(AUDIT_LABEL, hash, signer);
  const end = utf8(`${JSON.stringify({ type: 'end', sha256: hash, signature })}\n`);
  return { ok: true, file: concatBytes(body, end) };
}

async function exportedObject(
  { store, sealer }: RegisterAccess,
  { writer, sequence }: RegisterObject,
  erased: readonly LinePlace[],
  digests: boolean,
): Promise<{ readonly ok: true; readonly line: unknown } | RegisterFailure> {
  const path = registerObjectPath(writer, sequence);
  const stored = await store.get(path);
  const signed = stored && (await sealer.open(stored.bytes));
  if (!signed) {
    return failure('unreadable', sentence('told.export.gone')`${path} can't be opened any more: try again.`);
  }
  const [signature, header = '', ...texts] = new TextDecoder().decode(signed).split('\n');
  const gone = new Set(
    erased.filter(place => place.writer === writer && place.sequence === sequence).map(({ line }) => line),
  );
  const lines = texts.map((text, line) => (gone.has(line) ? null : exportedLine(text, digests)));
  return { ok: true, line: { type: 'object', signature, header: JSON.parse(header), lines } };
}

function exportedLine(text: string, digests: boolean): ExportedLine | unknown {
  const space = text.indexOf(' ');
  const value: unknown = JSON.parse(text.slice(space + 1));
  if (digests || !isRecord(value) || value.type !== 'block') return [text.slice(0, space), value];
  const { type, ground, id, kind } = value;
  return { type, ground, id, kind };
}

function parsed(file: Bytes): unknown {
  return JSON.parse(new TextDecoder().decode(file));
}
