import { eraseNamed, planErasure } from '../../../utils/officer/erase-named.ts';
import type { TabProps } from './tab.ts';

/** What cases and blocks are erased by. */
export function erasing({ session, refresh }: Pick<TabProps, 'session' | 'refresh'>) {
  return {
    onPlanErasure: (names: readonly string[]) => planErasure(session, names),
    onErase: async (names: readonly string[]) => {
      const erased = await eraseNamed(session, names, 'desk');
      if (erased.ok) await refresh();
      return erased;
    },
  };
}
