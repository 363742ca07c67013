import { RecordForm } from '../../../components/desk/record-form.tsx';
import { requireStep } from '../../../components/desk/step-problem.ts';
import { momentOn } from '../../../utils/calendar-day.ts';
import type { TabProps } from './tab.ts';

interface RecordTabProps extends TabProps {
  readonly onPublish: () => void;
}

export function RecordTab({ inWorker, session, state, refresh, onPublish }: RecordTabProps) {
  return (
    <RecordForm
      settings={session.workplace.settings}
      onPublish={onPublish}
      sendersTold={reference => state.cases.get(reference)?.sendersTold ?? []}
      lettersSent={reference => state.cases.get(reference)?.letters.map(({ wording }) => wording) ?? []}
      onRecord={async (wanted, ground, receipt) => {
        const { reference } = ground;
        const outcome = await inWorker.block(session, wanted, ground);
        if (receipt && (state.cases.get(reference)?.receivedAt ?? null) === null) {
          const { receivedOn, channel, evidence } = receipt;
          const at = momentOn(receivedOn, Date.now());
          const step = { kind: 'received', value: 'objection', at, channel, evidence } as const;
          requireStep(await inWorker.recordStep(session, reference, step));
        }
        await refresh();
        return outcome;
      }}
      onSenderTold={async (reference, sender) => {
        const step = {
          kind: 'sender-told',
          value: sender,
          at: Date.now(),
          channel: 'other',
          evidence: null,
        } as const;
        requireStep(await inWorker.recordStep(session, reference, step));
        await refresh();
      }}
    />
  );
}
