import { hex } from '@scure/base';
import { type Bytes, sha256, utf8 } from '../../../utils/bytes.ts';
import { AUDIT_LABEL } from '../../../utils/register/audit/export-format.ts';
import { writeExport } from '../../../utils/register/audit/write-export.ts';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import { erase } from '../../../utils/register/erase.ts';
import {
  type PublicationName,
  readPublications,
  recordPublication,
} from '../../../utils/register/publications.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import { signText } from '../../../utils/register/signed-text.ts';
import { buildRoot, generateSigningKey, type SigningKey, signMetadata } from '../../../utils/tuf/signer.ts';
import { ann, append, block, bob, emptyRegister, identifier, lift, NOW } from './two-writers.ts';

const YEAR_MS = 365 * 86_400_000;
const rootKey = await generateSigningKey();

async function rootOf(version: number, officers: readonly SigningKey[]): Promise<Bytes> {
  const keys = { keys: officers.map(({ key }) => key), threshold: 1 };
  const root = { keys: [rootKey.key], threshold: 1 };
  const roles = { root, targets: keys, snapshot: keys, timestamp: keys };
  return signMetadata(buildRoot({ version, expires: NOW + YEAR_MS }, roles), [rootKey]);
}

/** Ann alone at first, then Ann and Bob. */
export const roots = [await rootOf(1, [ann]), await rootOf(2, [ann, bob])];

export async function read(access: RegisterAccess) {
  const result = await readRegister(access, []);
  if (!result.ok) throw new Error(result.detail);
  return result.register;
}

/** Records the next publication of all that the register says. */
export async function publish(
  access: RegisterAccess,
  signer: SigningKey,
  replaced: PublicationName | undefined,
): Promise<PublicationName> {
  const publication = (replaced?.publication ?? 0) + 1;
  const head = hex.encode(crypto.getRandomValues(new Uint8Array(32)));
  const { heads } = await read(access);
  const size = { operation: 1, entries: 300, domains: 0, removed: 0 };
  const record = { publication, head, publishedAt: NOW + publication, registerHeads: heads, ...size };
  await recordPublication(access, signer, record, replaced);
  return { publication, head };
}

/** Two officers' register: an import of three, a case, a lift, an erasure, three publications and one abandoned. */
export async function auditedRegister() {
  const made = emptyRegister();
  const { access } = made;
  const [gone, ...kept] = [identifier(), identifier(), identifier()];
  const step = { kind: 'erased', system: 'CRM <old> & "new"', at: NOW } as const;
  const first = await publish(access, ann, undefined);
  await append(access, ann, { ...block(gone, ...kept), reference: 'IMPORT-1', recordedAt: NOW - 2 });
  await append(access, bob, { type: 'case', reference: 'DPO-1', recordedAt: NOW - 1, event: step });
  await publish(access, bob, first);
  const second = await publish(access, ann, first);
  await append(access, bob, lift('DPO-2', gone));
  const current = await publish(access, bob, second);
  const erasable = { blocks: new Set([gone.id]), cases: new Set<string>() };
  await erase(access, ann, await read(access), erasable, NOW + 9);
  return { ...made, current, gone, kept };
}

export async function exportOf(
  access: RegisterAccess,
  current: PublicationName,
  { digests = false, signer = ann }: { readonly digests?: boolean; readonly signer?: SigningKey } = {},
): Promise<Bytes> {
  const { heads } = await read(access);
  const found = await readPublications(access, current);
  if (!found.ok) throw new Error(found.detail);
  const { published, abandoned } = found.publications;
  const written = await writeExport({
    access,
    heads,
    publications: [...published, ...abandoned],
    roots,
    header: { organisation: 'Acme', exportedAt: NOW + 10, digests, published: current },
    signer,
  });
  if (!written.ok) throw new Error(written.detail);
  return written.file;
}

/** The lines of an export without its end. */
export function linesIn(file: Bytes): string[] {
  return new TextDecoder().decode(file).split('\n').slice(0, -2);
}

/** Signs lines as an officer could who wants to deceive. */
export async function signed(lines: readonly string[], signer: SigningKey = ann): Promise<Bytes> {
  const body = lines.map(line => `${line}\n`).join('');
  const hash = hex.encode(await sha256(utf8(body)));
  const signature = await signText(AUDIT_LABEL, hash, signer);
  return utf8(`${body}${JSON.stringify({ type: 'end', sha256: hash, signature })}\n`);
}
