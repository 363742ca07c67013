import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { hex } from '@scure/base';
import type { Enrolment } from '../utils/enrolment/enrolment.ts';
import { enrolmentRecord } from '../utils/sync/enrolment-record.ts';
import { NO_SNAPSHOT, type Swap } from '../utils/sync/store.ts';
import type { SyncStore } from '../utils/sync/sync.ts';
import { warn } from './failure.ts';
import { readBytes, replaceFile } from './folder.ts';

/** Counted up with any change of shape of what a file holds: an older one is begun anew. */
const FORMAT = 1;
const HASH_LENGTH_BYTES = 32;

interface Kept {
  readonly format: number;
  /** Of which list, root and seal key. */
  readonly enrolmentId: string;
  readonly swap: Swap;
}

/**
 * What a client remembers between two synchronisations, in one file; in memory without one. It holds no key, and the
 * entries of the list, which with the enrolment can be guessed at: only its owner reads it.
 */
export async function openClientStore(
  enrolment: Enrolment,
  file: string | undefined,
  now: number,
): Promise<SyncStore> {
  const id = [hex.encode(enrolment.listId), hex.encode(enrolment.root.sha256), enrolment.sealEpoch].join('-');
  const record = { ...(await enrolmentRecord(enrolment, now)), id };
  const read = file === undefined ? 'none' : await keptIn(file, id);
  let kept: Partial<Swap> = typeof read === 'string' ? {} : read;
  return {
    async snapshot() {
      const { trusted, list, status = NO_SNAPSHOT.status } = kept;
      return { enrolment: record, trusted, list: list?.record, status, damaged: [] };
    },
    blocklist: async () => kept.list?.blocklist,
    async swap(enrolmentId, swap) {
      if (enrolmentId !== id) return false;
      const next = { ...kept, ...swap };
      // What another enrolment remembers is given up for a list, and not for a try by the wrong code.
      const mayWrite = read !== 'unusable' || next.list !== undefined;
      if (file !== undefined && mayWrite) await write(file, { format: FORMAT, enrolmentId, swap: next });
      kept = next;
      return true;
    },
  };
}

async function write(file: string, kept: Kept): Promise<void> {
  const content = serialize(kept);
  const hash = createHash('sha256').update(content).digest();
  await replaceFile(file, Buffer.concat([hash, content]), 0o600);
}

/** Its hash finds accidents, so that what comes through is what was written; the list's own hash is judged besides. */
async function keptIn(file: string, enrolmentId: string): Promise<Swap | 'none' | 'unusable'> {
  const bytes = await readBytes(file);
  if (bytes === undefined) return 'none';
  const content = bytes.slice(HASH_LENGTH_BYTES);
  const hash = createHash('sha256').update(content).digest();
  const value: unknown = hash.equals(bytes.subarray(0, HASH_LENGTH_BYTES)) ? deserialize(content) : undefined;
  if (isKept(value) && value.enrolmentId === enrolmentId) return value.swap;
  warn(`${file} is damaged, or of another list or release: it is begun anew.`);
  return 'unusable';
}

function isKept(value: unknown): value is Kept {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === FORMAT &&
    'enrolmentId' in value &&
    'swap' in value &&
    typeof value.swap === 'object'
  );
}
