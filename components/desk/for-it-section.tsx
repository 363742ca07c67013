import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { BrowserKind } from '../../utils/rollout/extension-ids.ts';
import type { PolicyFile, PolicyFileKind } from '../../utils/rollout/policy-files.ts';
import { useAction } from './use-action.ts';

const BROWSER_NAMES: Readonly<Record<BrowserKind, () => string>> = {
  chrome: () => i18n.t('desk.forIt.browser.chrome'),
  edge: () => i18n.t('desk.forIt.browser.edge'),
  firefox: () => i18n.t('desk.forIt.browser.firefox'),
};

const FILE_TEXTS: Readonly<Record<PolicyFileKind, () => string>> = {
  json: () => i18n.t('desk.forIt.file.json'),
  registry: () => i18n.t('desk.forIt.file.registry'),
  template: () => i18n.t('desk.forIt.file.template'),
  templateWords: () => i18n.t('desk.forIt.file.templateWords'),
  googleAdmin: () => i18n.t('desk.forIt.file.googleAdmin'),
  profile: () => i18n.t('desk.forIt.file.profile'),
  policiesJson: () => i18n.t('desk.forIt.file.policiesJson'),
};

/** What the files are to set besides the enrolment. */
export interface PolicyWishes {
  readonly lockOptions: boolean;
  readonly hideDesk: boolean;
}

interface ForItSectionProps {
  /** The files that there are, by name; none of them is made before it is asked for. */
  readonly files: readonly Pick<PolicyFile, 'name' | 'browser' | 'kind'>[];
  readonly onSave: (name: string, wishes: PolicyWishes) => Promise<void>;
}

/** Ready-made policies to hand to IT. */
export function ForItSection({ files, onSave }: ForItSectionProps) {
  const [wishes, setWishes] = useState<PolicyWishes>({ lockOptions: true, hideDesk: true });
  const action = useAction();
  return (
    <section class="block">
      <h2>{i18n.t('desk.forIt.title')}</h2>
      <p>{i18n.t('desk.forIt.lead')}</p>
      <p class="note">{i18n.t('desk.forIt.password')}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={wishes.lockOptions}
          onChange={({ currentTarget }) => setWishes({ ...wishes, lockOptions: currentTarget.checked })}
        />
        <span>{i18n.t('desk.forIt.lock')}</span>
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={wishes.hideDesk}
          onChange={({ currentTarget }) => setWishes({ ...wishes, hideDesk: currentTarget.checked })}
        />
        <span>{i18n.t('desk.forIt.hide')}</span>
      </label>
      <ul class="policy-files">
        {files.map(({ name, browser, kind }) => (
          <li key={name}>
            <button
              type="button"
              disabled={action.isBusy}
              onClick={() => action.run(() => onSave(name, wishes))}
            >
              {i18n.t('desk.about', [BROWSER_NAMES[browser](), FILE_TEXTS[kind]()])}
            </button>
          </li>
        ))}
      </ul>
      <p class="problem" role="alert">
        {action.problem}
      </p>
    </section>
  );
}
