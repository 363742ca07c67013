import type { DeskInWorker } from '../../../utils/desk/desk-in-worker.ts';
import type { DeskState } from '../../../utils/desk/desk-state.ts';
import type { Session } from '../../../utils/officer/session.ts';

/** What each tab of the desk works on. */
export interface TabProps {
  readonly inWorker: DeskInWorker;
  readonly session: Session;
  readonly state: DeskState;
  /** Reads register and repository again. */
  readonly refresh: () => Promise<void>;
}
