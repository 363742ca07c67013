import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { TextField } from '../field.tsx';
import { AccessKeyFields } from './access-key-fields.tsx';
import { FileChoice } from './file-choice.tsx';
import { NewPassphraseFields } from './new-passphrase-fields.tsx';
import { useAction } from './use-action.ts';

/** What an invitation says of the organisation. */
export interface InvitedTo {
  readonly organisation: string;
  /** Where its files are. */
  readonly place: string;
}

/** What somebody gives who joins. */
export interface JoinAnswers {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly passphrase: string;
}

interface JoinFormProps {
  readonly onInvitation: (text: string) => Promise<InvitedTo>;
  readonly onJoin: (answers: JoinAnswers) => Promise<void>;
}

/** A passphrase of fewer characters is guessed once its file is stolen. */
const MIN_PASSPHRASE_LENGTH = 12;
const NOTHING = { name: '', accessKeyId: '', secretAccessKey: '', passphrase: '', again: '' };

/** For an officer who was invited: keys of their own, and what they send back. */
export function JoinForm({ onInvitation, onJoin }: JoinFormProps) {
  const [invited, setInvited] = useState<InvitedTo | null>(null);
  const [answers, setAnswers] = useState(NOTHING);
  const [showsProblems, setShowsProblems] = useState(false);
  const reading = useAction();
  const action = useAction();
  const problems: Partial<Record<keyof typeof NOTHING, string>> = {};
  for (const name of ['name', 'accessKeyId', 'secretAccessKey'] as const) {
    if (answers[name].trim() === '') problems[name] = i18n.t('desk.setUp.problem.missing');
  }
  if (answers.passphrase.length < MIN_PASSPHRASE_LENGTH) {
    problems.passphrase = i18n.t('desk.setUp.problem.shortPassphrase');
  } else if (answers.passphrase !== answers.again) {
    problems.again = i18n.t('desk.setUp.problem.otherPassphrase');
  }
  const field = (name: keyof typeof NOTHING) => {
    const problem = showsProblems ? problems[name] : undefined;
    return {
      name: `join-${name}`,
      value: answers[name],
      onChange: (value: string) => setAnswers({ ...answers, [name]: value }),
      ...(problem !== undefined && { problem }),
    };
  };
  return (
    <details class="block more" id="join">
      <summary>{i18n.t('desk.join.title')}</summary>
      <p class="soft">{i18n.t('desk.join.lead')}</p>
      <FileChoice
        id="invitation-file"
        accept=".json"
        isChosen={invited !== null}
        onChoose={file =>
          reading.run(async () => {
            setInvited(null);
            setInvited(await onInvitation(await file.text()));
          })
        }
      >
        {i18n.t('desk.join.choose')}
      </FileChoice>
      <p class="problem" role="alert">
        {reading.problem}
      </p>
      {invited && (
        <form
          class="steps"
          onSubmit={event => {
            event.preventDefault();
            setShowsProblems(true);
            if (Object.keys(problems).length > 0) return;
            const { again: _, ...given } = answers;
            action.run(() => onJoin({ ...given, name: given.name.trim() }));
          }}
        >
          <dl class="facts-list">
            <div>
              <dt>{i18n.t('options.name')}</dt>
              <dd>{invited.organisation}</dd>
            </div>
            <div>
              <dt>{i18n.t('desk.join.place')}</dt>
              <dd>{invited.place}</dd>
            </div>
          </dl>
          <TextField
            {...field('name')}
            label={i18n.t('desk.join.name')}
            hint={i18n.t('desk.join.nameHint')}
          />
          <AccessKeyFields
            accessKeyId={field('accessKeyId')}
            secretAccessKey={field('secretAccessKey')}
            hint={i18n.t('desk.join.accessKeyHint')}
          />
          <NewPassphraseFields
            label={i18n.t('desk.setUp.passphrase')}
            hint={i18n.t('desk.setUp.passphraseHint')}
            passphrase={field('passphrase')}
            again={field('again')}
          />
          <div class="row end">
            <p class="problem" role="alert">
              {action.problem}
            </p>
            <button type="submit" id="join-now" class="filled" disabled={action.isBusy}>
              {i18n.t(action.isBusy ? 'desk.setUp.founding' : 'desk.join.join')}
            </button>
          </div>
        </form>
      )}
    </details>
  );
}
