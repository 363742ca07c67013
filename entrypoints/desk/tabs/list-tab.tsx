import { ListView } from '../../../components/desk/list-view.tsx';
import { erasing } from './erasing.ts';
import type { TabProps } from './tab.ts';

interface ListTabProps extends TabProps {
  readonly onOpenCase: (reference: string) => void;
}

export function ListTab({ state, onOpenCase, ...work }: ListTabProps) {
  return (
    <ListView
      groups={state.groups}
      isCase={reference => state.cases.has(reference)}
      onOpenCase={onOpenCase}
      {...erasing(work)}
    />
  );
}
