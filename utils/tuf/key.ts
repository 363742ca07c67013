import { hex } from '@scure/base';
import { type Bytes, sha256 } from '../bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { ecdsaRawSignature } from './ecdsa.ts';
import type { JsonObject } from './json.ts';
import { spkiOfPem } from './pem.ts';

/** A public key as metadata carries it (TUF specification 1.0.34, section 4.2.2). */
export interface Key {
  /** SHA-256 of the key's canonical form, in hex. */
  readonly keyId: string;
  readonly keyType: string;
  readonly scheme: string;
  /** Hex of the 32 bytes for Ed25519, PEM for ECDSA and RSA. */
  readonly publicValue: string;
}

/** The object that stands in metadata for a key. */
export function keyJson(key: Key): JsonObject {
  return { keytype: key.keyType, scheme: key.scheme, keyval: { public: key.publicValue } };
}

/** The key id of a key object: SHA-256 of its canonical form (section 4.2.2). */
export async function keyIdOf(json: JsonObject): Promise<string> {
  return hex.encode(await sha256(canonicalJson(json)));
}

/** The `Key` of an Ed25519 public key's 32 bytes. */
export async function ed25519Key(publicKey: Uint8Array): Promise<Key> {
  const parts = { keyType: 'ed25519', scheme: 'ed25519', publicValue: hex.encode(publicKey) };
  return { ...parts, keyId: await keyIdOf(keyJson({ ...parts, keyId: '' })) };
}

/**
 * True if the hex signature over the payload is this key's. A key of an unknown type, a malformed key or
 * signature is false, not an error: a root may name keys that only newer clients know, and they just don't count.
 */
export async function verifySignature(key: Key, payload: Bytes, signature: string): Promise<boolean> {
  try {
    const bytes: Bytes = new Uint8Array(hex.decode(signature));
    switch (`${key.keyType} ${key.scheme}`) {
      case 'ed25519 ed25519':
        return await verifyEd25519(key.publicValue, payload, bytes);
      case 'ecdsa ecdsa-sha2-nistp256':
      // How the reference implementation wrote the type before 1.0.32.
      case 'ecdsa-sha2-nistp256 ecdsa-sha2-nistp256':
        return await verifyEcdsaP256(key.publicValue, payload, bytes);
      case 'rsa rsassa-pss-sha256':
        return await verifyRsaPss(key.publicValue, payload, bytes);
      default:
        return false;
    }
  } catch {
    // WebCrypto and the hex decoder reject malformed keys and signatures by throwing.
    return false;
  }
}

async function verifyEd25519(publicValue: string, payload: Bytes, signature: Bytes): Promise<boolean> {
  const raw = new Uint8Array(hex.decode(publicValue));
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, payload);
}

async function verifyEcdsaP256(publicValue: string, payload: Bytes, signature: Bytes): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('spki', spkiOfPem(publicValue), algorithm, false, ['verify']);
  const raw = ecdsaRawSignature(signature, 32);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw, payload);
}

async function verifyRsaPss(publicValue: string, payload: Bytes, signature: Bytes): Promise<boolean> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', spkiOfPem(publicValue), algorithm, false, ['verify']);
  return crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 32 }, key, signature, payload);
}
