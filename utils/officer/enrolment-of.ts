import type { Enrolment } from '../enrolment/enrolment.ts';
import { pinOf } from '../enrolment/root-pin.ts';
import type { Session } from './session.ts';

/**
 * What a colleague's browser is enrolled with.
 * @param repository https address from which the list is read, ending in `/`
 */
export async function enrolmentOf(
  { workplace, repository: { listId }, keys, roots }: Session,
  repository: string,
): Promise<Enrolment> {
  return {
    organisation: workplace.settings.organisation,
    repository,
    listId,
    digestKey: keys.digestKey,
    sealKey: keys.sealKey,
    sealEpoch: keys.sealEpoch,
    root: await pinOf(roots.rootFile),
  };
}
