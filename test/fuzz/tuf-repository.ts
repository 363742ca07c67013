import { type Bytes, concatBytes } from '../../utils/bytes.ts';
import type { TopLevelRole } from '../../utils/tuf/metadata.ts';
import {
  buildRoot,
  importSigningKey,
  type SigningKey,
  signMetadata,
  signRelease,
} from '../../utils/tuf/signer.ts';
import type { Random } from './random.ts';

export const NOW = Date.UTC(2026, 10, 23);
const LATER = NOW + 7 * 86_400_000;

export interface SmallRepository {
  /** Root 1 is the enrolled one, and signs 2. */
  readonly roots: readonly [Bytes, Bytes];
  readonly timestamp: Bytes;
  readonly snapshot: Bytes;
  readonly targets: Bytes;
}

/** A signed repository whose keys come from the random source: the same seed gives the same bytes. */
export async function smallRepository(random: Random): Promise<SmallRepository> {
  const [root, officer, automation] = [await keyOf(random), await keyOf(random), await keyOf(random)];
  const roles: Record<TopLevelRole, { keys: SigningKey['key'][]; threshold: number }> = {
    root: { keys: [root.key, officer.key], threshold: 2 },
    targets: { keys: [officer.key], threshold: 1 },
    snapshot: { keys: [officer.key], threshold: 1 },
    timestamp: { keys: [officer.key, automation.key], threshold: 1 },
  };
  const rootOf = (version: number) =>
    signMetadata(buildRoot({ version, expires: LATER }, roles), [root, officer]);
  const edition = { version: 3, expires: LATER };
  const files = await signRelease({
    targets: { '000102030405060708090a0b0c0d0e0f.head': random.bytes(40) },
    editions: { targets: edition, snapshot: edition, timestamp: edition },
    signers: { targets: [officer], snapshot: [officer], timestamp: [officer, automation] },
  });
  const [targets, snapshot, timestamp] = files.map(file => file.bytes);
  if (!targets || !snapshot || !timestamp) throw new Error('a release has three files');
  return { roots: [await rootOf(1), await rootOf(2)], timestamp, snapshot, targets };
}

/** PKCS #8 of an Ed25519 seed (RFC 8410, section 10.3). */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

function keyOf(random: Random): Promise<SigningKey> {
  return importSigningKey(concatBytes(PKCS8, random.bytes(32)));
}
