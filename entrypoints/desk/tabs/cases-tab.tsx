import { CasesView } from '../../../components/desk/cases-view.tsx';
import { recordStep } from '../../../utils/officer/record-step.ts';
import { erasing } from './erasing.ts';
import type { TabProps } from './tab.ts';

interface CasesTabProps extends TabProps {
  readonly chosen: string | null;
  readonly onChoose: (reference: string | null) => void;
}

export function CasesTab({ session, state, refresh, chosen, onChoose }: CasesTabProps) {
  return (
    <CasesView
      cases={state.cases}
      open={state.openCases}
      groups={state.groups}
      chosen={chosen}
      settings={session.workplace.settings}
      onChoose={onChoose}
      onStep={async (reference, step, contacted) => {
        const recorded = await recordStep(session, reference, step, 'desk', contacted);
        if (recorded.ok) await refresh();
        return recorded;
      }}
      {...erasing({ session, refresh })}
    />
  );
}
