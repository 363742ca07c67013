import { base64 } from '@scure/base';
import { type Bytes, concatBytes, utf8 } from '../utils/bytes.ts';

const OID = {
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
  commonName: [0x55, 0x04, 0x03],
  subjectAltName: [0x55, 0x1d, 0x11],
} as const;
const VALID_MS = 30 * 86_400_000;

/** A fresh key and a certificate that nobody vouches for, valid for a month: for trying out https on this machine. */
export async function selfSignedCertificate(
  hosts: readonly string[],
  addresses: readonly (readonly number[])[],
  now: number,
): Promise<{ readonly key: string; readonly cert: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
  const name = sequence(set(sequence(oid(OID.commonName), tagged(0x0c, utf8('Lethe, trial')))));
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const names = sequence(
    ...hosts.map(host => tagged(0x82, utf8(host))),
    ...addresses.map(address => tagged(0x87, Uint8Array.from(address))),
  );
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  // TBSCertificate, RFC 5280 §4.1.
  const body = sequence(
    tagged(0xa0, integer(Uint8Array.of(2))),
    integer(serial),
    algorithm,
    name,
    sequence(utcTime(now - 3_600_000), utcTime(now + VALID_MS)),
    name,
    publicKey,
    tagged(0xa3, sequence(sequence(oid(OID.subjectAltName), tagged(0x04, names)))),
  );
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, body);
  const certificate = sequence(
    body,
    algorithm,
    tagged(0x03, concatBytes(Uint8Array.of(0), derSignature(new Uint8Array(signature)))),
  );
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return { key: pem('PRIVATE KEY', privateKey), cert: pem('CERTIFICATE', certificate) };
}

/** WebCrypto gives r and s side by side; X.509 wants two INTEGERs. */
function derSignature(raw: Bytes): Bytes {
  return sequence(integer(raw.slice(0, raw.length / 2)), integer(raw.slice(raw.length / 2)));
}

function integer(bytes: Bytes): Bytes {
  const start = bytes.findIndex(byte => byte !== 0);
  const significant = start < 0 ? Uint8Array.of(0) : bytes.slice(start);
  const negative = (significant[0] ?? 0) >= 0x80;
  return tagged(0x02, negative ? concatBytes(Uint8Array.of(0), significant) : significant);
}

function utcTime(time: number): Bytes {
  return tagged(0x17, utf8(`${new Date(time).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
}

function sequence(...parts: readonly Uint8Array[]): Bytes {
  return tagged(0x30, concatBytes(...parts));
}

function set(...parts: readonly Uint8Array[]): Bytes {
  return tagged(0x31, concatBytes(...parts));
}

function oid(bytes: readonly number[]): Bytes {
  return tagged(0x06, Uint8Array.from(bytes));
}

function tagged(tag: number, content: Uint8Array): Bytes {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return concatBytes(Uint8Array.of(tag, ...size), content);
}

function pem(label: string, der: Bytes): string {
  const lines = base64.encode(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
