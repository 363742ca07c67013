import { encodeEnrolment } from '../../../utils/enrolment/code.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';

/** An enrolment that nothing is published for. */
export const ENROLMENT: Enrolment = {
  organisation: 'Acme "Holding" & Söhne',
  repository: 'https://lists.acme.example/',
  listId: new Uint8Array(16).fill(1),
  digestKey: new Uint8Array(32).fill(2),
  sealKey: new Uint8Array(32).fill(3),
  sealEpoch: 1,
  root: { version: 1, sha256: new Uint8Array(32).fill(4) },
};

export const CODE = encodeEnrolment(ENROLMENT);
