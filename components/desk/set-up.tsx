import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { GUARD_LEVELS } from '../../utils/blocklist/head.ts';
import type { NewPlace } from '../../utils/desk/desk.ts';
import {
  ADDRESS_KEEPING,
  type AddressKeeping,
  type AnswerProblem,
  type Answers,
  checkAnswers,
  NO_ANSWERS,
} from '../../utils/desk/set-up-answers.ts';
import type { PlaceProbe } from '../../utils/officer/probe-place.ts';
import { ChoiceField, TextField } from '../field.tsx';
import { AccessKeyFields } from './access-key-fields.tsx';
import { HostCards } from './host-cards.tsx';
import { NewPassphraseFields } from './new-passphrase-fields.tsx';
import { ProbeResult } from './probe-result.tsx';
import { RefreshingField } from './refreshing-field.tsx';
import { SenderAndSystemFields } from './sender-and-system-fields.tsx';
import { useAction } from './use-action.ts';
import { choicesOf, GUARD_WORDS } from './words.ts';

interface SetUpProps {
  /** Tries the buckets and the address that reps read. */
  readonly onProbe: (place: NewPlace) => Promise<PlaceProbe>;
  readonly onFound: (place: NewPlace) => Promise<void>;
}

const PROBLEM_TEXTS: Readonly<Record<AnswerProblem, () => string>> = {
  missing: () => i18n.t('desk.setUp.problem.missing'),
  'bad-name': () => i18n.t('desk.setUp.problem.badName'),
  'bad-officer-name': () => i18n.t('desk.setUp.problem.badOfficerName'),
  'bad-domain': () => i18n.t('desk.setUp.problem.badDomain'),
  'bad-list': () => i18n.t('desk.settings.badName'),
  'bad-country': () => i18n.t('desk.setUp.problem.badCountry'),
  'bad-address': () => i18n.t('desk.setUp.problem.badAddress'),
  'bad-endpoint': () => i18n.t('desk.setUp.problem.badEndpoint'),
  'bad-bucket': () => i18n.t('desk.setUp.problem.badBucket'),
  'same-bucket': () => i18n.t('desk.setUp.problem.sameBucket'),
  'short-passphrase': () => i18n.t('desk.setUp.problem.shortPassphrase'),
  'other-passphrase': () => i18n.t('desk.setUp.problem.otherPassphrase'),
  'same-passphrase': () => i18n.t('desk.setUp.problem.samePassphrase'),
};

const ADDRESS_TEXTS: Readonly<Record<AddressKeeping, () => string>> = {
  not: () => i18n.t('desk.setUp.addresses.not'),
  sealed: () => i18n.t('desk.setUp.addresses.sealed'),
};

const KIND_TEXTS: readonly (() => string)[] = [
  () => i18n.t('desk.setUp.kind.email'),
  () => i18n.t('desk.setUp.kind.domain'),
  () => i18n.t('desk.setUp.kind.linkedin'),
  () => i18n.t('desk.setUp.kind.phone'),
];

/** A new organisation: who it is, where its list is kept, and the passphrases of its keys. */
export function SetUp({ onProbe, onFound }: SetUpProps) {
  const [answers, setAnswers] = useState<Answers>(NO_ANSWERS);
  const [showsProblems, setShowsProblems] = useState(false);
  const [probe, setProbe] = useState<PlaceProbe | null>(null);
  const probing = useAction();
  const founding = useAction();
  const checked = checkAnswers(answers);
  const isBusy = probing.isBusy || founding.isBusy;

  const put = (name: keyof Answers) => (value: string) => {
    setAnswers({ ...answers, [name]: value });
    setProbe(null);
  };
  const field = (name: keyof Answers) => {
    const problem = checked.ok || !showsProblems ? undefined : checked.problems[name];
    return {
      name,
      value: answers[name],
      onChange: put(name),
      ...(problem && { problem: PROBLEM_TEXTS[problem]() }),
    };
  };
  const withPlace = (work: (place: NewPlace) => void) => {
    setShowsProblems(true);
    if (checked.ok) work(checked.place);
  };

  return (
    <form
      class="steps"
      onSubmit={event => {
        event.preventDefault();
        withPlace(place => founding.run(() => onFound(place)));
      }}
    >
      <section class="block">
        <h2>{i18n.t('desk.setUp.who')}</h2>
        <TextField
          {...field('organisation')}
          label={i18n.t('desk.setUp.organisation')}
          hint={i18n.t('desk.setUp.organisationHint')}
        />
        <TextField
          {...field('officer')}
          label={i18n.t('desk.join.name')}
          hint={i18n.t('desk.setUp.officerHint')}
        />
        <TextField
          {...field('ownDomains')}
          label={i18n.t('desk.setUp.ownDomains')}
          hint={i18n.t('desk.setUp.ownDomainsHint')}
          placeholder="acme.example, acme.test"
        />
        <TextField
          {...field('contact')}
          label={i18n.t('desk.setUp.contact')}
          hint={i18n.t('desk.setUp.contactHint')}
        />
        <TextField
          {...field('country')}
          label={i18n.t('desk.setUp.country')}
          hint={i18n.t('desk.setUp.countryHint')}
          placeholder="NL"
        />
        <ChoiceField
          name="guard"
          label={i18n.t('desk.setUp.guard')}
          value={answers.guard}
          choices={choicesOf(GUARD_WORDS, GUARD_LEVELS)}
          onChange={guard => setAnswers({ ...answers, guard })}
        />
      </section>
      <section class="block">
        <h2>{i18n.t('desk.setUp.kinds')}</h2>
        <p class="soft">{i18n.t('desk.setUp.kindsLead')}</p>
        <ul class="kinds">
          {KIND_TEXTS.map(text => (
            <li key={text()}>{text()}</li>
          ))}
        </ul>
      </section>
      <section class="block">
        <h2>{i18n.t('desk.setUp.others')}</h2>
        <p class="soft">{i18n.t('desk.setUp.othersLead')}</p>
        <SenderAndSystemFields senders={field('senders')} systems={field('systems')} />
      </section>
      <section class="block">
        <h2>{i18n.t('desk.setUp.where')}</h2>
        <HostCards
          value={answers.host}
          onChange={host => {
            setAnswers({ ...answers, host });
            setProbe(null);
          }}
        />
        {answers.host !== 'folder' && (
          <>
            <TextField
              {...field('endpoint')}
              label={i18n.t('desk.setUp.endpoint')}
              hint={i18n.t(answers.host === 'r2' ? 'desk.setUp.endpointR2Hint' : 'desk.setUp.endpointHint')}
              placeholder={
                answers.host === 'r2'
                  ? 'https://ACCOUNT.r2.cloudflarestorage.com'
                  : 'https://s3.eu-central-1.amazonaws.com'
              }
            />
            <div class="pair">
              {answers.host === 's3' && (
                <TextField
                  {...field('region')}
                  label={i18n.t('desk.setUp.region')}
                  hint={i18n.t('desk.setUp.regionHint')}
                />
              )}
              <TextField
                {...field('bucket')}
                label={i18n.t('desk.setUp.bucket')}
                hint={i18n.t('desk.setUp.bucketHint')}
              />
            </div>
            <TextField
              {...field('privateBucket')}
              label={i18n.t('desk.setUp.privateBucket')}
              hint={i18n.t('desk.setUp.privateBucketHint')}
            />
            <AccessKeyFields
              accessKeyId={field('accessKeyId')}
              secretAccessKey={field('secretAccessKey')}
              hint={i18n.t('desk.setUp.accessKeyHint')}
            />
          </>
        )}
        <TextField
          {...field('repository')}
          label={i18n.t('desk.setUp.repository')}
          hint={i18n.t(
            answers.host === 'folder' ? 'desk.setUp.repositoryFolderHint' : 'desk.setUp.repositoryHint',
          )}
          placeholder="https://lists.acme.example/"
        />
        {answers.host !== 'folder' && (
          <>
            <div class="row">
              <button
                type="button"
                id="probe"
                disabled={isBusy}
                onClick={() => withPlace(place => probing.run(async () => setProbe(await onProbe(place))))}
              >
                {i18n.t(probing.isBusy ? 'desk.setUp.probing' : 'desk.setUp.probe')}
              </button>
              <p class="soft small">{i18n.t('desk.setUp.probeHint')}</p>
            </div>
            <p class="problem" role="alert">
              {probing.problem}
            </p>
            {probe && <ProbeResult probe={probe} />}
          </>
        )}
        <details class="more">
          <summary>{i18n.t('desk.setUp.otherHosts')}</summary>
          <p class="soft">{i18n.t('desk.setUp.otherHostsShares')}</p>
        </details>
        <RefreshingField
          name="refreshing"
          value={answers.refreshing}
          onChange={refreshing => setAnswers({ ...answers, refreshing })}
        />
      </section>
      <section class="block">
        <h2>{i18n.t('desk.setUp.keys')}</h2>
        <p class="soft">{i18n.t('desk.setUp.keysLead')}</p>
        <NewPassphraseFields
          label={i18n.t('desk.setUp.passphrase')}
          hint={i18n.t('desk.setUp.passphraseHint')}
          passphrase={field('passphrase')}
          again={field('passphraseAgain')}
        />
        <NewPassphraseFields
          label={i18n.t('desk.setUp.kitPassphrase')}
          hint={i18n.t('desk.setUp.kitPassphraseHint')}
          passphrase={field('kitPassphrase')}
          again={field('kitPassphraseAgain')}
        />
        <ChoiceField
          name="addresses"
          label={i18n.t('desk.setUp.addressesKept')}
          hint={i18n.t('desk.setUp.addressesHint')}
          value={answers.addresses}
          choices={ADDRESS_KEEPING.map(value => ({ value, text: ADDRESS_TEXTS[value]() }))}
          onChange={addresses => setAnswers({ ...answers, addresses })}
        />
        {answers.addresses === 'sealed' && (
          <NewPassphraseFields
            label={i18n.t('desk.setUp.auditorPassphrase')}
            hint={i18n.t('desk.setUp.auditorPassphraseHint')}
            passphrase={field('auditorPassphrase')}
            again={field('auditorPassphraseAgain')}
          />
        )}
      </section>
      <div class="row end">
        <p class="problem" role="alert">
          {founding.problem || (showsProblems && !checked.ok ? i18n.t('desk.setUp.incomplete') : '')}
        </p>
        <button type="submit" id="found" class="filled" disabled={isBusy}>
          {i18n.t(founding.isBusy ? 'desk.setUp.founding' : 'desk.setUp.found')}
        </button>
      </div>
    </form>
  );
}
