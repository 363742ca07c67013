import { base64 } from '@scure/base';
import type { Bytes } from '../bytes.ts';

/** The DER bytes of a PEM public key. Throws if it isn't one. */
export function spkiOfPem(pem: string): Bytes {
  const body = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(pem)?.[1];
  if (body === undefined) throw new Error('not a PEM public key');
  return new Uint8Array(base64.decode(body.replace(/\s/g, '')));
}
