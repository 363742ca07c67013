import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { enrolmentRecord } from '../../../utils/sync/enrolment-record.ts';
import { openStore, type Store } from '../../../utils/sync/store.ts';

/** A store of its own, with this enrolment accepted. */
export async function enrolledStore(enrolment: Enrolment): Promise<Store> {
  const store = openStore(`lethe-${crypto.randomUUID()}`);
  await store.enrol(await enrolmentRecord(enrolment, 0));
  return store;
}
