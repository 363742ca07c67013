import { rootFingerprint } from '../enrolment/root-fingerprint.ts';
import type { Snapshot } from '../sync/store.ts';
import type { Details } from './page-api.ts';

/** What stands under Details; null where nothing is enrolled. */
export async function detailsOf({ enrolment, list, status }: Snapshot): Promise<Details | null> {
  if (!enrolment) return null;
  const { repository, sealEpoch, root } = enrolment;
  return {
    repository,
    sealEpoch,
    rootFingerprint: await rootFingerprint(root),
    metadata: status.metadata,
    list: list
      ? {
          operation: list.head.operation,
          publication: list.head.publication,
          prefixBits: list.head.prefixBits,
          contact: list.head.contact,
        }
      : null,
  };
}
