import { base64 } from '@scure/base';
import { type Bytes, concatBytes, equalBytes, sha256, utf8 } from '../../../utils/bytes.ts';
import { AUDIT_LABEL } from '../../../utils/register/audit/export-format.ts';
import { auditPage } from '../../../utils/register/audit/page.ts';
import { readExport, type VerifiedExport } from '../../../utils/register/audit/read-export.ts';
import { toldExport } from '../../../utils/register/audit/told-export.ts';
import { signText } from '../../../utils/register/signed-text.ts';
import { importSigningKey, type SigningKey } from '../../../utils/tuf/signer.ts';
import vector from '../../vectors/audit-v1.json' with { type: 'json' };
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';

const RAW = 0;
const SIGNED_AGAIN = 1;

/**
 * An input is one byte and an export: as it is, or without its last line and to be signed again, as an officer could
 * who wants to deceive.
 */
export const auditExport: Target = {
  name: 'audit-export',
  async prepare() {
    const signer = await importSigningKey(new Uint8Array(base64.decode(vector.signer)));
    const lines = vector.withoutDigests.map(line => utf8(`${line}\n`));
    const whole = concatBytes(...lines);
    const original = await readExport(whole);
    if (!original.ok) throw new Error(original.detail);
    return {
      samples: [
        concatBytes(Uint8Array.of(SIGNED_AGAIN), ...lines.slice(0, -1)),
        concatBytes(Uint8Array.of(RAW), whole),
      ],
      tokens: [
        'null',
        '[]',
        '{}',
        '"type":"object"',
        '"lines":[null]',
        '"published":null',
        '"digests":true',
        '\n',
        '1e999',
        '"__proto__":',
        '\u0000',
      ].map(utf8),
      check: input => check(original.value, whole, signer, input),
    };
  },
};

async function check(
  original: VerifiedExport,
  whole: Bytes,
  signer: SigningKey,
  input: Bytes,
): Promise<boolean> {
  const isRaw = input[0] === RAW;
  const body = input.slice(1);
  const read = await readExport(isRaw ? body : await signedAgain(body, signer));
  if (!read.ok) {
    ensure(read.detail.endsWith('.'), 'a refusal is a sentence');
    return false;
  }
  if (isRaw) ensure(equalBytes(body, whole), 'nothing changed is taken');
  const { objects, publications } = read.value;
  const known = new Set(original.objects.map(object => object.sha256));
  ensure(
    objects.every(object => known.has(object.sha256)),
    'no object is taken that its writer did not sign',
  );
  const records = recordsOf(original);
  ensure(
    recordsOf(read.value).every(hash => records.includes(hash)),
    'no record is taken that its writer did not sign',
  );
  ensure(publications.published.length <= original.publications.published.length, 'none happened besides');
  ensure(!auditPage(toldExport(read.value)).includes('<script'), 'a page runs nothing');
  return true;
}

function recordsOf({ publications: { published, abandoned } }: VerifiedExport): string[] {
  return [...published, ...abandoned].map(record => record.sha256);
}

async function signedAgain(body: Bytes, signer: SigningKey): Promise<Bytes> {
  const hash = Buffer.from(await sha256(body)).toString('hex');
  const signature = await signText(AUDIT_LABEL, hash, signer);
  return concatBytes(body, utf8(`${JSON.stringify({ type: 'end', sha256: hash, signature })}\n`));
}
