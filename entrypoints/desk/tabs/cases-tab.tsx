import { CasesView } from '../../../components/desk/cases-view.tsx';
import { erasing } from './erasing.ts';
import type { TabProps } from './tab.ts';

interface CasesTabProps extends TabProps {
  readonly chosen: string | null;
  readonly onChoose: (reference: string | null) => void;
}

export function CasesTab({ state, chosen, onChoose, ...work }: CasesTabProps) {
  const { inWorker, session, refresh } = work;
  return (
    <CasesView
      cases={state.cases}
      open={state.openCases}
      groups={state.groups}
      chosen={chosen}
      settings={session.workplace.settings}
      onChoose={onChoose}
      onStep={async (reference, step, contacted) => {
        const recorded = await inWorker.recordStep(session, reference, step, contacted);
        if (recorded.ok) await refresh();
        return recorded;
      }}
      {...erasing(work)}
    />
  );
}
