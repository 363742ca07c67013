import { fingerprintOf } from '../enrolment/root-pin.ts';
import type { Snapshot } from '../sync/store.ts';
import type { Details } from './page-api.ts';

/** What stands under Details; null where nothing is enrolled. */
export function detailsOf({ enrolment, list, status }: Snapshot): Details | null {
  if (!enrolment) return null;
  const { repository, sealEpoch, root } = enrolment;
  return {
    repository,
    sealEpoch,
    rootFingerprint: fingerprintOf(root),
    metadata: status.metadata,
    list: list
      ? {
          operation: list.head.operation,
          publication: list.head.publication,
          prefixBits: list.head.prefixBits,
          contact: list.head.contact,
          guard: list.head.guard,
        }
      : null,
  };
}
