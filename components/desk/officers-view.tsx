import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Bytes } from '../../utils/bytes.ts';
import type { Unpublished } from '../../utils/officer/exchange-keys.ts';
import type { Officer } from '../../utils/officer/officers.ts';
import { TableFrame } from '../table-frame.tsx';
import { countText } from '../time-text.ts';
import { FileChoice } from './file-choice.tsx';
import { NO_ROOT_KEY, RootKeyFields, type RootKeyInput } from './root-key-fields.tsx';
import { useAction } from './use-action.ts';

/** Who asks to be admitted, and the number that they see as well. */
export interface Applicant {
  readonly name: string;
  readonly checkNumber: string;
}

export interface OfficersViewProps {
  readonly officers: readonly Officer[];
  readonly onInvite: () => Promise<void>;
  /** Reads a request to join. */
  readonly onApplicant: (text: string) => Promise<Applicant>;
  readonly onAdmit: (rootFile: Bytes, passphrase: string) => Promise<void>;
  /** `undecided`: they recorded what nobody published, and somebody has to say what becomes of it. */
  readonly onRemove: (
    keyId: string,
    rootFile: Bytes,
    passphrase: string,
    unpublished: Unpublished | undefined,
  ) => Promise<'removed' | 'undecided'>;
  readonly onNewSealKey: () => Promise<void>;
}

/** As many letters of a key as tell officers apart. */
const KEY_LETTERS = 12;

/** Who may record and publish: invite, admit, remove. */
export function OfficersView(props: OfficersViewProps) {
  const { officers } = props;
  const [leaving, setLeaving] = useState<Officer | null>(null);
  const [hasRemoved, setRemoved] = useState(false);
  return (
    <>
      <section class="block">
        <h2>{i18n.t('desk.officers.title')}</h2>
        <TableFrame label={i18n.t('desk.officers.title')}>
          <table id="officers">
            <thead>
              <tr>
                <th>{i18n.t('desk.officers.name')}</th>
                <th>{i18n.t('desk.officers.key')}</th>
                <th>{i18n.t('desk.officers.state')}</th>
                <th>{i18n.t('desk.officers.records')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {officers.map(officer => (
                <tr key={officer.keyId}>
                  <td>{nameOf(officer)}</td>
                  <td class="mono">{officer.keyId.slice(0, KEY_LETTERS)}</td>
                  <td>{i18n.t(officer.isInForce ? 'desk.officers.inForce' : 'desk.officers.former')}</td>
                  <td>{countText(officer.objects)}</td>
                  <td>
                    {officer.isInForce && !officer.isSelf && (
                      <button
                        type="button"
                        onClick={() => {
                          setRemoved(false);
                          setLeaving(officer);
                        }}
                      >
                        {i18n.t('desk.officers.remove')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      </section>
      {leaving && (
        <RemoveForm
          key={leaving.keyId}
          officer={leaving}
          onRemove={props.onRemove}
          onDone={() => {
            setLeaving(null);
            setRemoved(true);
          }}
          onCancel={() => setLeaving(null)}
        />
      )}
      {hasRemoved && <AfterRemoval onNewSealKey={props.onNewSealKey} />}
      <InviteSection onInvite={props.onInvite} />
      <AdmitForm onApplicant={props.onApplicant} onAdmit={props.onAdmit} />
    </>
  );
}

function nameOf({ name, isSelf }: Officer): string {
  if (isSelf) return name === null ? i18n.t('desk.officers.you') : i18n.t('desk.officers.youNamed', [name]);
  return name ?? i18n.t('desk.officers.unnamed');
}

function InviteSection({ onInvite }: Pick<OfficersViewProps, 'onInvite'>) {
  const action = useAction();
  return (
    <section class="block">
      <h2>{i18n.t('desk.officers.inviteTitle')}</h2>
      <p>{i18n.t('desk.officers.inviteLead')}</p>
      <p class="soft">{i18n.t('desk.officers.inviteStore')}</p>
      <div class="row">
        <button type="button" id="invite" disabled={action.isBusy} onClick={() => action.run(onInvite)}>
          {i18n.t('desk.officers.invite')}
        </button>
        <p class="problem" role="alert">
          {action.problem}
        </p>
      </div>
    </section>
  );
}

function AdmitForm({ onApplicant, onAdmit }: Pick<OfficersViewProps, 'onApplicant' | 'onAdmit'>) {
  const [applicant, setApplicant] = useState<Applicant | null>(null);
  const [isSame, setSame] = useState(false);
  const [admitted, setAdmitted] = useState<string | null>(null);
  const [rootKey, setRootKey] = useState(NO_ROOT_KEY);
  const reading = useAction();
  const action = useAction();
  const { file, passphrase } = rootKey;
  const put = (change: Partial<RootKeyInput>) => setRootKey(before => ({ ...before, ...change }));
  return (
    <form
      class="block"
      onSubmit={event => {
        event.preventDefault();
        action.run(async () => {
          if (!applicant || !file) return;
          await onAdmit(file, passphrase);
          setAdmitted(applicant.name);
          setApplicant(null);
          setRootKey(NO_ROOT_KEY);
        });
      }}
    >
      <h2>{i18n.t('desk.officers.admitTitle')}</h2>
      <p>{i18n.t('desk.officers.admitLead')}</p>
      <FileChoice
        id="join-file"
        accept=".json"
        isChosen={applicant !== null}
        onChoose={chosen =>
          reading.run(async () => {
            setAdmitted(null);
            setSame(false);
            setApplicant(null);
            setApplicant(await onApplicant(await chosen.text()));
          })
        }
      >
        {i18n.t('desk.officers.chooseJoin')}
      </FileChoice>
      <p class="problem" role="alert">
        {reading.problem}
      </p>
      {applicant && (
        <>
          <p>{i18n.t('desk.officers.call', [applicant.name])}</p>
          <p id="check-number" class="copyable mono">
            {applicant.checkNumber}
          </p>
          <label class="choice">
            <input
              id="same-number"
              type="checkbox"
              checked={isSame}
              onChange={event => setSame(event.currentTarget.checked)}
            />
            {i18n.t('desk.officers.same')}
          </label>
          <RootKeyFields name="admit" value={rootKey} problem={action.problem} onChange={put} />
          <div class="row end">
            <button
              type="submit"
              id="admit"
              class="filled"
              disabled={action.isBusy || !isSame || !file || passphrase === ''}
            >
              {action.isBusy
                ? i18n.t('desk.officers.admitting')
                : i18n.t('desk.officers.admit', [applicant.name])}
            </button>
          </div>
        </>
      )}
      {admitted !== null && (
        <p id="admitted" class="note" role="status">
          {i18n.t('desk.officers.admitted', [admitted])}
        </p>
      )}
    </form>
  );
}

interface RemoveFormProps extends Pick<OfficersViewProps, 'onRemove'> {
  readonly officer: Officer;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

function RemoveForm({ officer, onRemove, onDone, onCancel }: RemoveFormProps) {
  const [rootKey, setRootKey] = useState(NO_ROOT_KEY);
  const [isUndecided, setUndecided] = useState(false);
  const action = useAction();
  const { file, passphrase } = rootKey;
  const put = (change: Partial<RootKeyInput>) => setRootKey(before => ({ ...before, ...change }));
  const isReady = file !== null && passphrase !== '' && !action.isBusy;
  const remove = (unpublished: Unpublished | undefined) =>
    action.run(async () => {
      if (!file) return;
      const outcome = await onRemove(officer.keyId, file, passphrase, unpublished);
      if (outcome === 'undecided') setUndecided(true);
      else onDone();
    });
  return (
    <form
      id="remove-form"
      class="block"
      onSubmit={event => {
        event.preventDefault();
        remove(undefined);
      }}
    >
      <h2>{i18n.t('desk.officers.removeTitle', [nameOf(officer)])}</h2>
      <p>{i18n.t('desk.officers.removeLead')}</p>
      <RootKeyFields name="remove" value={rootKey} problem={action.problem} onChange={put} />
      {isUndecided && (
        <div class="state state-amber">
          <div class="state-words">
            <h2>{i18n.t('desk.officers.undecided')}</h2>
            <p>{i18n.t('desk.officers.undecidedLead')}</p>
            <div class="row">
              <button type="button" id="take" disabled={!isReady} onClick={() => remove('take')}>
                {i18n.t('desk.officers.take')}
              </button>
              <button type="button" id="leave-out" disabled={!isReady} onClick={() => remove('leave')}>
                {i18n.t('desk.officers.leave')}
              </button>
            </div>
          </div>
        </div>
      )}
      <div class="row end">
        <button type="button" class="quiet" onClick={onCancel}>
          {i18n.t('desk.officers.cancel')}
        </button>
        {!isUndecided && (
          <button type="submit" id="remove" class="filled" disabled={!isReady}>
            {i18n.t(action.isBusy ? 'desk.officers.removing' : 'desk.officers.removeNow')}
          </button>
        )}
      </div>
    </form>
  );
}

function AfterRemoval({ onNewSealKey }: Pick<OfficersViewProps, 'onNewSealKey'>) {
  const [isDone, setDone] = useState(false);
  const action = useAction();
  return (
    <section class="block" id="after-removal">
      <h2>{i18n.t('desk.officers.removed')}</h2>
      <p>{i18n.t('desk.officers.removedStore')}</p>
      <p>{i18n.t(isDone ? 'desk.officers.newKeyDone' : 'desk.officers.newKeyLead')}</p>
      {!isDone && (
        <div class="row">
          <button
            type="button"
            id="new-seal-key"
            disabled={action.isBusy}
            onClick={() =>
              action.run(async () => {
                await onNewSealKey();
                setDone(true);
              })
            }
          >
            {i18n.t(action.isBusy ? 'desk.publish.publishing' : 'desk.officers.newKey')}
          </button>
          <p class="problem" role="alert">
            {action.problem}
          </p>
        </div>
      )}
    </section>
  );
}
