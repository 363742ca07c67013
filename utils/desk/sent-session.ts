import type { Session } from '../officer/session.ts';
import type { Settings } from '../officer/settings.ts';

/** What of a session can be sent to a worker of this page, which makes the session anew of it. */
export interface SentSession extends Pick<Session, 'officer' | 'keys' | 'roots'> {
  readonly settings: Settings;
}

export function sentSession({ officer, keys, roots, workplace }: Session): SentSession {
  return { officer, keys, roots, settings: workplace.settings };
}
