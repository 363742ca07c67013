import { importSealKey } from '../blocklist/seal.ts';
import type { Enrolment } from '../enrolment/enrolment.ts';
import { importDigestKey } from '../scheme/digest.ts';
import type { EnrolmentRecord } from './store.ts';

/**
 * An enrolment as it rests in the store: its keys can't be read out any more.
 * @param enrolledAt milliseconds since the epoch
 */
export async function enrolmentRecord(enrolment: Enrolment, enrolledAt: number): Promise<EnrolmentRecord> {
  const { digestKey, sealKey, ...rest } = enrolment;
  return {
    ...rest,
    id: crypto.randomUUID(),
    digestKey: await importDigestKey(digestKey),
    sealKey: await importSealKey(sealKey),
    enrolledAt,
  };
}
