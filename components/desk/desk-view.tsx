import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { LetheMark } from '../icons.tsx';

export const DESK_TABS = [
  'overview',
  'record',
  'import',
  'cases',
  'lookUp',
  'list',
  'publish',
  'audit',
  'colleagues',
  'officers',
  'settings',
] as const;
export type DeskTab = (typeof DESK_TABS)[number];

const TAB_TEXTS: Readonly<Record<DeskTab, () => string>> = {
  overview: () => i18n.t('desk.tab.overview'),
  record: () => i18n.t('desk.tab.record'),
  import: () => i18n.t('desk.import.tab'),
  lookUp: () => i18n.t('desk.tab.lookUp'),
  cases: () => i18n.t('desk.tab.cases'),
  publish: () => i18n.t('desk.tab.publish'),
  colleagues: () => i18n.t('desk.tab.colleagues'),
  officers: () => i18n.t('desk.tab.officers'),
  list: () => i18n.t('desk.tab.list'),
  audit: () => i18n.t('desk.tab.audit'),
  settings: () => i18n.t('desk.tab.settings'),
};

interface DeskViewProps {
  /** Null before somebody has opened it. */
  readonly tab: DeskTab | null;
  readonly organisation: string | null;
  /** What ended nothing and is to be known all the same. */
  readonly warnings: readonly string[];
  readonly onTab: (tab: DeskTab) => void;
  readonly children: ComponentChildren;
}

export function DeskView({ tab, organisation, warnings, onTab, children }: DeskViewProps) {
  return (
    <main class="desk">
      <header class="head">
        <LetheMark />
        <div>
          <h1>{i18n.t('desk.title')}</h1>
          <p class="soft">{organisation ?? i18n.t('desk.lead')}</p>
        </div>
      </header>
      {tab && (
        <nav aria-label={i18n.t('desk.title')}>
          {DESK_TABS.map(each => (
            <button
              key={each}
              id={`tab-${each}`}
              type="button"
              aria-current={each === tab ? 'page' : undefined}
              onClick={() => onTab(each)}
            >
              {TAB_TEXTS[each]()}
            </button>
          ))}
        </nav>
      )}
      {warnings.map(warning => (
        <p key={warning} class="note" role="status">
          {warning}
        </p>
      ))}
      {children}
    </main>
  );
}
