import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { GUARD_LEVELS } from '../../utils/blocklist/head.ts';
import {
  changedSettings,
  type SettingsAnswers,
  type SettingsProblem,
  settingsAnswers,
} from '../../utils/desk/settings-answers.ts';
import type { Settings } from '../../utils/officer/settings.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { ActionForm } from './action-form.tsx';
import { RefreshingField } from './refreshing-field.tsx';
import { SenderAndSystemFields } from './sender-and-system-fields.tsx';
import { choicesOf, GUARD_WORDS } from './words.ts';

interface SettingsViewProps {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => Promise<void>;
  readonly onPublish: () => void;
}

const PROBLEM_WORDS: Readonly<Record<SettingsProblem, () => string>> = {
  'bad-domain': () => i18n.t('desk.setUp.problem.badDomain'),
  'bad-name': () => i18n.t('desk.settings.badName'),
};

/** What the organisation is set to, after its set-up. */
export function SettingsView({ settings, onChange, onPublish }: SettingsViewProps) {
  const [answers, setAnswers] = useState<SettingsAnswers>(() => settingsAnswers(settings));
  const [showsProblems, setShowsProblems] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const checked = changedSettings(settings, answers);
  const put = (next: SettingsAnswers) => {
    setAnswers(next);
    setSaved(false);
  };
  const field = (name: Exclude<keyof SettingsAnswers, 'guard' | 'refreshing'>) => {
    const problem = checked.ok || !showsProblems ? undefined : checked.problems[name];
    return {
      name: `set-${name}`,
      value: answers[name],
      onChange: (value: string) => put({ ...answers, [name]: value }),
      ...(problem && { problem: PROBLEM_WORDS[problem]() }),
    };
  };
  return (
    <ActionForm
      title={i18n.t('desk.settings.title')}
      lead={i18n.t('desk.settings.lead')}
      button={{ id: 'save-changes', text: i18n.t('desk.settings.save') }}
      onSubmit={async () => {
        setShowsProblems(true);
        if (!checked.ok) return;
        await onChange(checked.settings);
        setAnswers(settingsAnswers(checked.settings));
        setSaved(true);
      }}
    >
      <TextField
        {...field('contact')}
        label={i18n.t('desk.setUp.contact')}
        hint={i18n.t('desk.settings.contactHint')}
      />
      <TextField
        {...field('authority')}
        label={i18n.t('desk.settings.authority')}
        hint={i18n.t('desk.settings.authorityHint')}
      />
      <TextField
        {...field('ownDomains')}
        label={i18n.t('desk.settings.ownDomains')}
        hint={i18n.t('desk.setUp.ownDomainsHint')}
      />
      <div class="pair">
        <ChoiceField
          name="set-guard"
          label={i18n.t('desk.setUp.guard')}
          value={answers.guard}
          choices={choicesOf(GUARD_WORDS, GUARD_LEVELS)}
          onChange={guard => put({ ...answers, guard })}
        />
        <RefreshingField
          name="set-refreshing"
          value={answers.refreshing}
          onChange={refreshing => put({ ...answers, refreshing })}
        />
      </div>
      <SenderAndSystemFields senders={field('senders')} systems={field('systems')} />
      {isSaved && (
        <div class="state state-calm row" id="settings-saved" role="status">
          <span>{i18n.t('desk.settings.saved')}</span>
          <button type="button" onClick={onPublish}>
            {i18n.t('desk.overview.publish')}
          </button>
        </div>
      )}
    </ActionForm>
  );
}
