import { importSealKey } from '../../../utils/blocklist/seal.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { importDigestKey } from '../../../utils/scheme/digest.ts';
import { type EnrolmentRecord, openStore, type Store } from '../../../utils/sync/store.ts';

export async function recordOf(enrolment: Enrolment): Promise<EnrolmentRecord> {
  return {
    ...enrolment,
    id: crypto.randomUUID(),
    digestKey: await importDigestKey(enrolment.digestKey),
    sealKey: await importSealKey(enrolment.sealKey),
    enrolledAt: 0,
  };
}

/** A store of its own, with this enrolment accepted. */
export async function enrolledStore(enrolment: Enrolment): Promise<Store> {
  const store = openStore(`lethe-${crypto.randomUUID()}`);
  await store.enrol(await recordOf(enrolment));
  return store;
}
