import type { TabProps } from './tab.ts';

/** What cases and blocks are erased by. */
export function erasing({ inWorker, session, refresh }: Pick<TabProps, 'inWorker' | 'session' | 'refresh'>) {
  return {
    onPlanErasure: (names: readonly string[]) => inWorker.planErasure(session, names),
    onErase: async (names: readonly string[]) => {
      const erased = await inWorker.erase(session, names);
      if (erased.ok) await refresh();
      return erased;
    },
  };
}
